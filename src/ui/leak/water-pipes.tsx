import type { LeakOutcome, TravelStop } from '../../domain/leak/leak-outcome.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Leak } from '../../state/leak.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { useWords } from '../page.tsx'
import shared from '../result/result.module.css'
import { EmptyFace } from '../states/faces.tsx'
import { CustomerPlace } from './customer-place.tsx'
import styles from './leak.module.css'
import { MOST_PLACES, significant, timeText } from './leak-words.ts'
import { LineOfLeak } from './line-of-leak.tsx'

const LITRES = 1000

interface WaterPipesProps {
  readonly leak: Leak
  readonly outcome: LeakOutcome
}

/** Pipes that a burst changes: dry, turned, at low pressure, and whether something may get in. */
export function WaterPipes({ leak, outcome: { pipes, evidence } }: WaterPipesProps) {
  const words = useWords()
  const { t, locale } = words
  if (pipes.length === 0) return <EmptyFace>{t('leak.pipes.none')}</EmptyFace>
  return (
    <ul className={styles.short} aria-label={t('leak.pipes')}>
      {pipes.slice(0, MOST_PLACES).map(({ place, least, isDry, isReversed, drawsIn, drawn_m3 }) => {
        const facts = [
          isDry
            ? t('leak.pipes.dry')
            : t('leak.worst.water', { value: significant(words, least, 'm', evidence === 'A' ? 3 : 2) }),
          ...(isReversed ? [`⇄ ${t('leak.pipes.reversed')}`] : []),
          ...(drawsIn === false ? [] : [t(drawsIn ? 'leak.pipes.drawsIn' : 'leak.pipes.unknown')]),
          ...(drawn_m3 !== null && drawn_m3 > 0 ? [`≈ ${significant(words, LITRES * drawn_m3, 'L', 1)}`] : []),
        ]
        return <LineOfLeak key={place} leak={leak} place={place} facts={facts} />
      })}
      {pipes.length > MOST_PLACES && (
        <li>{t('leak.places.more', { n: formatNumber(locale, pipes.length - MOST_PLACES) })}</li>
      )}
    </ul>
  )
}

interface WaterTravelProps extends Pick<WaterPipesProps, 'outcome'> {
  /** in the water outside [mg/L]; null = shares are told */
  readonly outside: number | null
}

/** Whom the water of the leak and of what got in comes to, and where it comes from. */
export function WaterTravel({ outcome: { travel }, outside }: WaterTravelProps) {
  const words = useWords()
  const { t, locale } = words
  if (!travel) return null
  const { drawnIn, downstream, sources } = travel
  return (
    <>
      <h3>{t('leak.travel.drawnIn', { n: formatNumber(locale, drawnIn.length) })}</h3>
      <p className={shared.said}>{t('leak.travel.drawnIn.help')}</p>
      <Stops stops={drawnIn} outside={outside} />
      <h3>{t('leak.travel.downstream', { n: formatNumber(locale, downstream.length) })}</h3>
      <Stops stops={downstream} outside={outside} />
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

interface StopsProps extends Pick<WaterTravelProps, 'outside'> {
  readonly stops: readonly TravelStop[]
}

function Stops({ stops, outside }: StopsProps) {
  const words = useWords()
  const { t, locale } = words
  const atMost = (share: number) =>
    t('leak.travel.atMost', {
      value:
        outside === null ? significant(words, 100 * share, '%', 1) : significant(words, outside * share, 'mg/L', 1),
    })
  if (stops.length === 0) return <p className={shared.said}>{t('leak.travel.none')}</p>
  return (
    <ol className={styles.short}>
      {stops.slice(0, MOST_PLACES).map(({ seconds, share, ...customer }) => (
        <li key={customer.id}>
          <CustomerPlace
            {...customer}
            fact={[timeText(words, seconds, 'C'), ...(share === null ? [] : [atMost(share)])].join(' · ')}
          />
        </li>
      ))}
      {stops.length > MOST_PLACES && (
        <li>{t('leak.places.more', { n: formatNumber(locale, stops.length - MOST_PLACES) })}</li>
      )}
    </ol>
  )
}
