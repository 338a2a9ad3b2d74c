import type { Extent } from '../../../src/domain/inundation/cells.ts'
import type { Fault } from '../../refusal.ts'
import type { Act } from '../acts/act.ts'
import { linear, type Series, steps } from '../acts/series.ts'
import { breakDike, moveCrest, putUp } from '../acts/structures/crest.ts'
import type { Culvert } from '../acts/structures/culvert.ts'
import { type Passing, type PassingLaw, passageOf } from '../acts/structures/passing.ts'
import { checkPump } from '../acts/structures/pump.ts'
import type { FloodCase } from '../case/case.ts'
import type { StructureCase } from '../case/structures.ts'
import type { Grid, SurfaceSolver } from '../surface/grid.ts'
import { lengthOf, levelAlong, Misfit, nearestAlong, type Place, Site, withCrests } from './site.ts'

type Of<Type extends StructureCase['type']> = Extract<StructureCase, { type: Type }>
/** A structure on its grid: what moves a crest, or what passes water where the solver passes none. */
type Placed =
  | { readonly crests: (solver: Pick<SurfaceSolver, 'setCrest'>) => readonly Act[] }
  | { readonly passing: readonly Passing[] }

/** Of a wall, whose crest is the grid's. */
const NOTHING_MOVES = { crests: () => [] }

/** A case's structures on its grid. */
export interface PreparedStructures {
  /** with what stands on its faces */
  readonly grid: Grid
  /** crests in time: barriers, breaches */
  readonly crests: (solver: Pick<SurfaceSolver, 'setCrest'>) => Act[]
  /** what passes water; what shares a cell acts one after the other, in this order */
  readonly passing: readonly Passing[]
}

/** @param faults  takes one line for each thing that does not fit */
export function structuresOf(
  { structures }: Pick<FloodCase, 'structures'>,
  grid: Grid,
  extent: Extent,
  faults: Fault[],
): PreparedStructures {
  if (structures.length === 0) return { ...NOTHING_MOVES, grid, passing: [] }
  const site = new Site(withCrests(grid), extent)
  // a gate in a wall takes its faces from it
  const stands = (given: StructureCase) => given.type === 'wall' && given.from_s === undefined
  const walls = structures.flatMap((given, index) => (stands(given) ? [{ given, index }] : []))
  const others = structures.flatMap((given, index) => (stands(given) ? [] : [{ given, index }]))
  const placed = [...walls, ...others].map(({ given, index }): Placed => {
    const name = `structures[${index}] (${given.type}${given.id ? ` "${given.id}"` : ''})`
    try {
      return placeOne(given, name, site)
    } catch (error) {
      if (!(error instanceof Misfit || error instanceof RangeError)) throw error
      const told = error instanceof Misfit ? error.told : { zh: error.message, en: error.message }
      faults.push({ zh: `${given.id ? `“${given.id}”` : name}：${told.zh}`, en: `${name}: ${told.en}` })
      return NOTHING_MOVES
    }
  })
  return {
    grid: site.grid,
    crests: (solver) => placed.flatMap((one) => ('crests' in one ? one.crests(solver) : [])),
    passing: placed.flatMap((one) => ('passing' in one ? one.passing : [])),
  }
}

function placeOne(given: StructureCase, name: string, site: Site): Placed {
  switch (given.type) {
    case 'wall':
      return placeWall(given, name, site)
    case 'barrier': {
      const crest = linear(given.series)
      const faces = site.claim(name, site.facesOn(given.line), crest.at(0))
      return { crests: (solver) => [moveCrest(solver, faces, crest)] }
    }
    case 'breach': {
      const faces = site.claim(name, site.facesOn(given.line), given.crest_m)
      const breach = {
        ...{ crest: given.crest_m, middle: nearestAlong(given.line, given.at) },
        ...{ width: linear(given.width_series), level: linear(given.level_series) },
      }
      return { crests: (solver) => [breakDike(solver, site.extent.size, faces, breach)] }
    }
    case 'bridge':
      return placeBridge(given, name, site)
    case 'pump':
      return placePump(given, site)
    case 'culvert':
      return placeBetween(given, name, site, () => ({ type: 'culvert', ...culvertOf(given) }))
    case 'weir': {
      const { line, coefficient } = given
      return placeBetween(given, name, site, ({ width, ground, along }) => {
        const crest = Math.max(levelAlong(line ?? [], given.crest_m, along), ground)
        return { type: 'weir', crest, width: width(), coefficient }
      })
    }
    case 'gate': {
      const { sill_m: sill, height_m: height, coefficient, top_m: top = null } = given
      return placeBetween(given, name, site, ({ width, ground }) => ({
        ...{ type: 'gate', sill, ground, height, width: width(), coefficient, top },
      }))
    }
    case 'rating': {
      const curves = given.curves.map(({ tail_m, points }) => ({ tail: tail_m, points }))
      return placeBetween(given, name, site, ({ share }) => ({ type: 'rating', curves, share }))
    }
  }
}

