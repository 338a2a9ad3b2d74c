import { join } from 'node:path'
import type { Findings } from '../check/finding.ts'
import { readResult } from '../shard/run-shard.ts'
import type { ShardResult } from '../shard/shard-task.ts'
import type { CellCounts } from './cell-counts.ts'
import type { ShardPart } from './city-build.ts'

/** What shards add up to. */
export interface ShardTotals {
  /** drawn at a default level */
  assumed: number
  /** H of the axis that meets at a point that a device joins, by running number [m] */
  readonly heights: Map<number, number>
}

/** Adds one shard, whose findings lie in a folder, to the totals of a city. */
export function addResult(
  result: ShardResult,
  folder: string,
  totals: ShardTotals,
  findings: Findings,
  cells: CellCounts,
): void {
  totals.assumed += result.assumed
  for (const [point, height] of result.deviceHeights) totals.heights.set(point, height)
  for (const [name, amount] of Object.entries(result.facts)) findings.tally(name, amount)
  for (const [name, count] of Object.entries(result.owners)) {
    const owner = findings.ownerOf(name)
    for (const key of ['rows', 'required', 'given', 'findings'] as const) owner[key] += count[key]
  }
  cells.addPacked(result.cells)
  findings.parts.push({ folder, rules: result.rules })
}

/** Merges what lies in the folders of the shards, in their order. */
export function collectShards(
  names: readonly string[],
  parts: string,
  findings: Findings,
  cells: CellCounts,
): { readonly shards: ShardPart[]; readonly totals: ShardTotals } {
  const totals: ShardTotals = { assumed: 0, heights: new Map() }
  const shards = names.map((name): ShardPart => {
    const folder = join(parts, name)
    const result = readResult(folder)
    if (!result?.tiles) throw new Error(`collectShards: shard ${name} was not made`)
    addResult(result, folder, totals, findings, cells)
    return { name, folder, tiles: result.tiles }
  })
  return { shards, totals }
}
