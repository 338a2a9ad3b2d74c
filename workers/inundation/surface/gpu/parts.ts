import type { Series } from '../../acts/series.ts'
import { heightOf } from '../../acts/structures/barrel.ts'
import { type Bridge, rubbed } from '../../acts/structures/bridge.ts'
import { type Culvert, culvertTables } from '../../acts/structures/culvert.ts'
import type { Cell } from '../../acts/structures/pair.ts'
import { type Passing, type PassingLaw, type Regulated, waysOf } from '../../acts/structures/passing.ts'
import type { Pump } from '../../acts/structures/pump.ts'
import { lossesOf } from '../../acts/structures/rating.ts'
import type { CellFace, Grid, Side } from '../grid.ts'
import { whole } from './entries.ts'

/** Words of a part in structures.wgsl.ts [4 bytes each]. */
const WORDS = 20
const NONE = 0xffffffff
/** A level that nothing reaches [m]: a shader may take an infinity for anything. */
const NEVER = 1e30
export const PLACES = { across: 0, between: 1, pump: 2, bridge: 3 } as const
export const LAWS = { weir: 0, gate: 1, culvert: 2, rating: 3 } as const
const ALWAYS: Series = { at: () => 1, bendsAfter: () => Number.POSITIVE_INFINITY }

/** Structures that pass water on the device, as tables that it reads. */
export interface PartTables {
  readonly count: number
  /** parts that share a cell follow one another in so many turns */
  readonly turns: number
  /** faces at which the solver passes nothing */
  readonly edges: readonly { readonly at: number; readonly side: Side }[]
  /** what the laws look up: pairs of numbers */
  readonly tables: Float32Array<ArrayBuffer>
  /** the first instant after `time` at which staff have one otherwise [s] */
  bendsAfter(time: number): number
  /** the parts as staff have them at `time` [s] */
  partsAt(time: number): Uint32Array<ArrayBuffer>
}

/** What of a part staff change, by how far they have it open. */
interface Opened {
  /** share of the law that passes; speed of a pump */
  readonly share: number
  /** up to eight figures, as the shader names them */
  readonly figures: readonly number[]
}

/** A structure, or what of it stands at one face. */
interface Part {
  readonly place: keyof typeof PLACES
  readonly law: keyof typeof LAWS
  /** null = out of the grid */
  readonly cells: readonly [from: Cell, to: Cell | null]
  readonly isEast: boolean
  /** 1 = the second cell lies to the east or north of the first */
  readonly inward: 1 | -1
  readonly isOneWay: boolean
  readonly open: Series
  readonly table: readonly number[]
  readonly opened: (open: number) => Opened
}

/** @param at  place of a cell in the buffers */
export function partTables(
  grid: Grid,
  at: (column: number, row: number) => number,
  passing: readonly Passing[],
): PartTables {
  const parts = passing.flatMap((one) => partsOf(grid, one))
  const turnOf = turnsOf(parts, at)
  let words = 0
  const firsts = parts.map(({ table }) => {
    const first = words
    words += table.length
    return first
  })
  return {
    count: parts.length,
    turns: turnOf.reduce((most, turn) => Math.max(most, turn + 1), 0),
    edges: passing.flatMap((one) =>
      one.type === 'across' ? [{ at: at(one.face.column, one.face.row), side: one.face.side }] : [],
    ),
    tables: Float32Array.from(words > 0 ? parts.flatMap(({ table }) => table) : [0]),
    bendsAfter: (time) => parts.reduce((soonest, { open }) => Math.min(soonest, open.bendsAfter(time)), Infinity),
    partsAt(time) {
      const all = new Uint32Array(Math.max(1, parts.length) * WORDS)
      const floats = new Float32Array(all.buffer)
      parts.forEach(({ place, law, cells: [from, to], isEast, isOneWay, inward, open, opened }, n) => {
        const { share, figures } = opened(open.at(time))
        const [low, beds] = [datumOf(grid, from, to), [from, to ?? from].map((cell) => bedOf(grid, cell))]
        all.set([PLACES[place], LAWS[law], turnOf[n] as number, firsts[n] as number], n * WORDS)
        all.set([at(...from), to ? at(...to) : NONE, isEast ? 1 : 0, isOneWay ? 1 : 0], n * WORDS + 4)
        floats.set([...beds.map((bed) => bed - low), inward, share, ...figures], n * WORDS + 8)
      })
      return all
    },
  }
}

/** What shares a cell with one before it comes a turn later. */
function turnsOf(parts: readonly Part[], at: (column: number, row: number) => number): number[] {
  const next = new Map<number, number>()
  return parts.map(({ cells }) => {
    const places = cells.flatMap((cell) => (cell ? [at(...cell)] : []))
    const turn = Math.max(...places.map((place) => next.get(place) ?? 0))
    for (const place of places) next.set(place, turn + 1)
    return turn
  })
}

