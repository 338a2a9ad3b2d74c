import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import type { Localized } from '../../src/domain/localized.ts'

export interface TilesetOptions {
  /** receives `tileset.json` and `tiles/*.glb`; made when missing, files of an earlier build are replaced */
  readonly directory: string
  /** turns normal height H into the ellipsoidal height of engine geometry, here and nowhere else */
  readonly geoid: GeoidGrid
  readonly progress?: (done: number, total: number) => void
}

/** One feature that could not be drawn, and why. The tile is written without it. */
export interface ShapeFault {
  /** asset id; the position in the input, as `#12`, for public features */
  readonly feature: string
  readonly rule: string
  readonly message: Localized
}

export interface TilesetSummary {
  /** path of `tileset.json`; null when no feature could be drawn: then nothing was written */
  readonly path: string | null
  readonly tiles: number
  /** features drawn, each counted once whatever the levels of detail */
  readonly features: number
  /** triangles of the finest level */
  readonly triangles: number
  /** of all files written */
  readonly bytes: number
  readonly faults: readonly ShapeFault[]
}
