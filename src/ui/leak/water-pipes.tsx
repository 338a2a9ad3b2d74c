import type { LeakOutcome, TravelStop } from '../../domain/leak/leak-outcome.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Leak } from '../../state/leak.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace } from '../states/faces.tsx'
import { CustomerPlace } from './customer-place.tsx'
import styles from './leak.module.css'
import { significant, timeText } from './leak-words.ts'

/** Longer lists are told by their number. */
const MOST = 100

interface WaterPipesProps {
  readonly leak: Leak
  readonly outcome: LeakOutcome
}

/** Pipes that a burst changes: dry, turned, at low pressure, and whether something may get in. */
export function WaterPipes({ leak, outcome: { pipes, evidence } }: WaterPipesProps) {
  const words = useWords()
  const { t, locale } = words
  const { goToLeakPlace } = useCommands()
  if (pipes.length === 0) return <EmptyFace>{t('leak.pipes.none')}</EmptyFace>
  return (
    <ul className={styles.short} aria-label={t('leak.pipes')}>
      {pipes.slice(0, MOST).map(({ place, least, isDry, isReversed, drawsIn }) => {
        const id = leak.places[place]?.id
        const facts = [
          isDry
            ? t('leak.pipes.dry')
            : t('leak.worst.water', { value: significant(words, least, 'm', evidence === 'A' ? 3 : 2) }),
          ...(isReversed ? [`⇄ ${t('leak.pipes.reversed')}`] : []),
          ...(drawsIn === false ? [] : [t(drawsIn ? 'leak.pipes.drawsIn' : 'leak.pipes.unknown')]),
        ]
        return (
          <li key={place}>
            <button type="button" className="plain" onClick={() => void goToLeakPlace(place)}>
              <DataText>{id === undefined ? t('app.unknown') : shortId(id)}</DataText>{' '}
              <small>{facts.join(' · ')}</small>
            </button>
          </li>
        )
      })}
      {pipes.length > MOST && <li>{t('leak.places.more', { n: formatNumber(locale, pipes.length - MOST) })}</li>}
    </ul>
  )
}

/** Whom the water of the leak and of what got in comes to, and where it comes from. */
export function WaterTravel({ outcome: { travel } }: Pick<WaterPipesProps, 'outcome'>) {
  const words = useWords()
  const { t, locale } = words
  if (!travel) return null
  const { drawnIn, downstream, sources } = travel
  return (
    <>
      <h3>{t('leak.travel.drawnIn', { n: formatNumber(locale, drawnIn.length) })}</h3>
      <p className={shared.said}>{t('leak.travel.drawnIn.help')}</p>
      <Stops stops={drawnIn} />
      <h3>{t('leak.travel.downstream', { n: formatNumber(locale, downstream.length) })}</h3>
      <Stops stops={downstream} />
      <h3>{t('leak.travel.sources')}</h3>
      {sources.length === 0 ? (
        <p className={shared.said}>{t('leak.travel.noSources')}</p>
      ) : (
        <ul className={styles.short}>
          {sources.map(({ id, seconds }) => (
            <li key={id}>
              <DataText>{shortId(id)}</DataText> <small>{timeText(words, seconds, 'C')}</small>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Stops({ stops }: { readonly stops: readonly TravelStop[] }) {
  const words = useWords()
  const { t, locale } = words
  if (stops.length === 0) return <p className={shared.said}>{t('leak.travel.none')}</p>
  return (
    <ol className={styles.short}>
      {stops.slice(0, MOST).map(({ seconds, ...customer }) => (
        <li key={customer.id}>
          <CustomerPlace {...customer} fact={timeText(words, seconds, 'C')} />
        </li>
      ))}
      {stops.length > MOST && <li>{t('leak.places.more', { n: formatNumber(locale, stops.length - MOST) })}</li>}
    </ol>
  )
}