function partsOf(grid: Grid, passing: Passing): Part[] {
  switch (passing.type) {
    case 'across': {
      const { face, by } = passing
      const [here, next] = besideFace(face)
      const cells = face.nextIsLeft ? ([next, here] as const) : ([here, next] as const)
      const inward = face.nextIsLeft ? -1 : 1
      return [
        { place: 'across', cells, isEast: face.side === 'east', inward, ...regulated(by, datumOf(grid, ...cells)) },
      ]
    }
    case 'between': {
      const { from, to } = passing.pair
      const by = regulated(passing.by, datumOf(grid, from, to))
      return [{ place: 'between', cells: [from, to], isEast: false, inward: 1, ...by }]
    }
    case 'pump':
      return [pumpPart(grid, passing.pump)]
    case 'bridge':
      return passing.faces.flatMap((face) => bridgePart(grid, face, passing.bridge))
  }
}

function pumpPart(grid: Grid, { from, to, curve, onLevel, offLevel, outlet, isOn }: Pump): Part {
  const datum = datumOf(grid, from, to)
  const figures = [onLevel - datum, offLevel - datum, outlet === null ? -NEVER : outlet - datum, curve.length]
  return {
    ...{ place: 'pump', law: 'rating', cells: [from, to], isEast: false, inward: 1, isOneWay: false, open: isOn },
    table: curve.flat(),
    opened: (share) => ({ share, figures }),
  }
}

function bridgePart(grid: Grid, face: CellFace, bridge: Bridge): Part[] {
  const cells = besideFace(face)
  const sill = Math.max(...cells.map((cell) => bedOf(grid, cell)))
  if (Number.isNaN(sill)) return []
  const datum = datumOf(grid, ...cells)
  const height = bridge.soffit - sill
  const roughness = Math.max(...cells.map(([column, row]) => grid.roughness[row * grid.columns + column] as number))
  const figures = [
    ...[bridge.soffit - datum, bridge.deck - datum, bridge.loss, rubbed(bridge, roughness, height)],
    ...[height, bridge.weirCoefficient, sill - datum],
  ]
  return [
    {
      ...{ place: 'bridge', law: 'rating', cells, isEast: face.side === 'east', inward: 1, isOneWay: false },
      ...{ open: ALWAYS, table: [], opened: (share) => ({ share, figures }) },
    },
  ]
}

function regulated({ law, open, isOneWay }: Regulated, datum: number) {
  return { law: law.type, open, isOneWay, table: tableOf(law, datum), opened: openedBy(law, datum) }
}

function tableOf(law: PassingLaw, datum: number): number[] {
  if (law.type === 'culvert') {
    const { critical, takes } = culvertTables(law)
    return [critical, ...takes].flat(2)
  }
  if (law.type !== 'rating') return []
  return lossesOf(law.curves).flatMap(({ tail, points }) => [tail - datum, points.length, ...points.flat()])
}

function openedBy(law: PassingLaw, datum: number): (open: number) => Opened {
  switch (law.type) {
    case 'weir': {
      const figures = [law.crest - datum, law.width, law.coefficient]
      return (share) => ({ share, figures })
    }
    case 'gate':
      return (open) => {
        const { under, over } = waysOf(law, open)
        const top = over ? [over.crest - datum, over.coefficient] : [NEVER, 0]
        return { share: 1, figures: [under.sill - datum, under.height, under.width, under.coefficient, ...top] }
      }
    case 'culvert': {
      const figures = culvertFigures(law, datum)
      return (share) => ({ share, figures })
    }
    case 'rating':
      return (open) => ({ share: open * law.share, figures: [law.curves.length] })
  }
}

function culvertFigures(law: Culvert, datum: number): number[] {
  const { barrel, from, to, length, roughness, entryLoss, barrels } = law
  // no width = a circle
  const width = barrel.shape === 'box' ? barrel.width : 0
  return [from - datum, to - datum, length, roughness, entryLoss, barrels, heightOf(barrel), width]
}

/** Levels of a part count from its lower bed, so that none is lost in float32 on a mountain [m]. */
function datumOf(grid: Grid, from: Cell, to: Cell | null): number {
  return Math.min(bedOf(grid, from), bedOf(grid, to ?? from))
}

/** In whole quanta, so that still water of one level has one on both sides [m]. */
function bedOf({ bed, columns }: Grid, [column, row]: Cell): number {
  return whole(bed[row * columns + column] as number)
}

function besideFace({ column, row, side }: CellFace): [Cell, Cell] {
  return [[column, row], side === 'east' ? [column + 1, row] : [column, row + 1]]
}
