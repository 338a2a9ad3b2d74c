import { disciplines } from '../../domain/disciplines/index.ts'
import { formatQuantity } from '../../i18n/format.ts'
import type { Neighbours } from '../../ports/records.ts'
import type { Loadable } from '../../state/store.ts'
import { DataText } from '../data-text.tsx'
import { DisciplineSwatch } from '../layers/discipline-swatch.tsx'
import { useCommands, useTwin, useWords } from '../page.tsx'
import styles from './asset-panel.module.css'
import { describeAsset, shortId } from './asset-words.ts'

const SHOWN = 6

/** 相邻空间: how much of other networks lies beside an asset, and the nearest of it, each of which opens. */
export function NeighbourList({ neighbours }: { readonly neighbours: Loadable<Neighbours> }) {
  const words = useWords()
  const { t, locale } = words
  const { openAsset } = useCommands()
  const isEnterprise = useTwin(({ session }) => session.state === 'loaded' && session.value?.role === 'enterprise')
  if (neighbours.state === 'failed') return t('census.neighbours.failed')
  if (neighbours.state !== 'loaded') return t('census.neighbours.loading')
  const { radius_m, total, nearest } = neighbours.value
  const place = { n: total, radius: formatQuantity(locale, radius_m, 'm') }
  return (
    <>
      {total === 0 ? t('census.neighbours.none', place) : t('census.neighbours.some', place)}
      {isEnterprise && <em>{t('census.neighbours.own')}</em>}
      {total > 0 && (
        <ul className={styles.neighbours}>
          {nearest.slice(0, SHOWN).map((asset) => {
            const discipline = disciplines.find(({ id }) => id === asset.discipline)
            return (
              <li key={asset.id}>
                <button type="button" onClick={() => void openAsset(asset.id)}>
                  {discipline && <DisciplineSwatch discipline={discipline} />}
                  <span>
                    {describeAsset(asset, words)} <DataText>{asset.name ?? shortId(asset.id)}</DataText>
                  </span>
                </button>
                <small>{formatQuantity(locale, asset.distance_m, 'm', 2)}</small>
              </li>
            )
          })}
          {total > SHOWN && <li className={styles.more}>{t('census.neighbours.more', { n: total - SHOWN })}</li>}
        </ul>
      )}
    </>
  )
}
