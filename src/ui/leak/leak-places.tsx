import { useId, useState } from 'react'
import { stepOf } from '../../domain/color-scale.ts'
import type { LeakOutcome, LeakPlace, ReachedPlace } from '../../domain/leak/leak-outcome.ts'
import { FIRST_LEVEL, leakScale, SPILL_STATE } from '../../domain/leak/leak-scales.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Leak } from '../../state/leak.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { useCommands, useTwin, useWords } from '../page.tsx'
import { EmptyFace } from '../states/faces.tsx'
import styles from './leak.module.css'
import { arrivalLines, levelText, MOST_PLACES, worstText } from './leak-words.ts'
import { MethaneReadings } from './methane-readings.tsx'

interface LeakPlacesProps {
  readonly leak: Leak
  readonly outcome: LeakOutcome
}

/** Whom it reaches, by order of arrival; a click goes there. */
export function LeakPlaces({ leak, outcome }: LeakPlacesProps) {
  const words = useWords()
  const { t, locale } = words
  const { kind, reached } = outcome
  const levels = [...new Set(reached.flatMap(({ arrivals }) => arrivals.map(({ level }) => level)))].sort(
    (a, b) => a - b,
  )
  const [chosen, setChosen] = useState<number | null>(null)
  const id = useId()
  if (reached.length === 0) return <EmptyFace>{t(`leak.places.none.${kind}`)}</EmptyFace>
  const level = chosen ?? levels.find((each) => each === FIRST_LEVEL[kind]) ?? levels[0] ?? null
  return (
    <>
      {levels.length > 0 && (
        <label className={styles.level} htmlFor={id}>
          <span>{t('leak.level')}</span>
          <select id={id} value={level ?? ''} onChange={({ target }) => setChosen(Number(target.value))}>
            {levels.map((each) => (
              <option key={each} value={each}>
                {levelText(words, kind, each)}
              </option>
            ))}
          </select>
          {outcome.members > 1 && <small>{t('leak.arrival.range.help')}</small>}
        </label>
      )}
      <ol className={styles.places} aria-label={t(level === null ? 'leak.places.worst' : 'leak.places')}>
        {reached.slice(0, MOST_PLACES).map((each, i) => (
          <li key={each.place}>
            <PlaceButton
              number={i + 1}
              each={each}
              place={leak.places[each.place]}
              leak={leak}
              outcome={outcome}
              level={level}
            />
          </li>
        ))}
        {reached.length > MOST_PLACES && (
          <li>{t('leak.places.more', { n: formatNumber(locale, reached.length - MOST_PLACES) })}</li>
        )}
      </ol>
    </>
  )
}

/** Of its worst; of a spill that of where it ends, or only passes. */
function colorOf({ scenario: { kind, service_m } }: Leak, { worst, grade }: ReachedPlace) {
  const { scale, unit } = leakScale(kind, service_m)
  if (kind === 'sewage') return stepOf(scale, grade === 'passes' ? SPILL_STATE.possible : SPILL_STATE.certain)?.color
  return stepOf(scale, worst[kind === 'water' ? 0 : 2] / unit)?.color
}

interface PlaceButtonProps extends LeakPlacesProps {
  readonly number: number
  readonly each: ReachedPlace
  readonly place: LeakPlace | undefined
  readonly level: number | null
}

function PlaceButton({ number, each, place, leak, outcome, level }: PlaceButtonProps) {
  const words = useWords()
  const { t, known } = words
  const { goToLeakPlace } = useCommands()
  const theme = useTwin((state) => state.theme)
  const { kind } = outcome
  const color = colorOf(leak, each)?.[theme]
  const arrival = each.arrivals.find((one) => one.level === level)
  return (
    <button type="button" className="plain" disabled={!place} onClick={() => void goToLeakPlace(each.place)}>
      <span className={styles.number}>{number}</span>
      <svg width="12" height="12" aria-hidden="true">
        <rect width="12" height="12" rx="3" fill={color ? `rgb(${color.join(' ')})` : 'none'} stroke="currentColor" />
      </svg>
      <span>
        <b>{place ? shortId(place.id) : t('app.unknown')}</b> <small>{place && known('leak.place', place.kind)}</small>{' '}
        {known('leak.grade', each.grade)}
        <br />
        {t(`leak.worst.${kind}`, { value: worstText(words, each, outcome) })}
        {level !== null && ` · ${arrivalLines(words, arrival, outcome).join(' · ')}`}
        {kind === 'gas' && each.hasSensor && place && (
          <MethaneReadings leak={leak} gas={outcome.gas} space={place.id} arrivals={each.arrivals} />
        )}
      </span>
      <small>
        {kind === 'gas' && t(each.hasSensor ? 'leak.sensor' : 'leak.sensor.none')}
        <br />
        {each.localGrade !== null &&
          t(leak.plan.gasGrades ? 'leak.local.rule' : 'leak.local', { grade: each.localGrade })}
      </small>
    </button>
  )
}
