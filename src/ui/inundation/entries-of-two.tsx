import { warningOfEntry } from '../../domain/inundation/depth-grades.ts'
import type { EntryVerdict } from '../../domain/inundation/outcome.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { FinishedFlood } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import { EmptyFace } from '../states/faces.tsx'
import styles from './inundation.module.css'
import { SimulatedMark } from './simulated-mark.tsx'
import { signed, TwoRunsTable } from './two-runs-table.tsx'

/** What of a run its entries tell. */
type Told = Pick<FinishedFlood, 'plan' | 'summary'>

interface Pair {
  readonly id: string
  readonly a: EntryVerdict | undefined
  readonly b: EntryVerdict | undefined
}

/** Entries that either of two runs floods, who is reached first comes first: when, how deep, and how they differ. */
export function EntriesOfTwo({ a, b }: { readonly a: Told; readonly b: Told }) {
  const { t, locale, known } = useWords()
  const { openFloodEntry } = useCommands()
  const pairs = pairsOf(a, b)
  if (pairs.length === 0) return <EmptyFace>{t('entries.unknown')}</EmptyFace>
  const number = (value: number) => formatNumber(locale, value)
  const count = (side: 'a' | 'b') => number(pairs.filter((pair) => isFlooded(pair[side])).length)
  const flooded = pairs
    .filter((pair) => isFlooded(pair.a) || isFlooded(pair.b))
    .toSorted((one, other) => firstOf(one) - firstOf(other))
  const untested = pairs.filter((pair) => !(pair.a?.isTested || pair.b?.isTested)).length
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const cell = (verdict: EntryVerdict | undefined) => {
    if (!verdict?.isTested) return t('entries.outside')
    if (!isFlooded(verdict)) return t('entries.dry')
    return (
      <>
        {formatDuration(1000 * verdict.arrival)}
        <small>{metres(verdict.over ?? 0)}</small>
      </>
    )
  }
  const difference = ({ a: one, b: other }: Pair) => {
    if (!isFlooded(one) || !isFlooded(other)) return '—'
    return (
      <>
        {later(other.arrival - one.arrival)}
        <small>{signed((other.over ?? 0) - (one.over ?? 0), metres)}</small>
      </>
    )
  }
  const entryOf = (id: string) => [b, a].flatMap(({ plan }) => plan.entries.filter((entry) => entry.id === id))[0]
  return (
    <section className={styles.entries}>
      <h3>{t('entries.title.two', { a: count('a'), b: count('b') })}</h3>
      {untested > 0 && <p>{t('entries.untested', { n: number(untested) })}</p>}
      {flooded.length === 0 ? (
        <p>{t('entries.none')}</p>
      ) : (
        <TwoRunsTable
          head={t('entries.head.two')}
          rows={flooded.map((pair) => ({
            key: pair.id,
            label: (
              <button type="button" className="plain" onClick={() => void openFloodEntry(pair.id, { isFlying: true })}>
                <SimulatedMark grade={warningOfEntry(Math.max(overOf(pair.a), overOf(pair.b)))} />
                <span>
                  <DataText>{entryOf(pair.id)?.name ?? pair.id}</DataText>
                  <small>{known('entry', entryOf(pair.id)?.kind ?? '')}</small>
                </span>
              </button>
            ),
            ...{ a: cell(pair.a), b: cell(pair.b), difference: difference(pair) },
          }))}
        />
      )}
    </section>
  )
}

function pairsOf(a: Told, b: Told): Pair[] {
  const [inA, inB] = [a, b].map(({ summary }) => new Map(summary.outcome.entries.map((one) => [one.id, one])))
  const ids = new Set([...(inA?.keys() ?? []), ...(inB?.keys() ?? [])])
  return [...ids].map((id) => ({ id, a: inA?.get(id), b: inB?.get(id) }))
}

function isFlooded(verdict: EntryVerdict | undefined): verdict is EntryVerdict & { readonly arrival: number } {
  return verdict?.arrival != null
}

function firstOf({ a, b }: Pair): number {
  return Math.min(a?.arrival ?? Number.POSITIVE_INFINITY, b?.arrival ?? Number.POSITIVE_INFINITY)
}

/** How much later, with its sign [s]. */
function later(seconds: number): string {
  const said = formatDuration(1000 * Math.abs(seconds))
  return said === formatDuration(0) ? said : `${seconds < 0 ? '−' : '+'}${said}`
}

function overOf(verdict: EntryVerdict | undefined): number {
  return isFlooded(verdict) ? (verdict.over ?? 0) : 0
}
