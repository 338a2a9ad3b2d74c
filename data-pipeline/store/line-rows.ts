import { planPathLength } from '../../src/domain/geo/ellipsoid.ts'
import type { SurveyLine } from '../survey.ts'
import { COMMON_SPEC, putCommon } from './common-columns.ts'
import type { Names } from './names.ts'
import { Rows } from './rows.ts'

/** Codes of `section`; 0 = not known. */
export const SECTIONS = [null, 'circle', 'rectangle', 'egg', 'open'] as const

/** Surveyed lines. Not known: NaN, name 0, section 0. Measures in metres, levels H. */
export const LINE_SPEC = {
  ...COMMON_SPEC,
  /** keys of the points at its ends; '' where the source names none that exists */
  startKey: 'text',
  endKey: 'text',
  /** running numbers of these points; -1 where there is none */
  startNumber: 'i32',
  endNumber: 'i32',
  /** lon, lat pairs [degrees] */
  path: 'list',
  /** plan length on the ellipsoid, and in the plane of the source CRS [m] */
  length: 'f64',
  planarLength: 'f64',
  startDepth: 'f64',
  startLevel: 'f64',
  startGround: 'f64',
  endDepth: 'f64',
  endLevel: 'f64',
  endGround: 'f64',
  /** what depth and level refer to: 0 crown, 1 invert */
  reference: 'u8',
  /** position in `SECTIONS` */
  section: 'u8',
  /** inside measures; a circle has its diameter in both */
  width: 'f64',
  height: 'f64',
  wall: 'f64',
  material: 'name',
  burial: 'name',
  /** MPa */
  pressure: 'f64',
  /** kV */
  voltage: 'f64',
  recordedLength: 'f64',
} as const

export class LineRows extends Rows<typeof LINE_SPEC> {
  constructor() {
    super(LINE_SPEC)
  }

  /**
   * Adds a line of the normal form.
   *
   * @param number  running number in the city
   * @param points  running numbers of its start and end point, -1 = none
   */
  push(
    line: SurveyLine,
    number: number,
    disciplineIndex: number,
    points: readonly [start: number, end: number],
    names: Names,
  ): void {
    const at = this.add()
    const { columns } = this
    putCommon(columns, at, number, disciplineIndex, line, names)
    columns.startKey.push(line.startPoint ?? '')
    columns.endKey.push(line.endPoint ?? '')
    columns.startNumber[at] = points[0]
    columns.endNumber[at] = points[1]
    const path: number[] = []
    let planar = 0
    for (let i = 0; i < line.path.length; i++) {
      const [place, before] = [line.path[i], line.path[i - 1]]
      if (!place) continue
      path.push(place.lon, place.lat)
      if (before) planar += Math.hypot(place.x - before.x, place.y - before.y)
    }
    columns.path.push(path)
    columns.length[at] = planPathLength(line.path)
    columns.planarLength[at] = planar
    columns.startDepth[at] = line.start.depth ?? Number.NaN
    columns.startLevel[at] = line.start.level ?? Number.NaN
    columns.startGround[at] = line.start.ground ?? Number.NaN
    columns.endDepth[at] = line.end.depth ?? Number.NaN
    columns.endLevel[at] = line.end.level ?? Number.NaN
    columns.endGround[at] = line.end.ground ?? Number.NaN
    columns.reference[at] = line.reference === 'crown' ? 0 : 1
    columns.section[at] = line.section === null ? 0 : SECTIONS.indexOf(line.section.kind)
    columns.width[at] = line.section?.width ?? Number.NaN
    columns.height[at] = line.section?.height ?? Number.NaN
    columns.wall[at] = line.wall ?? Number.NaN
    columns.material[at] = names.number(line.material)
    columns.burial[at] = names.number(line.burial)
    columns.pressure[at] = line.pressure ?? Number.NaN
    columns.voltage[at] = line.voltage ?? Number.NaN
    columns.recordedLength[at] = line.recordedLength ?? Number.NaN
  }
}
