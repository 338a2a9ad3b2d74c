import { burialKindOf } from '../../src/domain/clearance/burial.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { type LeakNetwork, leakNetworkOf } from '../../src/domain/leak/leak-plan.ts'
import { HEAT_SIDE } from '../../src/domain/leak/pipe-file.ts'
import type { Shard } from '../shard/shard.ts'
import { SECTIONS } from '../store/line-rows.ts'
import { Rows } from '../store/rows.ts'
import { heatSideOf } from './heat-side.ts'
import { innerDiameter } from './inner-diameter.ts'
import { axisBelow } from './line-axis.ts'

const KILO = 1000
const ROUND = SECTIONS.indexOf('circle')
const TEMPERATURE = /"Temperature":"?(-?\d+(?:\.\d+)?)/
/** a pressure whose column names its unit: one without could be either; that of a test is none of these */
const PRESSURE =
  /"(?:(?:outlet_)?pressure_|(?:出站|出口|供水|供气|供热)?压力[(（/]?)(kpa|mpa)[)）]?":"?(\d+(?:\.\d+)?)/i

/** How the bore of a pipe follows from its size; 0 = it is as surveyed. */
export const TAKEN = { outerLessWalls: 1, outerWithoutWall: 2, notRound: 3 } as const

const PIPE_SPEC = {
  /** running number of the line */
  number: 'u32',
  length: 'f32',
  diameter: 'f32',
  /** of a section that is not round */
  width: 'f32',
  height: 'f32',
  fromLevel: 'f32',
  toLevel: 'f32',
  fromDepth: 'f32',
  toDepth: 'f32',
  pressure: 'f32',
  temperature: 'f32',
  built: 'u16',
  material: 'name',
  subclass: 'name',
  /** codes of HEAT_SIDE */
  side: 'u8',
  isAbove: 'u8',
  status: 'u8',
  /** of `TAKEN` */
  taken: 'u8',
} as const

const FEED_SPEC = {
  /** asset id of a point that may feed */
  id: 'text',
  /** above the air [kPa]; NaN = it does not tell */
  pressure: 'f64',
  /** 1 = it feeds only where no source does */
  isRelay: 'u8',
} as const

/** May a leak of the discipline be computed? */
export function isLeakDiscipline(discipline: string): discipline is LeakNetwork {
  return leakNetworkOf(discipline) !== null
}

/** Pipes of a discipline, row by row as `NetworkLinks` has them; units as in `PipeFile`. */
export class PipeRows extends Rows<typeof PIPE_SPEC> {
  constructor() {
    super(PIPE_SPEC)
  }

  pushLine({ lines, names }: Shard, line: number): void {
    const given = lines.columns
    const at = this.add()
    const { columns } = this
    const width = given.width[line] ?? Number.NaN
    const wall = given.wall[line] ?? Number.NaN
    const isRound = given.section[line] === ROUND
    const { diameter, isByOuter } = innerDiameter(width, wall, names.text(given.material[line] ?? 0) ?? '')
    const fall = axisBelow(lines, line)
    const fromLevel = (given.startLevel[line] ?? Number.NaN) - fall
    const toLevel = (given.endLevel[line] ?? Number.NaN) - fall
    const flat = given.length[line] ?? Number.NaN
    const rise = Number.isNaN(toLevel - fromLevel) ? 0 : toLevel - fromLevel
    columns.number[at] = given.number[line] ?? 0
    columns.length[at] = Math.sqrt(flat * flat + rise * rise)
    const isOther = given.section[line] !== 0 && !isRound
    columns.diameter[at] = isRound ? diameter : Number.NaN
    columns.width[at] = isOther ? width : Number.NaN
    columns.height[at] = isOther ? (given.height[line] ?? Number.NaN) : Number.NaN
    columns.fromLevel[at] = fromLevel
    columns.toLevel[at] = toLevel
    columns.fromDepth[at] = (given.startDepth[line] ?? Number.NaN) + fall
    columns.toDepth[at] = (given.endDepth[line] ?? Number.NaN) + fall
    columns.pressure[at] = (given.pressure[line] ?? Number.NaN) * KILO
    columns.temperature[at] = numberIn(given.attributes.at(line), TEMPERATURE)
    const isHeat = disciplines[given.discipline[line] ?? 0]?.id === 'heat'
    columns.side[at] = isHeat
      ? heatSideOf(given.attributes.at(line), names.text(given.subclass[line] ?? 0) ?? '')
      : HEAT_SIDE.unknown
    columns.built[at] = given.builtYear[line] ?? 0
    columns.material[at] = given.material[line] ?? 0
    columns.subclass[at] = given.subclass[line] ?? 0
    columns.isAbove[at] = Number(burialKindOf(names.text(given.burial[line] ?? 0) ?? null) === 'above-ground')
    columns.status[at] = given.status[line] ?? 0
    const outer = Number.isNaN(wall) ? TAKEN.outerWithoutWall : TAKEN.outerLessWalls
    columns.taken[at] = isOther ? TAKEN.notRound : isRound && isByOuter ? outer : 0
  }
}

/** Points that feed a network or may, and with what pressure where they say it. */
export class FeedRows extends Rows<typeof FEED_SPEC> {
  constructor() {
    super(FEED_SPEC)
  }

  /** @param prefix  what an id of the discipline begins with */
  pushPoint({ points }: Shard, point: number, prefix: Uint8Array, isRelay: boolean): void {
    const [, unit, value] = PRESSURE.exec(points.columns.attributes.at(point)) ?? []
    const at = this.add()
    this.columns.id.pushJoined(prefix, points.columns.key, point)
    this.columns.pressure[at] =
      unit === undefined ? Number.NaN : Number(value) * (unit.toLowerCase() === 'mpa' ? KILO : 1)
    this.columns.isRelay[at] = Number(isRelay)
  }
}

function numberIn(attributes: string, pattern: RegExp): number {
  const [, value] = pattern.exec(attributes) ?? []
  return value === undefined ? Number.NaN : Number(value)
}
