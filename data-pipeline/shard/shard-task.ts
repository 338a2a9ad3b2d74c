import type { CellGrid } from '../../src/domain/geo/cell-grid.ts'
import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import type { ComponentSizes } from '../check/components.ts'
import type { OwnerCount, RulePart } from '../check/finding.ts'
import type { BuildingFootprint } from '../check/index.ts'
import type { ChunkSource } from '../ingest/ingested-part.ts'
import type { Chunk } from '../ingest/spill.ts'
import type { GroundData } from '../publish/ground.ts'
import type { KnownReferences } from '../publish/shard-rows.ts'
import type { ShardTiles } from '../tile/shard-tiles.ts'

/** What all shards of a build have alike: plain data, given once to a worker. */
export interface ShardSettings {
  readonly city: string
  /** texts of the city by number, from 1 on */
  readonly names: readonly string[]
  readonly ground: GroundData
  readonly geoid: GeoidGrid
  readonly cells: CellGrid
  readonly known: KnownReferences
  readonly components: ComponentSizes
  /** `<discipline>/<point key>` of every point that a pump, orifice or weir joins */
  readonly deviceEnds: readonly string[]
  /** `Survey.censusFiles` */
  readonly census: readonly string[]
  /** name of the CRS that the city is computed in; null = none */
  readonly plane: string | null
  /** folder of the chunk files */
  readonly chunks: string
  /** these files, and how their rows are numbered */
  readonly sources: readonly ChunkSource[]
  /** folder that keeps what shards became, from build to build; null = check only */
  readonly parts: string | null
  /** how tiles are drawn; the frame of the whole city has its origin at this place, H 0 */
  readonly drawing: {
    readonly lon: number
    readonly lat: number
    readonly isPrecise: boolean
    readonly instancedNodes: boolean
    readonly isImplicit: boolean
  }
  /** hash of everything here that may change any shard */
  readonly digest: string
}

/** One shard to be made. */
export interface ShardTask {
  readonly name: string
  /** gid of its first new row */
  readonly firstGid: number
  readonly chunks: readonly Chunk[]
  /** those within the halo of the shard */
  readonly buildings: readonly BuildingFootprint[]
}

/** What a shard became besides the files in its folder. */
export interface ShardResult {
  /** hash of all that it was made of: equal hash, equal result */
  readonly hash: string
  /** the same without running numbers and source rows, which tiles do not show */
  readonly tilesHash: string
  readonly lines: number
  readonly points: number
  /** drawn at a default level */
  readonly assumed: number
  /** its findings lie in its folder; of one that was only checked, among its chunks */
  readonly rules: readonly RulePart[]
  readonly facts: Readonly<Record<string, number>>
  readonly owners: Readonly<Record<string, OwnerCount>>
  /** `CellCounts.packed` */
  readonly cells: Float64Array
  /** of points that devices join: running number and H of the axis that meets there [m] */
  readonly deviceHeights: readonly (readonly [point: number, height: number])[]
  /** null when it was only checked */
  readonly tiles: ShardTiles | null
}

/** What is told of a shard that is done. */
export interface ShardDone {
  readonly name: string
  readonly rows: number
  readonly tiles: number
  readonly bytes: number
  /** it is as in the last build, and was not made again */
  readonly isKept: boolean
}
