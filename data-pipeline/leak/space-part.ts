import { ASSET_STATUSES } from '../../src/domain/asset/asset.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { Crs } from '../../src/domain/geo/crs.ts'
import { SPACE_KINDS, type SpaceKind } from '../../src/domain/leak/space-file.ts'
import { DRAINAGE_DISCIPLINES } from '../flood/drainage-part.ts'
import { FLOW, flowOfLine } from '../shard/flow-of-line.ts'
import type { Shard } from '../shard/shard.ts'
import { SECTIONS } from '../store/line-rows.ts'
import type { Names } from '../store/names.ts'
import { Rows } from '../store/rows.ts'
import { axisBelow } from './line-axis.ts'

/** What one can reach into through a cover, by what it is called. A borehole is none of them. */
const WELL = /井|人孔|手孔|检查室|小室|雨水箅|雨箅|manhole|handhole|chamber|vault|gully/i
const NO_WELL = /水源井|深水井|地热井|井盖$|borehole/i
/** a tank: what is in it besides air is not known */
const TANK = /化粪池|沉淀池|隔油池|septic/i
/** inside of the shaft [mm] */
const SHAFT = /"(?:Well_Size|井室尺寸|井筒尺寸|井径)":"?(\d+)(?:[xX×*](\d+))?/
/** ways of laying that leave room around or beside what lies there: pipe, duct bank, trench, passage, civil defence */
const HOLLOW = /^(GM|GK|GG|XTD|RF|管埋|管块|管沟|小通道|人防)$/
/** of these the size is that of the room itself where cables lie in it */
const ROOM = /^(GG|XTD|RF|管沟|小通道|人防)$/
/** one pipe for cables; a bank of them tells its outside */
const SINGLE = /^(GM|管埋)$/
const ABOVE_GROUND = /^(JK|DM|SJ|架空|地面|上架)$/
/** the drains that have water in dry weather, combined ones among them */
const FOUL = 'sewer'
const CABLES = ['power', 'telecom']
const NOT_THERE = [ASSET_STATUSES.indexOf('planned'), ASSET_STATUSES.indexOf('building')]
/** area of the egg section of height to width 3 : 2, by width × height (W. Bischof, Stadtentwässerung) */
const EGG = 0.7657
const MILLIMETRES = 1000

const SPACE_SPEC = {
  id: 'text',
  gid: 'i32',
  /** position in SPACE_KINDS */
  kind: 'u8',
  volume: 'f32',
  height: 'f32',
  radius: 'f32',
  x: 'f64',
  y: 'f64',
  depth: 'f32',
  otherX: 'f64',
  otherY: 'f64',
  otherDepth: 'f32',
  fall: 'f32',
  ground: 'f32',
  /** running number of the point of a well; -1 of all else */
  point: 'i32',
  /** running numbers of the points at both ends of a line; -1 = none */
  start: 'i32',
  end: 'i32',
  /** of its own section [m²] and along it [m] */
  area: 'f32',
  length: 'f32',
} as const

/** A space that is neither well nor line; measures as in `SpaceFile`. */
export interface GivenSpace {
  readonly id: string
  readonly gid: number
  readonly kind: SpaceKind
  readonly volume: number
  readonly height: number
  readonly radius: number
  /** x, y, depth */
  readonly from: readonly [number, number, number]
  readonly to: readonly [number, number, number]
  readonly ground: number
  readonly area: number
  readonly length: number
}

/** Which points are wells by what they are called, looked at once for each name. */
export class WellNames {
  private readonly names: Names
  private readonly known = new Map<number, SpaceKind | null>()

  constructor(names: Names) {
    this.names = names
  }

  /** A point whose well has a depth is one whatever it is called; null = no space. */
  kindOf({ points }: Shard, point: number): SpaceKind | null {
    const { columns } = points
    if (NOT_THERE.includes(columns.status[point] ?? 0)) return null
    const kinds = [columns.appurtenance[point] ?? 0, columns.feature[point] ?? 0].map((name) => this.kindOfName(name))
    if (kinds.includes('other')) return 'other'
    return kinds.includes('well') || !Number.isNaN(columns.bottom[point] ?? Number.NaN) ? 'well' : null
  }

