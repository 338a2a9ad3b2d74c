import { crsOf } from '../../domain/geo/crs.ts'
import type { EntryVerdict } from '../../domain/inundation/outcome.ts'
import { formatDuration, formatNumber, formatQuantity } from '../../i18n/format.ts'
import { type Flood, summaryOf } from '../../state/flood.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './inundation.module.css'

/** Entries that water came into, the earliest first; one is flown to. Those that were not tested are counted. */
export function FloodEntries({ flood }: { readonly flood: Flood }) {
  const { t, locale } = useWords()
  const { flyToPlace } = useCommands()
  const plan = useTwin(({ floodPlan }) => (floodPlan.state === 'loaded' ? floodPlan.value : null))
  const verdicts = summaryOf(flood)?.outcome.entries
  if (!verdicts || verdicts.length === 0) return null
  const flooded = verdicts.filter(isFlooded).sort((a, b) => a.arrival - b.arrival)
  const untested = verdicts.filter(({ isTested }) => !isTested).length
  const entryOf = (id: string) => plan?.entries.find((entry) => entry.id === id)
  const goTo = (id: string) => {
    const place = entryOf(id)
    const crs = crsOf(flood.crs)
    if (place && crs) void flyToPlace({ ...crs.toLonLat(...place.at), height: place.sill_m })
  }
  return (
    <section className={styles.entries}>
      <h3>
        {t('entries.title', {
          flooded: formatNumber(locale, flooded.length),
          all: formatNumber(locale, verdicts.length),
        })}
      </h3>
      {flooded.length === 0 && <p>{t('entries.none')}</p>}
      {untested > 0 && <p>{t('entries.untested', { n: formatNumber(locale, untested) })}</p>}
      <ol aria-label={t('entries.list')}>
        {flooded.map(({ id, arrival, over }) => (
          <li key={id}>
            <button type="button" className="plain" onClick={() => goTo(id)}>
              <DataText>{entryOf(id)?.name ?? id}</DataText>
              <small>
                {t('entries.item', {
                  time: formatDuration(arrival * 1000),
                  over: formatQuantity(locale, over ?? 0, 'm', 2),
                })}
              </small>
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
