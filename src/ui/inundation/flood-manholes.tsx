import { lazy, Suspense, useState } from 'react'
import { crsOf } from '../../domain/geo/crs.ts'
import type { ManholeVerdict, NetworkOutcome } from '../../domain/inundation/outcome.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type Flood, shownRun } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { LoadingFace } from '../states/faces.tsx'
import styles from './inundation.module.css'
import { manholeOption } from './manhole-option.ts'

const FloodChart = lazy(() => import('./flood-chart.tsx'))

/** Less than this that came out of a manhole is none [m³]. */
const LEAST = 0.1
/** Of the manholes so many are listed, those that spill most. */
const LISTED = 20

/** Manholes that water came out of, the worst first; one is flown to, and tells its water level over time. */
export function FloodManholes({ flood }: { readonly flood: Flood }) {
  const { t, locale } = useWords()
  const { flyToPlace } = useCommands()
  const run = shownRun(flood)
  const { plan } = run
  const selected = useTwin(({ selection }) => selection.assetId)
  const [asked, setAsked] = useState<string | null>(null)
  const outcome = run.summary?.outcome
  const network = outcome?.network
  if (!outcome || !network) return null
  const cubic = (volume: number) => formatQuantity(locale, volume, 'm³', volume < 10 ? 1 : 0)
  const spilling = network.manholes
    .filter(({ returned }) => returned >= LEAST)
    .sort((one, other) => other.returned - one.returned)
  const { drained, returned, roofs } = outcome.volumes
  const [first = null] = [asked, selected].filter((id) => id && network.series.nodes.includes(id))
  const choose = (node: string) => {
    setAsked(node)
    const opening = plan.drainage?.openings.find((one) => one.node === node)
    const crs = crsOf(flood.crs)
    if (opening && crs) void flyToPlace({ ...crs.toLonLat(...opening.at), height: opening.rim_m })
  }
  const tell = ({ returned: volume, peak, peakAt }: ManholeVerdict) =>
    t('manholes.item', {
      ...{ volume: cubic(volume), peak: formatQuantity(locale, peak, 'm³/s', 3) },
      time: formatDuration((peakAt ?? 0) * 1000),
    })
  return (
    <section className={styles.entries}>
      <h3>
        {t('manholes.title', {
          ...{ n: formatNumber(locale, spilling.length), all: formatNumber(locale, network.manholes.length) },
          volume: cubic(returned),
        })}
      </h3>
      <p>
        {t('manholes.drains', {
          ...{ drained: cubic(drained), roofs: cubic(roofs), outflow: cubic(network.outflow) },
          stored: cubic(network.stored),
        })}
      </p>
      {spilling.length === 0 && <p>{t('manholes.none')}</p>}
      {spilling.length > LISTED && <p>{t('manholes.more', { n: formatNumber(locale, LISTED) })}</p>}
      <ol aria-label={t('manholes.list')}>
        {spilling.slice(0, LISTED).map((manhole) => (
          <li key={manhole.node}>
            <button
              type="button"
              className="plain"
              aria-pressed={manhole.node === first}
              onClick={() => choose(manhole.node)}
            >
              <DataText>{manhole.node}</DataText>
              <small>{tell(manhole)}</small>
            </button>
          </li>
        ))}
      </ol>
      {first !== null && <ManholeChart flood={flood} network={network} node={first} />}
    </section>
  )
}

function ManholeChart({
  flood: { frames, shown },
  network: { series },
  node,
}: {
  readonly flood: Flood
  readonly network: NetworkOutcome
  readonly node: string
}) {
  const words = useWords()
  const { t, locale } = words
  const time = frames[shown]?.time ?? 0
  const place = series.nodes.indexOf(node)
  const highest = series.times.reduce(
    (most, _, at) => Math.max(most, series.head[at * series.nodes.length + place] ?? most),
    Number.NEGATIVE_INFINITY,
  )
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  return (
    <Suspense fallback={<LoadingFace>{t('flood.chart.loading')}</LoadingFace>}>
      <FloodChart
        option={(color) => manholeOption(series, node, time, words, color)}
        of={[series, node, time]}
        label={t('manholes.chart', { node, head: metres(highest), rim: metres(series.rim[place] ?? Number.NaN) })}
      />
    </Suspense>
  )
}
