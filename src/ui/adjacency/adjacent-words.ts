import type { AdjacentRow } from '../../domain/leak/adjacency.ts'
import { formatNumber, formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

/** What a pair of a gas pipe and a space is told by. */
export interface AdjacentWords {
  /** how far they lie apart */
  readonly clear: string
  /** what the code asks for; null = it does not say */
  readonly required: string | null
  /** pressure, age and material of the pipe */
  readonly pipe: readonly string[]
  readonly people: string
  readonly watched: string
}

/** A pair in words; what is not known is said to be unknown. */
export function adjacentWords(row: AdjacentRow, { t, known, locale }: Words): AdjacentWords {
  const metres = (value: number) => formatQuantity(locale, value, 'm', 2)
  const { required } = row
  return {
    clear:
      row.vertical === null
        ? t('adjacency.row.plan', { distance: metres(row.distance) })
        : t('adjacency.row.distance', {
            ...{ distance: metres(row.distance), horizontal: metres(row.horizontal), vertical: metres(row.vertical) },
          }),
    required:
      required &&
      t(required.isAtCrossing ? 'adjacency.row.required.crossing' : 'adjacency.row.required', {
        metres: metres(required.metres),
        clause: required.clause ?? t('adjacency.row.required.example'),
      }),
    pipe: [
      row.pressure_kpa === null ? t('adjacency.row.unknown.pressure') : formatQuantity(locale, row.pressure_kpa, 'kPa'),
      row.age === null ? t('adjacency.row.unknown.age') : t('adjacency.row.age', { n: formatNumber(locale, row.age) }),
      row.material === '' ? t('adjacency.row.unknown.material') : known('material', row.material),
    ],
    people:
      row.people === null
        ? t('adjacency.row.unknown.people')
        : t('adjacency.row.people', { n: formatNumber(locale, row.people) }),
    watched: t(
      row.isSensorInWell ? 'adjacency.sensor.well' : row.hasSensor ? 'adjacency.sensor' : 'adjacency.sensor.none',
    ),
  }
}