  private kindOfName(name: number): SpaceKind | null {
    const known = this.known.get(name)
    if (known !== undefined) return known
    const text = this.names.text(name) ?? ''
    const kind = NO_WELL.test(text) ? null : WELL.test(text) ? 'well' : TANK.test(text) ? 'other' : null
    this.known.set(name, kind)
    return kind
  }
}

/** Is a line hollow for air: a drain that is not pumped, or a duct? A buried cable is none, nor what lies in a gallery. */
export function isSpaceLine({ lines, names }: Shard, line: number): boolean {
  const { columns } = lines
  if (NOT_THERE.includes(columns.status[line] ?? 0)) return false
  const burial = names.text(columns.burial[line] ?? 0) ?? ''
  if (isDrain(columns.discipline[line])) {
    const isPumped = (columns.pressure[line] ?? Number.NaN) > 0
    return !isPumped && SECTIONS[columns.section[line] ?? 0] !== 'open' && !ABOVE_GROUND.test(burial)
  }
  return HOLLOW.test(burial)
}

/** Spaces of a shard: wells, drains, ducts; columns as in `SpaceFile`, NaN = not known. */
export class SpaceRows extends Rows<typeof SPACE_SPEC> {
  constructor() {
    super(SPACE_SPEC)
  }

  /** @param prefix  what an id of the discipline begins with */
  pushWell({ points, placedPoints }: Shard, point: number, prefix: Uint8Array, kind: SpaceKind, plane: Crs): void {
    const given = points.columns
    const ground = given.ground[point] ?? Number.NaN
    const height = ground - (given.bottom[point] ?? Number.NaN)
    const shaft = kind === 'well' ? shaftOf(given.attributes.at(point)) : null
    const [x, y] = plane.fromLonLat(given.lon[point] ?? 0, given.lat[point] ?? 0)
    this.columns.id.pushJoined(prefix, given.key, point)
    const at = this.add()
    this.putAsset(at, kind, placedPoints.gid[point] ?? 0, ground)
    this.putRoom(at, (shaft?.area ?? Number.NaN) * height, height, shaft?.radius ?? Number.NaN)
    this.putEnd(at, x, y, height / 2)
    this.putOtherEnd(at, x, y, height / 2)
    this.columns.point[at] = given.number[point] ?? 0
  }

  /** @param prefix  what an id of the discipline begins with */
  pushLine({ lines, placedLines, names }: Shard, line: number, prefix: Uint8Array, plane: Crs): void {
    const given = lines.columns
    const { block } = given.path
    const burial = names.text(given.burial[line] ?? 0) ?? ''
    const kind = isDrain(given.discipline[line]) ? 'drain' : 'duct'
    const isCables = CABLES.includes(disciplines[given.discipline[line] ?? 0]?.id ?? '')
    const section = SECTIONS[given.section[line] ?? 0] ?? null
    const isOwnRoom = kind === 'drain' || (isCables && (ROOM.test(burial) || isOneTube(burial, section)))
    const [width, height] = [given.width[line] ?? Number.NaN, given.height[line] ?? Number.NaN]
    const area = isOwnRoom ? areaOf(section, width, height) : Number.NaN
    const length = given.length[line] ?? Number.NaN
    const [first, last] = [given.path.start(line), given.path.end(line) - 2]
    const [x, y] = plane.fromLonLat(block[first] ?? 0, block[first + 1] ?? 0)
    const [otherX, otherY] = plane.fromLonLat(block[last] ?? 0, block[last + 1] ?? 0)
    const below = axisBelow(lines, line)
    this.columns.id.pushJoined(prefix, given.key, line)
    const at = this.add()
    this.putAsset(at, kind, placedLines.gid[line] ?? 0, given.startGround[line] ?? Number.NaN)
    const isWidth = isOwnRoom || isCables
    this.putRoom(at, area * length, isOwnRoom ? height : Number.NaN, isWidth ? width / 2 : Number.NaN, area, length)
    this.putEnd(at, x, y, (given.startDepth[line] ?? Number.NaN) + below)
    this.putOtherEnd(at, otherX, otherY, (given.endDepth[line] ?? Number.NaN) + below)
    this.columns.fall[at] = fallOf(given, line)
    this.columns.start[at] = given.startNumber[line] ?? -1
    this.columns.end[at] = given.endNumber[line] ?? -1
  }

