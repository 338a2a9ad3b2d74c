import type { NetworkOutcome } from '../../domain/inundation/outcome.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { DataText } from '../data-text.tsx'
import { useWords } from '../page.tsx'
import styles from './inundation.module.css'
import { ManholeChart } from './manhole-chart.tsx'
import { figureCells, TwoRunsTable } from './two-runs-table.tsx'

/** Less than this that came out of a manhole is none [m³]. */
export const LEAST = 0.1
/** Of the manholes so many are listed, those that spill most in either run. */
const LISTED = 20

interface ManholesOfTwoProps {
  /** null = the run has no drains */
  readonly a: NetworkOutcome | null
  readonly b: NetworkOutcome | null
  /** that is shown [s] */
  readonly time: number
  readonly onChoose: (node: string) => void
  /** whose chart is asked for: the first of them that is a manhole */
  readonly asked: readonly (string | null)[]
}

/** Volumes that came out of manholes in two runs, the worst first; the one that is chosen tells its level in both. */
export function ManholesOfTwo({ a, b, time, onChoose, asked }: ManholesOfTwoProps) {
  const { t, locale } = useWords()
  const cubic = (volume: number) => formatQuantity(locale, volume, 'm³', Math.abs(volume) < 10 ? 1 : 0)
  const [inA, inB] = [returnedIn(a), returnedIn(b)]
  const most = (node: string) => Math.max(inA?.get(node) ?? 0, inB?.get(node) ?? 0)
  const spilling = [...new Set([...(inA?.keys() ?? []), ...(inB?.keys() ?? [])])]
    .filter((node) => most(node) >= LEAST)
    .toSorted((one, other) => most(other) - most(one))
  const series = b?.series ?? a?.series
  const first = asked.find((node) => node !== null && series?.nodes.includes(node)) ?? null
  const all = (volumes: ReadonlyMap<string, number> | null) =>
    volumes && [...volumes.values()].reduce((sum, volume) => sum + volume, 0)
  return (
    <section className={styles.entries}>
      {spilling.length === 0 && <p>{t('manholes.none')}</p>}
      {spilling.length > LISTED && <p>{t('manholes.more', { n: formatNumber(locale, LISTED) })}</p>}
      <TwoRunsTable
        head={t('manholes.head.two')}
        rows={[
          { key: '', label: t('manholes.all'), ...figureCells([all(inA), all(inB)], cubic, t('app.unknown')) },
          ...spilling.slice(0, LISTED).map((node) => ({
            key: node,
            label: (
              <button type="button" className="plain" aria-pressed={node === first} onClick={() => onChoose(node)}>
                <DataText>{node}</DataText>
              </button>
            ),
            ...figureCells([inA && (inA.get(node) ?? null), inB && (inB.get(node) ?? null)], cubic, t('app.unknown')),
          })),
        ]}
      />
      {first !== null && series && (
        <ManholeChart node={first} series={series} beside={b ? a?.series : undefined} time={time} />
      )}
    </section>
  )
}

/** What came out, by node [m³]. */
function returnedIn(network: NetworkOutcome | null): ReadonlyMap<string, number> | null {
  return network && new Map(network.manholes.map(({ node, returned }) => [node, returned]))
}
