import type { PackedComponents } from '../check/components.ts'
import type { Finding } from '../check/finding.ts'
import type { PackedGround } from './ground-sums.ts'
import type { PackedIds } from './id-table.ts'
import type { Lengths } from './lengths.ts'
import type { SpilledShard } from './spill.ts'

/** What was ingested of one discipline by itself, perhaps in a thread: plain data, and its chunk file. */
export interface IngestedPart {
  readonly discipline: string
  /** its name among the chunk files of the city */
  readonly file: string
  readonly points: number
  readonly lines: number
  /** its own texts by number, from 1 on */
  readonly names: readonly string[]
  readonly ids: PackedIds
  readonly components: PackedComponents
  readonly ground: PackedGround
  readonly lengths: Lengths
  readonly openChannels: number
  readonly box: readonly [west: number, south: number, east: number, north: number]
  readonly shards: readonly SpilledShard[]
  readonly findings: readonly Finding[]
}

/** A chunk file, and where its rows stand in the city: they have numbers and names of their own. */
export interface ChunkSource {
  /** its name among the chunk files of the city */
  readonly file: string
  /** running numbers of its first point and line */
  readonly firstPoint: number
  readonly firstLine: number
  /** the city's number of each of its names; null = they are the city's */
  readonly names: Uint32Array | null
}

/** The buffers of a part, which can be handed over between threads. */
export function buffersOf({ ids, components, ground }: IngestedPart): ArrayBuffer[] {
  return [ids.high, ids.low, ids.marks, components.parent, components.joined, ground.sums].map(({ buffer }) => buffer)
}
