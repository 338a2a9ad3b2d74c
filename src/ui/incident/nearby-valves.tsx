import { formatLength, formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { NearbyAsset } from '../../ports/records.ts'
import { letteredValves, NEARBY_RADIUS } from '../../state/incident.ts'
import { describeAsset, shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './incident.module.css'

/** Valves around the incident with the letters they have in the picture, and whether they work. */
export function NearbyValves({ nearby }: { readonly nearby: readonly NearbyAsset[] }) {
  const words = useWords()
  const { t, locale, given } = words
  const { openAsset, flyToPlace } = useCommands()
  const selected = useTwin((state) => state.selection.assetId)
  const valves = letteredValves(nearby)
  return (
    <section className={styles.part}>
      <h3>
        {t('incident.valves')}
        {valves.length > 0 && <small>{t('incident.valves.count', { n: formatNumber(locale, valves.length) })}</small>}
      </h3>
      {valves.length === 0 && (
        <p className={styles.none}>
          {t('incident.valves.none', { radius: formatQuantity(locale, NEARBY_RADIUS, 'm') })}
        </p>
      )}
      <ul className={styles.assets}>
        {valves.map(({ letter, valve }) => (
          <li key={valve.id}>
            <button
              type="button"
              className={`plain ${styles.asset}`}
              aria-current={selected === valve.id}
              data-valve={valve.id}
              onClick={() => {
                void openAsset(valve.id)
                void flyToPlace(valve.at)
              }}
            >
              <span className={styles.letter} data-operable={valve.is_operable ?? 'unknown'}>
                {letter || '·'}
              </span>
              <span>
                <b>
                  <DataText>{valve.name ?? shortId(valve.id)}</DataText>
                </b>
                <small>
                  {[describeAsset(valve, words), given(valve.road, valve.road_en)].filter(Boolean).join(' · ')}
                </small>
              </span>
              <span className={styles.measure}>
                {formatLength(locale, valve.distance_m)}
                <small>{t(OPERABLE[String(valve.is_operable)] ?? 'operable.unknown')}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

const OPERABLE: Readonly<Record<string, 'operable.yes' | 'operable.no'>> = {
  true: 'operable.yes',
  false: 'operable.no',
}
