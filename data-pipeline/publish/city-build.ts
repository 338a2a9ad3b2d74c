import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import type { Survey } from '../survey.ts'
import type { Ground } from './ground.ts'
import type { PlacedAsset } from './placed.ts'

/** A city ready to be written. */
export interface CityBuild {
  readonly survey: Survey
  readonly build: string
  readonly bounds: Bounds
  readonly geoid: GeoidGrid
  readonly ground: Ground
  readonly assets: readonly PlacedAsset[]
  /** gid of every asset of the build and of all that ever were */
  readonly gids: ReadonlyMap<string, number>
  readonly maxGid: number
  /** [m] */
  readonly lengths: { readonly planar: number; readonly ellipsoid: number }
}
