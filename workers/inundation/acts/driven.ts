import type { Grid, SurfaceSolver } from '../surface/grid.ts'
import type { Act } from './act.ts'
import { type Boundary, openEdge } from './boundary.ts'
import { type Rain, rainOn } from './rain.ts'
import type { Series } from './series.ts'
import { openSource, type Source } from './source.ts'

/** What drives a flood from outside, as data: a solver that takes steps of its own does it within them. */
export interface Driven {
  readonly boundaries?: readonly Boundary[]
  readonly sources?: readonly Source[]
  /** [mm/h], constant between its bends */
  readonly rain?: Rain | Series
  /** what of the rain runs, by cell [0…1]; left out = all */
  readonly rainShare?: Float64Array
}

/** The same as acts on a solver that takes one step at a time. */
export function driveBy(grid: Grid, solver: SurfaceSolver, driven: Driven): Act[] {
  const { boundaries = [], sources = [], rain, rainShare } = driven
  return [
    ...(rain ? [rainOn(grid, solver, rain, rainShare)] : []),
    ...boundaries.map((boundary) => openEdge(grid, solver, boundary)),
    ...sources.map((source) => openSource(grid, solver, source)),
  ]
}
