import type { SurveyPoint } from '../survey.ts'
import { COMMON_SPEC, putCommon } from './common-columns.ts'
import type { Names } from './names.ts'
import { Rows } from './rows.ts'

/** Codes of `operable`, as in `NetworkFile`. */
const OPERABLE = { no: 0, yes: 1, unknown: 2 } as const

/** Surveyed points. Not known: NaN, name 0. Levels H [m]. */
export const POINT_SPEC = {
  ...COMMON_SPEC,
  lon: 'f64',
  lat: 'f64',
  ground: 'f64',
  /** of the well */
  bottom: 'f64',
  feature: 'name',
  appurtenance: 'name',
  /** 0 known not to work, 1 works, 2 not known */
  operable: 'u8',
} as const

export class PointRows extends Rows<typeof POINT_SPEC> {
  constructor() {
    super(POINT_SPEC)
  }

  /**
   * Adds a point of the normal form.
   *
   * @param number  running number in the city
   */
  push(point: SurveyPoint, number: number, disciplineIndex: number, names: Names): void {
    const at = this.add()
    const { columns } = this
    putCommon(columns, at, number, disciplineIndex, point, names)
    columns.lon[at] = point.lon
    columns.lat[at] = point.lat
    columns.ground[at] = point.ground ?? Number.NaN
    columns.bottom[at] = point.bottom ?? Number.NaN
    columns.feature[at] = names.number(point.feature)
    columns.appurtenance[at] = names.number(point.appurtenance)
    columns.operable[at] = point.isOperable === null ? OPERABLE.unknown : point.isOperable ? OPERABLE.yes : OPERABLE.no
  }
}