function placeWall({ line, crest_m, from_s }: Of<'wall'>, name: string, site: Site): Placed {
  const parts = site.facesOn(line).map((face) => ({ face, crest: levelAlong(line, crest_m, face.along) }))
  if (from_s === undefined) {
    for (const { face, crest } of parts) site.raise(face, crest)
    return NOTHING_MOVES
  }
  // put up on what stands there already
  const raised = parts.map(({ face, crest }) => {
    const before = site.crestOf(face)
    site.claim(name, [face], before)
    return { face, crest: Math.max(crest, before) }
  })
  return { crests: (solver) => [putUp(solver, raised, from_s)] }
}

function placeBridge(given: Of<'bridge'>, name: string, site: Site): Placed {
  if (!(given.deck_m >= given.soffit_m))
    throw new Misfit(`deck at ${given.deck_m} m, expected no lower than the soffit at ${given.soffit_m} m`)
  const faces = site.claim(name, site.facesOn(given.line), Number.NEGATIVE_INFINITY)
  const highest = Math.max(...faces.map((face) => site.groundAt(face)))
  if (!(given.soffit_m > highest))
    throw new Misfit(`soffit at ${given.soffit_m} m, expected above the ground under it at ${highest} m`)
  const bridge = {
    ...{ soffit: given.soffit_m, deck: given.deck_m, length: given.length_m, loss: given.pier_loss },
    ...{ openingCoefficient: given.opening_coefficient, weirCoefficient: given.weir_coefficient },
  }
  return { passing: [{ type: 'bridge', faces, bridge }] }
}

function placePump(given: Of<'pump'>, site: Site): Placed {
  const pump = {
    ...{ from: site.cellOf('from', given.from), to: given.to ? site.cellOf('to', given.to) : null },
    ...{ curve: given.curve, outlet: given.outlet_m ?? null, onLevel: given.on_m, offLevel: given.off_m },
    isOn: openOf(given.open),
  }
  if (!given.to && given.outlet_m === undefined) throw new Misfit('neither `to` nor outlet_m, expected one of them')
  checkPump(pump)
  return { passing: [{ type: 'pump', pump }] }
}

function culvertOf(given: Of<'culvert'>): Culvert {
  const { barrel, from, to } = given
  return {
    barrel:
      barrel.shape === 'circular'
        ? { shape: 'circular', diameter: barrel.diameter_m }
        : { shape: 'box', width: barrel.width_m, height: barrel.height_m },
    ...{ barrels: given.barrels, roughness: given.manning, inlet: given.inlet, entryLoss: given.entry_loss },
    length: given.length_m ?? Math.hypot(to[0] - from[0], to[1] - from[1]),
    ...{ from: given.from_invert_m, to: given.to_invert_m },
  }
}

/** A structure that passes water, on a line or between two places. */
interface Between extends Staffed {
  readonly line?: readonly Place[] | undefined
  readonly from?: Place | undefined
  readonly to?: Place | undefined
  readonly width_m?: number | undefined
}

/** Where a part of it stands. */
interface Spot {
  /** [m] */
  readonly width: () => number
  /** level of the higher ground of both sides [m] */
  readonly ground: number
  /** of the whole structure */
  readonly share: number
  /** how far along its line [m] */
  readonly along: number
}

/** @throws RangeError when a figure of the law is none that it can be */
function placeBetween(given: Between, name: string, site: Site, lawAt: (spot: Spot) => PassingLaw): Placed {
  const { line, from, to } = given
  const width = () => {
    if (given.width_m === undefined) throw new Misfit('width_m is left out, expected a width or a line')
    return given.width_m
  }
  const regulated = (spot: Spot) => {
    const by = { law: lawAt(spot), open: openOf(given.open), isOneWay: given.one_way }
    passageOf(by)
    return by
  }
  if (line && !from && !to) {
    const faces = site.claim(name, site.facesOn(line), Number.NEGATIVE_INFINITY)
    const length = given.width_m ?? Math.min(lengthOf(line), faces.length * site.extent.size)
    const passing = faces.map((face): Passing => {
      const by = regulated({
        ...{ width: () => length / faces.length, ground: site.groundAt(face) },
        ...{ share: 1 / faces.length, along: face.along },
      })
      return { type: 'across', face, by }
    })
    return { passing }
  }
  if (line || !from || !to) throw new Misfit('expected either a line, or `from` and `to`')
  const pair = { from: site.cellOf('from', from), to: site.cellOf('to', to) }
  if (pair.from[0] === pair.to[0] && pair.from[1] === pair.to[1]) throw new Misfit('both ends lie in one cell')
  const ground = Math.max(site.bedOf(pair.from), site.bedOf(pair.to))
  return { passing: [{ type: 'between', pair, by: regulated({ width, ground, share: 1, along: 0 }) }] }
}

interface Staffed {
  readonly open?: readonly (readonly [number, number])[] | undefined
  readonly one_way: boolean
}

/** How far staff have it open; before the first row it is as in it. */
function openOf(open: Staffed['open']): Series {
  return steps(open ? [[Number.NEGATIVE_INFINITY, open[0]?.[1] ?? 1], ...open] : [[Number.NEGATIVE_INFINITY, 1]])
}
