import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import type { Lengths } from '../ingest/lengths.ts'
import type { ShardSettings } from '../shard/shard-task.ts'
import type { Names } from '../store/names.ts'
import type { Survey } from '../survey.ts'
import type { ShardTiles } from '../tile/shard-tiles.ts'
import type { CellCounts } from './cell-counts.ts'
import type { Ground } from './ground.ts'
import type { PlacedAsset } from './placed.ts'
import type { KnownReferences } from './shard-rows.ts'

/** A shard that was made, with its files in its folder. */
export interface ShardPart {
  readonly name: string
  readonly folder: string
  readonly tiles: ShardTiles
}

/** A city whose shards are made, ready to be written. */
export interface CityBuild {
  readonly survey: Survey
  readonly build: string
  readonly bounds: Bounds
  readonly geoid: GeoidGrid
  readonly ground: Ground
  /** folder that keeps what is made of the whole city from build to build */
  readonly kept: string
  /** threads that make what is left to make; default by how much it is */
  readonly workers: number | undefined
  readonly names: Names
  readonly known: KnownReferences
  readonly drawing: ShardSettings['drawing']
  /** in the order in which they are merged */
  readonly shards: readonly ShardPart[]
  /** structures, models, devices */
  readonly others: readonly PlacedAsset[]
  readonly cells: CellCounts
  readonly maxGid: number
  readonly lengths: Lengths
}
