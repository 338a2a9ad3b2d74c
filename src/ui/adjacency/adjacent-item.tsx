import type { AdjacentRow } from '../../domain/leak/adjacency.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import { shortId } from '../asset-panel/asset-words.ts'
import { DataText } from '../data-text.tsx'
import { useCommands, useWords } from '../page.tsx'
import styles from './adjacency.module.css'

interface AdjacentItemProps {
  readonly row: AdjacentRow
  readonly number: number
  readonly isChosen: boolean
}

/** A space and the gas pipe beside it, with what makes their rank; a click goes there. */
export function AdjacentItem({ row, number, isChosen }: AdjacentItemProps) {
  const { t, known, locale } = useWords()
  const { openAdjacentRow } = useCommands()
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const { required } = row
  const facts = [
    row.vertical === null
      ? t('adjacency.row.plan', { distance: metres(row.distance) })
      : t('adjacency.row.distance', {
          ...{ distance: metres(row.distance), horizontal: metres(row.horizontal), vertical: metres(row.vertical) },
        }),
    ...(required
      ? [
          t(required.isAtCrossing ? 'adjacency.row.required.crossing' : 'adjacency.row.required', {
            metres: metres(required.metres),
            clause: required.clause ?? t('adjacency.row.required.example'),
          }),
        ]
      : []),
    row.pressure_kpa === null ? t('adjacency.row.unknown.pressure') : formatQuantity(locale, row.pressure_kpa, 'kPa'),
    row.age === null ? t('adjacency.row.unknown.age') : t('adjacency.row.age', { n: formatNumber(locale, row.age) }),
    row.material === '' ? t('adjacency.row.unknown.material') : known('material', row.material),
    row.people === null
      ? t('adjacency.row.unknown.people')
      : t('adjacency.row.people', { n: formatNumber(locale, row.people) }),
  ]
  return (
    <li aria-current={isChosen}>
      <button type="button" className="plain" onClick={() => void openAdjacentRow(row)}>
        <b className={styles.number}>{number}</b>
        <span>
          <span className={styles.names}>
            {known('leak.place', row.kind)} <b>{shortId(row.space)}</b> – <b>{shortId(row.pipe)}</b>
          </span>
          <small>
            <DataText>{facts.join(' · ')}</DataText>
            {row.isAssumed && (
              <span title={t('adjacency.assumed')} role="img" aria-label={t('adjacency.assumed')}>
                {' '}
                ?
              </span>
            )}
          </small>
          <small className={row.hasSensor ? undefined : styles.unwatched}>
            {t(
              row.isSensorInWell
                ? 'adjacency.sensor.well'
                : row.hasSensor
                  ? 'adjacency.sensor'
                  : 'adjacency.sensor.none',
            )}
          </small>
        </span>
      </button>
    </li>
  )
}
