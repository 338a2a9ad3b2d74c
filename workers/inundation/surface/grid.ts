import type { Look, Records } from './records.ts'

/** Acceleration of gravity, as the published cases use it [m/s²]. */
export const GRAVITY = 9.81
/**
 * Float32 counts bed and depth in these [m], about a micrometre: up to 16 m their sums and differences are exact, so that a
 * level surface is level to the last bit. What is less waits beside the depth until it is enough.
 */
export const QUANTUM = 2 ** -20
/** Water thinner than this stays where it is [m]. */
export const DRY = QUANTUM / 2
/** Below this a film moves slower than its discharge says, the thinner the slower [m]. */
export const THIN = 1e-5
/** Share of a cell that the fastest wave may cross in a step: two directions together stay below one. */
export const COURANT = 0.45

/**
 * A level grid of square cells, row 0 in the south, a row from west to east. Nothing here is an absolute level: the
 * solvers know the ground by its steps from cell to cell alone, so that float32 is as exact on a mountain as at the sea.
 */
export interface Grid {
  readonly columns: number
  readonly rows: number
  /** width of a cell [m] */
  readonly size: number
  /** level of the bed [m], by cell; NaN = no cell, its edge is a wall */
  readonly bed: Float64Array
  /** Manning's n [s/m^(1/3)], by cell */
  readonly roughness: Float64Array
  /** what stands on the face to the east (north) of a cell, by its crest [m], −Infinity = nothing; left out = nowhere */
  readonly crestEast?: Float64Array
  readonly crestNorth?: Float64Array
}

/** Water on a grid, by cell: depth [m] and discharge per metre of width to the east and north [m²/s]. */
export interface Water {
  readonly depth: Float64Array | Float32Array
  readonly east: Float64Array | Float32Array
  readonly north: Float64Array | Float32Array
}

export type Side = 'west' | 'east' | 'south' | 'north'

/** The face between a cell and the next one to the east or north. */
export interface CellFace {
  readonly column: number
  readonly row: number
  readonly side: 'east' | 'north'
}

/** Moves the water of a grid: each backend is one, and all give the same to their precision. */
export interface SurfaceSolver {
  /** place of a cell in the arrays of `water` */
  readonly at: (column: number, row: number) => number
  /** as it is now */
  readonly water: Water
  /** as it was before the last step */
  readonly before: Water
  /**
   * The edge of the grid at this cell is open: the water runs on to it as it stands, and a step lets nothing pass and pushes
   * nothing there; what passes is put in by whoever opened it. Within the grid it is an edge of the cells on both sides.
   */
  openEdge(column: number, row: number, side: Side): void
  /**
   * Adds water to a cell between two steps, or takes some, never more than is there; its discharge stays what it is.
   *
   * @param depth  change of the depth [m]
   * @returns what was added [m]
   */
  add(column: number, row: number, depth: number): number
  /**
   * Takes water from a cell between two steps with the motion that it has: velocities stay what they are.
   *
   * @param depth  [m], ≥ 0; never more is taken than is there
   * @returns what was taken [m]
   */
  take(column: number, row: number, depth: number): number
  /**
   * What stands on a face is so high from now on: a barrier that is raised, a dike that breaks.
   *
   * @param crest  its level [m]; −Infinity = nothing stands there, Infinity = no water passes
   * @throws Error when the grid was made without crests on the faces of this side
   */
  setCrest(column: number, row: number, side: CellFace['side'], crest: number): void
  /** Rain on every cell from now on [m/s]: the same everywhere, or by cell of the grid. */
  setRain(rate: number | Float64Array): void
  /** Puts the water of a cell in motion between two steps: discharge per metre of width [m²/s]. */
  push(column: number, row: number, east: number, north: number): void
  /** Volume of all water [m³]. */
  volume(): number
  /** The longest step that is stable now [s]; Infinity on dry ground. */
  longestStep(): number
  /**
   * One step [s] of the flow and its friction; a look keeps what is worst as it stands at its beginning: at its end water has
   * piled up at every open edge, until what acts there has done its part.
   */
  step(duration: number, look?: Look): void
  /** Keeps what is worst as it stands now. */
  look(look: Look): void
  /** what the looks found worst */
  readonly records: Records
  /** how many threads compute, the caller's among them */
  readonly threads: number
  /** Lets go of threads it may have; nothing is computed afterwards. */
  end(): void
}

/** The water of a grid as it stands: all that is needed to read it. */
export type WaterView = Pick<SurfaceSolver, 'at' | 'water'>
/** … and to change that of single cells between two steps. */
export type CellWater = Pick<SurfaceSolver, 'at' | 'water' | 'add' | 'take'>

/** 1/h of water, and less of a film, so that what hardly is there does not run [1/m]. */
export function perDepth(h: number): number {
  return h / Math.max(h * h, THIN * THIN)
}
