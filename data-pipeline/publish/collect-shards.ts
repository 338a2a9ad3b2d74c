import { join } from 'node:path'
import { countRules, type Findings } from '../check/finding.ts'
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

/** Adds one shard to the totals of a city, but for its findings. */
export function addResult(result: ShardResult, totals: ShardTotals, findings: Findings, cells: CellCounts): void {
  totals.assumed += result.assumed
  for (const [point, height] of result.deviceHeights) totals.heights.set(point, height)
  for (const [name, amount] of Object.entries(result.facts)) findings.tally(name, amount)
  for (const [name, count] of Object.entries(result.owners)) {
    const owner = findings.ownerOf(name)
    for (const key of ['rows', 'required', 'given', 'findings'] as const) owner[key] += count[key]
  }
  cells.addPacked(result.cells)
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
    addResult(result, totals, findings, cells)
    // read again when they are written: the findings of a whole city would not fit
    findings.append(countRules(result.findings), () => readResult(folder)?.findings ?? [])
    return { name, folder, tiles: result.tiles }
  })
  return { shards, totals }
}
