import { publicDegrees } from '../../i18n/public.ts'
import type { Place } from '../../state/enquiry.ts'
import { Icon } from '../../ui/icon.tsx'
import { useEnquiry, useParts, usePublicWords } from './enquiry-context.tsx'
import { findPlaces } from './find-places.ts'
import notices from './notices.module.css'
import styles from './search.module.css'

/** A road, coordinates, or where one is. */
export function SearchPart() {
  const { t } = usePublicWords()
  const { commands } = useParts()
  const query = useEnquiry((state) => state.query)
  const streets = useEnquiry((state) => state.streets)
  const location = useEnquiry((state) => state.location)
  const places = findPlaces(query, streets.state === 'loaded' ? streets.value : [])
  const choose = (place: Place) => {
    void commands.searchPlace('')
    void commands.askCell(place)
  }
  return (
    <div className={styles.searchPart}>
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is not known to every phone yet */}
      <form
        role="search"
        className={styles.search}
        onSubmit={(event) => {
          event.preventDefault()
          const [first] = places
          if (first) choose(first)
        }}
      >
        <label>
          <span className="visually-hidden">{t('search.label')}</span>
          <Icon name="search" size={18} />
          <input
            type="search"
            enterKeyHint="search"
            autoComplete="off"
            placeholder={t('search.placeholder')}
            value={query}
            onFocus={() => commands.setSheet('full')}
            onChange={(event) => void commands.searchPlace(event.target.value)}
          />
        </label>
        <button
          type="button"
          className={styles.here}
          aria-busy={location.state === 'asking'}
          onClick={() => void commands.locateMe()}
        >
          <Icon name="target" size={18} />
          {t(location.state === 'asking' ? 'location.asking' : 'location.button')}
        </button>
      </form>
      {location.state === 'failed' && (
        <p className={notices.refusal} role="alert">
          {t(location.failure.kind === 'refused' ? 'location.refused' : 'location.failed')}
        </p>
      )}
      <Results places={places} onChoose={choose} />
    </div>
  )
}

function Results({
  places,
  onChoose,
}: {
  readonly places: readonly Place[]
  readonly onChoose: (place: Place) => void
}) {
  const { t, name } = usePublicWords()
  const query = useEnquiry((state) => state.query)
  const streets = useEnquiry((state) => state.streets)
  if (query.trim() === '') return null
  if (places.length === 0) {
    const isWaiting = streets.state === 'loading'
    const isFailed = streets.state === 'failed'
    return (
      <p className={isFailed ? notices.refusal : notices.quiet} role="status">
        {isWaiting ? t('search.loading') : isFailed ? t('search.failed') : t('search.none', { query: query.trim() })}
      </p>
    )
  }
  return (
    <ul className={styles.results} aria-label={t('search.results', { n: places.length })}>
      {places.map((place) => (
        <li key={place.name?.zh ?? 'coordinates'}>
          <button type="button" onClick={() => onChoose(place)}>
            <strong>
              {place.name
                ? name(place.name)
                : t('search.coordinates', {
                    at: `${publicDegrees(place.lon, 'EW')} ${publicDegrees(place.lat, 'NS')}`,
                  })}
            </strong>
            <span>{place.name ? t('search.street') : t('search.coordinates.note')}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
