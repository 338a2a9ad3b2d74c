import type { Crs } from '../../src/domain/geo/crs.ts'
import { planLength } from '../../src/domain/geo/ellipsoid.ts'
import type { PlacedAsset } from '../publish/placed.ts'
import type { GroundModel, StructureShape } from '../survey.ts'
import type { GivenSpace } from './space-part.ts'
import { type Part, partsOf, type Station } from './structure-parts.ts'

/** ends of two structures that lie so near in plan are one [m] */
const TOGETHER = 1
const NOT_THERE = ['planned', 'building']

/** One way of air in a structure: the room of a tunnel, or a cabin of a gallery. */
interface Tube {
  readonly name: string
  /** inside [m], [m²] */
  readonly width: number
  readonly height: number
  readonly area: number
  /** of its middle from the path: to the left, and above [m] */
  readonly left: number
  readonly above: number
}

/** A space with the asset that it is a part of, and the name of its cabin. */
export interface PartOfStructure extends GivenSpace {
  readonly asset: string
  readonly cabin: string
}

/** An end of a tube, where another may go on. */
interface End {
  readonly space: number
  readonly at: GivenSpace['from']
  readonly ground: number
  readonly height: number
  /** null where the structure has one tube, which opens to all of another's */
  readonly cabin: string | null
}

/**
 * Tunnels, galleries and boxes in parts, cabin by cabin, and where parts of one tube, or of two structures, meet.
 *
 * @param ground  H; null where it is not known
 * @returns `meetings`: pairs of positions in `parts`
 */
export function structureSpaces(
  others: readonly PlacedAsset[],
  crs: Crs,
  ground: GroundModel,
): { readonly parts: readonly PartOfStructure[]; readonly meetings: readonly (readonly [number, number])[] } {
  const parts: PartOfStructure[] = []
  const meetings: [number, number][] = []
  const ends = new Ends()
  for (const asset of others) {
    if (asset.of.type !== 'structure' || NOT_THERE.includes(asset.of.structure.status)) continue
    const tubes = tubesOf(asset.of.structure.shape)
    const pieces = partsOf(axisOf(asset, crs, ground))
    const first = parts.length
    for (const tube of tubes) {
      const begin = parts.length
      for (const piece of pieces) {
        const number = parts.length - first + 1
        const id = tubes.length * pieces.length > 1 ? `${asset.id}#${number}` : asset.id
        parts.push({ ...spaceOf(id, asset.gid, tube, piece), asset: asset.id, cabin: tube.name })
        if (parts.length - 1 > begin) meetings.push([parts.length - 2, parts.length - 1])
      }
      const cabin = tubes.length > 1 ? tube.name : null
      for (const [space, side] of [
        [begin, 'from'],
        [parts.length - 1, 'to'],
      ] as const) {
        const own = parts[space]
        if (own) meetings.push(...ends.meet({ space, at: own[side], ground: own.ground, height: own.height, cabin }))
      }
    }
  }
  return { parts, meetings }
}

/** Ends of tubes so far, by the square metre that they lie in. */
class Ends {
  private readonly squares = new Map<string, End[]>()

  /** Adds an end, and returns the pairs with those of other structures that it goes on from. */
  meet(end: End): [number, number][] {
    const [column, row] = [Math.floor(end.at[0] / TOGETHER), Math.floor(end.at[1] / TOGETHER)]
    const near = [-1, 0, 1].flatMap((up) =>
      [-1, 0, 1].flatMap((right) => this.squares.get(`${column + right} ${row + up}`) ?? []),
    )
    const own = this.squares.get(`${column} ${row}`)
    if (own) own.push(end)
    else this.squares.set(`${column} ${row}`, [end])
    return near.filter((other) => isOne(end, other)).map((other) => [other.space, end.space])
  }
}

/** Do two tubes open into each other here? Their rooms must overlap in height. */
function isOne(one: End, other: End): boolean {
  if (one.space === other.space) return false
  if (one.cabin !== null && other.cabin !== null && one.cabin !== other.cabin) return false
  const [away, apart] = [
    Math.hypot(one.at[0] - other.at[0], one.at[1] - other.at[1]),
    Math.abs(one.at[2] - one.ground - (other.at[2] - other.ground)),
  ]
  return away <= TOGETHER && !(apart > (one.height + other.height) / 2)
}

function axisOf({ path }: PlacedAsset, crs: Crs, ground: GroundModel): Station[] {
  let chainage = 0
  return path.map(({ lon, lat, height: level }, index) => {
    const before = path[index - 1]
    if (before) chainage += planLength(before.lon, before.lat, lon, lat)
    const [x, y] = crs.fromLonLat(lon, lat)
    return { x, y, level, ground: ground(lon, lat) ?? Number.NaN, chainage }
  })
}

function tubesOf(shape: StructureShape): Tube[] {
  if (shape.kind === 'bridge') return []
  if (shape.kind === 'tunnel') {
    const { innerRadius: radius, floor } = shape
    const height = 2 * radius - floor
    return [{ name: '', width: 2 * radius, height, area: areaAbove(radius, floor), left: 0, above: 0 }]
  }
  const { cabins, height, wall } = shape
  // cabins go from left to right, with walls between and beside them, about the path in the middle of the floor
  let left = cabins.reduce((sum, { width }) => sum + width + wall, wall) / 2
  return cabins.map(({ name, width }) => {
    left -= wall + width
    return { name, width, height, area: width * height, left: left + width / 2, above: height / 2 }
  })
}

/** Of a circle, what lies above a floor [m²]. */
function areaAbove(radius: number, floor: number): number {
  const cosine = (radius - floor) / radius
  const segment = radius ** 2 * (Math.acos(cosine) - cosine * Math.sqrt(1 - cosine ** 2))
  return Math.PI * radius ** 2 - segment
}

function spaceOf(id: string, gid: number, tube: Tube, { from, to }: Part): GivenSpace {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const plan = Math.hypot(dx, dy) || 1
  const place = ({ x, y, level, ground }: Station): [number, number, number] => [
    x - (dy / plan) * tube.left,
    y + (dx / plan) * tube.left,
    ground - level - tube.above,
  ]
  const length = Math.hypot(to.chainage - from.chainage, to.level - from.level)
  return {
    ...{ id, gid, kind: 'tunnel', volume: tube.area * length, height: tube.height, radius: tube.width / 2 },
    ...{ from: place(from), to: place(to), ground: from.ground, area: tube.area, length },
  }
}