  /** Something that is neither well nor line. */
  push({ id, gid, kind, volume, height, radius, from, to, ground, area, length }: GivenSpace): void {
    this.columns.id.push(id)
    const at = this.add()
    this.putAsset(at, kind, gid, ground)
    this.putRoom(at, volume, height, radius, area, length)
    this.putEnd(at, ...from)
    this.putOtherEnd(at, ...to)
  }

  /** Begins a row: a space without points. */
  private putAsset(at: number, kind: SpaceKind, gid: number, ground: number): void {
    const { columns } = this
    columns.gid[at] = gid
    columns.kind[at] = SPACE_KINDS.indexOf(kind)
    columns.fall[at] = Number.NaN
    columns.ground[at] = ground
    columns.point[at] = -1
    columns.start[at] = -1
    columns.end[at] = -1
  }

  private putRoom(
    at: number,
    volume: number,
    height: number,
    radius: number,
    area = Number.NaN,
    length = Number.NaN,
  ): void {
    const { columns } = this
    columns.volume[at] = volume
    columns.height[at] = height
    columns.radius[at] = radius
    columns.area[at] = area
    columns.length[at] = length
  }

  private putEnd(at: number, x: number, y: number, depth: number): void {
    this.columns.x[at] = x
    this.columns.y[at] = y
    this.columns.depth[at] = depth
  }

  private putOtherEnd(at: number, x: number, y: number, depth: number): void {
    this.columns.otherX[at] = x
    this.columns.otherY[at] = y
    this.columns.otherDepth[at] = depth
  }
}

/** As `SpaceFile` has it. A bed that rises the way its water runs has none. */
function fallOf(given: Shard['lines']['columns'], line: number): number {
  if (disciplines[given.discipline[line] ?? 0]?.id !== FOUL) return Number.NaN
  const fall =
    ((given.startLevel[line] ?? Number.NaN) - (given.endLevel[line] ?? Number.NaN)) / (given.length[line] ?? 0)
  const flow = flowOfLine(given, line)
  const isAlong = flow === FLOW.forward ? fall > 0 : flow === FLOW.reversed && fall < 0
  return isAlong && Number.isFinite(fall) ? fall : Number.NaN
}

function isDrain(discipline = 0): boolean {
  const id = disciplines[discipline]?.id
  return DRAINAGE_DISCIPLINES.some((own) => own === id)
}

function isOneTube(burial: string, section: (typeof SECTIONS)[number]): boolean {
  return SINGLE.test(burial) && section === 'circle'
}

/** Area inside of a closed section [m²]; NaN where it is not known. */
function areaOf(section: (typeof SECTIONS)[number], width: number, height: number): number {
  if (section === 'circle') return (Math.PI / 4) * width * height
  if (section === 'egg') return EGG * width * height
  return section === 'rectangle' ? width * height : Number.NaN
}

/** Area [m²] and half of the width [m] of a shaft out of its record; null = not told. */
function shaftOf(attributes: string): { readonly area: number; readonly radius: number } | null {
  const [, one, other] = SHAFT.exec(attributes) ?? []
  if (one === undefined) return null
  const width = Number(one) / MILLIMETRES
  if (other === undefined) return { area: (Math.PI / 4) * width ** 2, radius: width / 2 }
  const length = Number(other) / MILLIMETRES
  return { area: width * length, radius: (width + length) / 4 }
}
