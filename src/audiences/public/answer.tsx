import { disciplines } from '../../domain/disciplines/index.ts'
import { themeColor } from '../../domain/disciplines/theme-color.ts'
import { middleOf } from '../../domain/geo/cell-grid.ts'
import type { Failure } from '../../domain/result.ts'
import { publicDegrees, publicInstant } from '../../i18n/public.ts'
import type { CellAnswer } from '../../ports/enquiry.ts'
import type { Place } from '../../state/enquiry.ts'
import styles from './answer.module.css'
import { useEnquiry, useParts, usePublicWords } from './enquiry-context.tsx'
import { KindIcon } from './kind-icon.tsx'
import notices from './notices.module.css'

/** beyond this a location may lie outside the area that is told about, 400 m × 200 m [m] */
const ROUGH = 50

/** What was asked and what is known: every state of a question has its face. */
export function AnswerPart() {
  const { t } = usePublicWords()
  const place = useEnquiry((state) => state.place)
  const answer = useEnquiry((state) => state.answer)
  return (
    <section className={styles.answer} aria-live="polite" aria-busy={answer.state === 'loading'}>
      {place ? (
        <PlaceLine place={place} />
      ) : (
        <>
          <h2>{t('intro.title')}</h2>
          <p>{t('intro')}</p>
        </>
      )}
      {answer.state === 'loading' && <p className={notices.quiet}>{t('answer.loading')}</p>}
      {answer.state === 'failed' && place && <Failed failure={answer.failure} place={place} />}
      {answer.state === 'loaded' && place && <Known answer={answer.value} place={place} />}
    </section>
  )
}

function PlaceLine({ place }: { readonly place: Place }) {
  const { t, name } = usePublicWords()
  const values = { lon: publicDegrees(place.lon, 'EW'), lat: publicDegrees(place.lat, 'NS') }
  return (
    <>
      <p className={styles.place}>
        {place.by === 'location'
          ? t('answer.location', { n: Math.round(place.accuracy ?? 0) })
          : place.name
            ? t('answer.street', { name: name(place.name) })
            : t('answer.place', values)}
      </p>
      {(place.accuracy ?? 0) > ROUGH && <p className={notices.warning}>{t('answer.inaccurate')}</p>}
    </>
  )
}

function Known({ answer, place }: { readonly answer: CellAnswer; readonly place: Place }) {
  const { kinds, hasOthers, call, build } = answer
  const { t, name } = usePublicWords()
  const side = t(place.lon < middleOf(answer.bounds).lon ? 'answer.side.east' : 'answer.side.west')
  const answeredAt = useEnquiry((state) => state.answeredAt)
  const city = useEnquiry(({ city }) => (city.state === 'loaded' ? city.value : null))
  const isNone = kinds.length === 0 && !hasOthers
  return (
    <>
      {city && city.build !== build && <p className={notices.warning}>{t('answer.mismatch')}</p>}
      <h2>{t(isNone ? 'answer.none' : 'answer.title', { side })}</h2>
      {!isNone && (
        <ul className={styles.kinds}>
          {kinds.map((kind) => (
            <Kind key={kind} kind={kind} />
          ))}
          {hasOthers && (
            <li>
              <KindIcon kind="other" />
              <span>
                {t('answer.others')}
                <small>{t('answer.others.note')}</small>
              </span>
            </li>
          )}
        </ul>
      )}
      <p className={notices.warning}>{t(isNone ? 'answer.none.note' : 'answer.note')}</p>
      <div className={styles.call}>
        <h3>
          {t('call.title')}
          {city?.isExample && <span className={notices.example}>{t('example.value')}</span>}
        </h3>
        <p>
          <strong>{name(call.office)}</strong>
        </p>
        {call.phone === null ? (
          <p>{t('call.none')}</p>
        ) : (
          <a href={`tel:${call.phone.replace(/[^\d+]/g, '')}`}>{t('call.dial', { phone: call.phone })}</a>
        )}
      </div>
      {answeredAt !== null && <p className={notices.quiet}>{t('answer.at', { time: publicInstant(answeredAt) })}</p>}
    </>
  )
}

function Kind({ kind }: { readonly kind: string }) {
  const { name } = usePublicWords()
  const theme = useEnquiry((state) => state.theme)
  const discipline = disciplines.find(({ id }) => id === kind)
  const color = discipline && `rgb(${themeColor(discipline, theme).join(' ')})`
  return (
    <li>
      <KindIcon kind={kind} {...(color ? { color } : {})} />
      {/* a kind that this version does not know is told by its id, never left out */}
      <span>{discipline ? name(discipline.name) : kind}</span>
    </li>
  )
}

function Failed({ failure, place }: { readonly failure: Failure; readonly place: Place }) {
  const { t, name } = usePublicWords()
  const { commands } = useParts()
  const city = useEnquiry(({ city }) => (city.state === 'loaded' ? name(city.value.name) : ''))
  if (failure.kind === 'not-found') {
    return (
      <>
        <h2>{t('answer.outside')}</h2>
        <p>{t('answer.outside.help', { city })}</p>
      </>
    )
  }
  const kind = failure.kind === 'offline' || failure.kind === 'starting' ? failure.kind : 'failed'
  return (
    <div className={notices.failure} data-kind={failure.kind}>
      <h2>{t(failure.kind === 'refused' ? 'answer.refused' : `answer.${kind}`)}</h2>
      <p>{failure.message ? name(failure.message) : t(`answer.${kind}.help`)}</p>
      <button type="button" onClick={() => void commands.askCell({ ...place })}>
        {t('retry')}
      </button>
    </div>
  )
}
