import { warningOfEntry } from '../../domain/inundation/depth-grades.ts'
import type { EntryVerdict } from '../../domain/inundation/outcome.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { bothRuns, type Flood, shownRun } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import { EmptyFace } from '../states/faces.tsx'
import { EntriesOfTwo } from './entries-of-two.tsx'
import styles from './inundation.module.css'
import { SimulatedMark } from './simulated-mark.tsx'

/**
 * Entries that water came into, the earliest first; one is flown to. Those that were not tested are counted. Of two runs where the
 * picture is of both.
 */
export function FloodEntries({ flood }: { readonly flood: Flood }) {
  const { t, locale, known } = useWords()
  const { openFloodEntry } = useCommands()
  const { plan, summary } = shownRun(flood)
  const both = bothRuns(flood)
  if (both?.b.summary) return <EntriesOfTwo a={both.a} b={{ plan: both.b.plan, summary: both.b.summary }} />
  const verdicts = summary?.outcome.entries ?? []
  if (verdicts.length === 0) return <EmptyFace>{t('entries.unknown')}</EmptyFace>
  const flooded = verdicts.filter(isFlooded).sort((a, b) => a.arrival - b.arrival)
  const untested = verdicts.filter(({ isTested }) => !isTested).length
  const entryOf = (id: string) => plan.entries.find((entry) => entry.id === id)
  const number = (value: number) => formatNumber(locale, value)
  return (
    <section className={styles.entries}>
      <h3>{t('entries.title', { flooded: number(flooded.length), all: number(verdicts.length - untested) })}</h3>
      {flooded.length === 0 && <p>{t('entries.none')}</p>}
      {untested > 0 && <p>{t('entries.untested', { n: number(untested) })}</p>}
      <ol aria-label={t('entries.list')}>
        {flooded.map(({ id, arrival, over }) => (
          <li key={id}>
            <button type="button" className="plain" onClick={() => void openFloodEntry(id, { isFlying: true })}>
              <SimulatedMark grade={warningOfEntry(over ?? 0)} />
              <span>
                <DataText>{entryOf(id)?.name ?? id}</DataText>
                <small>
                  {known('entry', entryOf(id)?.kind ?? '')}{' '}
                  {t('entries.item', {
                    time: formatDuration(arrival * 1000),
                    over: formatQuantity(locale, over ?? 0, 'm', 2),
                  })}
                </small>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  )
}

function isFlooded(verdict: EntryVerdict): verdict is EntryVerdict & { readonly arrival: number } {
  return verdict.arrival !== null
}
