import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { OPENING_KINDS } from '../../src/domain/inundation/flood-plan.ts'
import { pipeRoughness } from '../../src/domain/inundation/pipe-roughness.ts'
import type { Shard } from '../shard/shard.ts'
import { SECTIONS } from '../store/line-rows.ts'
import type { Names } from '../store/names.ts'
import { Rows } from '../store/rows.ts'

/** disciplines whose lines may carry rain */
export const DRAINAGE_DISCIPLINES = ['storm', 'sewer'] as const

/** What a point is to the water. */
export const NODE_ROLE = { closed: 0, manhole: 1, inlet: 2, outfall: 3 } as const
/** What a line carries, by its subclass. */
export const CARRIES = { untold: 0, rain: 1, combined: 2, foul: 3 } as const

const ROLES: readonly (readonly [role: number, name: RegExp])[] = [
  [NODE_ROLE.inlet, /雨水[箅篦口]|雨箅|进水[箅篦口]|inlet|gully/i],
  [NODE_ROLE.outfall, /出水口|排水口|排放口|排出口|outfall/i],
  [NODE_ROLE.manhole, /井|manhole/i],
]
/** a pump house and a septic tank have covers too, but none on the street */
const NO_STREET = /泵|化粪|进水井/
const FLAP = /拍门|鸭嘴阀|flap.?gate|check.?valve/i
/** by subclass; storm lines carry rain whatever they say */
const SUBCLASSES: Readonly<Record<string, number>> = { YS: CARRIES.rain, HS: CARRIES.combined, WS: CARRIES.foul }
const COVER = /"Cover_Size":"(\d+)(?:[xX×*](\d+))?"/
const MILLIMETRES = 1000
const NODE_SPEC = {
  /** running number of the point */
  number: 'u32',
  id: 'text',
  lon: 'f64',
  lat: 'f64',
  /** H [m]; NaN = not known, as of all measures here */
  ground: 'f64',
  bottom: 'f64',
  /** of `NODE_ROLE` */
  role: 'u8',
  /** across the cover or grate [m] */
  cover: 'f64',
  isFlapped: 'u8',
} as const
const LINK_SPEC = {
  id: 'text',
  /** running numbers of its points; -1 = none */
  start: 'i32',
  end: 'i32',
  /** lon, lat pairs */
  path: 'list',
  /** in plan [m] */
  length: 'f64',
  /** inverts, H [m] */
  startInvert: 'f64',
  endInvert: 'f64',
  /** position in `SECTIONS` */
  section: 'u8',
  width: 'f64',
  height: 'f64',
  /** Manning's n */
  roughness: 'f64',
  /** of `CARRIES` */
  carries: 'u8',
  /** position in `ASSET_STATUSES` */
  status: 'u8',
} as const

export class DrainageNodes extends Rows<typeof NODE_SPEC> {
  constructor() {
    super(NODE_SPEC)
  }

  /** @param prefix  what an id of the discipline begins with */
  pushPoint({ points, names }: Shard, point: number, prefix: Uint8Array): void {
    const given = points.columns
    const at = this.add()
    const { columns } = this
    const feature = `${names.text(given.appurtenance[point] ?? 0) ?? ''} ${names.text(given.feature[point] ?? 0) ?? ''}`
    const attributes = given.attributes.at(point)
    columns.number[at] = given.number[point] ?? 0
    columns.id.pushJoined(prefix, given.key, point)
    columns.lon[at] = given.lon[point] ?? 0
    columns.lat[at] = given.lat[point] ?? 0
    columns.ground[at] = given.ground[point] ?? Number.NaN
    columns.bottom[at] = given.bottom[point] ?? Number.NaN
    columns.role[at] = roleOf(feature)
    columns.cover[at] = coverOf(attributes)
    columns.isFlapped[at] = FLAP.test(`${feature} ${attributes}`) ? 1 : 0
  }
}

export class DrainageLinks extends Rows<typeof LINK_SPEC> {
  constructor() {
    super(LINK_SPEC)
  }

  /** @param prefix  what an id of the discipline begins with */
  pushLine({ lines, names }: Shard, line: number, prefix: Uint8Array): void {
    const given = lines.columns
    const at = this.add()
    const { columns } = this
    const height = given.height[line] ?? Number.NaN
    // a level of the crown is that of the outer wall
    const toInvert = given.reference[line] === 0 ? -height - (given.wall[line] || 0) : 0
    columns.id.pushJoined(prefix, given.key, line)
    columns.start[at] = given.startNumber[line] ?? -1
    columns.end[at] = given.endNumber[line] ?? -1
    const [from, end] = [given.path.start(line), given.path.end(line)]
    columns.path.push([...given.path.block.subarray(from, end)])
    columns.length[at] = given.length[line] ?? Number.NaN
    columns.startInvert[at] = (given.startLevel[line] ?? Number.NaN) + toInvert
    columns.endInvert[at] = (given.endLevel[line] ?? Number.NaN) + toInvert
    columns.section[at] = given.section[line] ?? 0
    columns.width[at] = given.width[line] ?? Number.NaN
    columns.height[at] = height
    columns.roughness[at] = pipeRoughness(names.text(given.material[line] ?? 0)) ?? Number.NaN
    columns.carries[at] = carriesOf(given.discipline[line] ?? 0, given.subclass[line] ?? 0, names)
    columns.status[at] = given.status[line] ?? 0
  }

  /** The word of its section; null = not known. */
  sectionOf(link: number): (typeof SECTIONS)[number] {
    return SECTIONS[this.columns.section[link] ?? 0] ?? null
  }
}

/** Whether an id can be a name in an .inp. */
export function isWritable(id: string): boolean {
  return !/[\s;"]/.test(id)
}

/** What the street sees of a node by its role; null = nothing. */
export function openingOf(role: number): (typeof OPENING_KINDS)[number] | null {
  if (role === NODE_ROLE.inlet) return 'inlet'
  return role === NODE_ROLE.manhole ? 'manhole' : null
}

function roleOf(feature: string): number {
  if (NO_STREET.test(feature)) return NODE_ROLE.closed
  return ROLES.find(([, name]) => name.test(feature))?.[0] ?? NODE_ROLE.closed
}

/** The larger side of a cover [m] out of its record; NaN = not told. */
function coverOf(attributes: string): number {
  const [, one, other] = COVER.exec(attributes) ?? []
  return one === undefined ? Number.NaN : Math.max(Number(one), Number(other ?? 0)) / MILLIMETRES
}

function carriesOf(discipline: number, subclass: number, names: Names): number {
  if (disciplines[discipline]?.id === 'storm') return CARRIES.rain
  return SUBCLASSES[names.text(subclass) ?? ''] ?? CARRIES.untold
}
