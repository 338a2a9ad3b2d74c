import { GRAVITY, type Grid, type SurfaceSolver } from '../../surface/grid.ts'
import type { Act } from '../act.ts'
import type { LineFace } from './crest.ts'
import type { Cell } from './pair.ts'

/** A bridge across a line of faces. */
export interface Bridge {
  /** levels of the underside and of the upper edge of its deck or parapet [m] */
  readonly soffit: number
  readonly deck: number
  /** of the deck along the flow [m], ≥ 0: the opening rubs on bed and deck for so long when it is full */
  readonly length: number
  /** K of the loss K v² / 2g that piers and abutments take at any depth [-], 0…2 */
  readonly loss: number
  /** Cd of the opening under pressure [-]; 0.8 with both sides above the soffit */
  readonly openingCoefficient: number
  /** C of the weir over the deck [m^½/s]; 1.44 to 1.7 */
  readonly weirCoefficient: number
}

/** The opening is under pressure in full when the water stands so much of its height above the soffit. */
export const RAMP = 0.1
/** Drowning of the weir: the head over the deck beyond this share of it counts as free fall. */
export const FREE = 1 / 3

/**
 * Water passes the line as on any other face, and the bridge takes the energy from it that its opening costs: the loss that
 * the same discharge has under pressure, Q = a √(2 g ΔH / (1/Cd² + 2 g n² L / R^(4/3))), beside the weir over the deck, drowned
 * or free. The loss works
 * as a force on the cells of both sides, implicitly, so that it slows and never turns a flow; still water has none.
 */
export function spanBridge(grid: Grid, solver: SurfaceSolver, faces: readonly LineFace[], bridge: Bridge): Act {
  const { columns, size, bed } = grid
  const spans = faces.flatMap(({ column, row, side }) => {
    const cells: [Cell, Cell] = [[column, row], side === 'east' ? [column + 1, row] : [column, row + 1]]
    const beds = cells.map(([x, y]) => bed[y * columns + x] as number) as [number, number]
    const places = cells.map(([x, y]) => solver.at(x, y)) as [number, number]
    const roughness = Math.max(...cells.map(([x, y]) => grid.roughness[y * columns + x] as number))
    const along = side === 'east' ? 'east' : 'north'
    return beds.some(Number.isNaN) ? [] : [{ cells, beds, places, along, roughness } as const]
  })

  return {
    longestStep: () => Number.POSITIVE_INFINITY,
    apply(_, duration) {
      const { water } = solver
      for (const { cells, beds, places, along, roughness } of spans) {
        const depths = places.map((at) => water.depth[at] as number) as [number, number]
        const flow = ((water[along][places[0]] as number) + (water[along][places[1]] as number)) / 2
        if (flow === 0) continue
        const levels = [beds[0] + depths[0], beds[1] + depths[1]] as const
        const [high, low] = flow > 0 ? levels : [levels[1], levels[0]]
        const sill = Math.max(...beds)
        const depth = (depths[0] + depths[1]) / 2
        const lost = headLoss(bridge, roughness, Math.abs(flow), Math.max(high, low), low, sill)
        // g h ΔH over two cells, by the discharge that each has
        const rate = (GRAVITY * depth * lost * duration) / (2 * size * Math.abs(flow))
        cells.forEach(([column, row], n) => {
          const moved = water[along][places[n] as number] as number
          const change = moved / (1 + rate) - moved
          if (along === 'east') solver.push(column, row, change, 0)
          else solver.push(column, row, 0, change)
        })
      }
    },
  }
}

/**
 * Energy that a bridge costs [m].
 *
 * @param roughness  Manning's n of bed and deck [s/m^(1/3)]
 * @param flow  per metre of width [m²/s], ≥ 0
 * @param high, low  levels before and behind it [m]
 * @param sill  level of the bed under it [m]
 */
export function headLoss(
  bridge: Bridge,
  roughness: number,
  flow: number,
  high: number,
  low: number,
  sill: number,
): number {
  const { soffit, deck, loss } = bridge
  const depth = high - sill
  if (depth <= 0) return 0
  const piers = (loss * (flow / depth) ** 2) / (2 * GRAVITY)
  const height = soffit - sill
  const pressure = Math.min(1, (high - soffit) / (RAMP * height))
  if (pressure <= 0) return piers
  const cd = rubbed(bridge, roughness, height)
  /** what passes with a loss, from the level behind it */
  const passes = (lost: number) => {
    const over = Math.max(0, low + lost - deck)
    const through = cd * height * Math.sqrt(2 * GRAVITY * lost)
    return through + bridge.weirCoefficient * WEIR * over * Math.sqrt(Math.min(lost, over * FREE))
  }
  let [least, most] = [0, 1]
  while (passes(most) < flow) most *= 2
  for (let turn = 0; turn < 50; turn++) {
    const middle = (least + most) / 2
    if (passes(middle) < flow) least = middle
    else most = middle
  }
  return piers + pressure * most
}

/** Cd of an opening of this height [m] that is full, with what rubs on bed and deck. */
export function rubbed({ openingCoefficient, length }: Bridge, roughness: number, height: number): number {
  const rubs = (2 * GRAVITY * roughness ** 2 * length) / (height / 2) ** (4 / 3)
  return 1 / Math.sqrt(openingCoefficient ** -2 + rubs)
}

/** √3: so the drowned weir C √3 H √ΔH meets the free one C H^1.5 at ΔH = H/3. */
export const WEIR = Math.sqrt(1 / FREE)
