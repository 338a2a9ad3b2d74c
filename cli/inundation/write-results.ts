import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csvTable } from '../../src/domain/formats/csv.ts'
import { accountsOf, type VolumeAccount } from '../../src/domain/inundation/accounts.ts'
import { DEPTH_GRADES } from '../../src/domain/inundation/depth-grades.ts'
import { verdictOf } from '../../src/domain/inundation/exports/tables.ts'
import {
  ARRIVAL_DEPTHS,
  type FloodOutcome,
  type NetworkOutcome,
  type NetworkSeries,
  type PeopleVerdict,
} from '../../src/domain/inundation/outcome.ts'
import type { Prepared } from '../../workers/inundation/prepare/prepare.ts'
import { formatAsciiGrid } from './ascii-grid.ts'

/** How a run was computed. */
export interface RunFacts {
  readonly backend: string
  readonly threads: number
  readonly wall: number
  readonly cpu: number
}

/** Writes what a run found into a folder: gauges.csv, grids of what was worst, summary.json. */
export async function writeResults(
  folder: string,
  prepared: Prepared,
  outcome: FloodOutcome,
  facts: RunFacts,
): Promise<ReturnType<typeof summaryOf>> {
  await mkdir(folder, { recursive: true })
  const { grid, west, south } = prepared
  const extent = { columns: grid.columns, rows: grid.rows, size: grid.size, west, south }
  const asc = (name: string, values: Float32Array) =>
    writeFile(
      join(folder, name),
      formatAsciiGrid(
        extent,
        values.map((value, cell) => (Number.isNaN(grid.bed[cell]) ? Number.NaN : value)),
      ),
    )
  const { depth, speed, hazard, standing } = outcome.extremes
  await asc('max_depth.asc', depth)
  await asc('max_speed.asc', speed)
  await asc('max_hazard.asc', hazard)
  await asc('standing_0.15.asc', standing)
  for (const [index, limit] of ARRIVAL_DEPTHS.entries())
    await asc(`arrival_${limit.toFixed(2)}.asc`, outcome.extremes.arrival[index] as Float32Array)
  await writeFile(join(folder, 'gauges.csv'), gaugesCsv(outcome))
  await writeFile(join(folder, 'entries.csv'), entriesCsv(outcome))
  await writeFile(join(folder, 'streets.csv'), streetsCsv(outcome))
  if (outcome.network) {
    await writeFile(join(folder, 'network.csv'), networkCsv(outcome.network.series))
    await writeFile(join(folder, 'manholes.csv'), manholesCsv(outcome.network))
  }
  const summary = summaryOf(outcome, prepared, facts)
  await writeFile(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  return summary
}

function gaugesCsv({ gauges }: FloodOutcome): string {
  return csvTable(
    [],
    ['time_s', 'gauge', 'depth_m', 'level_m', 'u_m_s', 'v_m_s'],
    gauges.map(({ time, gauge, depth, level, u, v }) => [time, gauge, depth, level, u, v]),
  )
}

export function networkCsv({ times, nodes, links, depth, head, flow }: NetworkSeries): string {
  return csvTable(
    [],
    ['time_s', 'kind', 'id', 'depth_m', 'head_m', 'flow_m3_s'],
    Array.from(times).flatMap((time, at) => [
      ...nodes.map((id, n) => {
        const place = at * nodes.length + n
        return [time, 'node', id, depth[place] ?? null, head[place] ?? null, null]
      }),
      ...links.map((id, n) => [time, 'link', id, null, null, flow[at * links.length + n] ?? null]),
    ]),
  )
}

/** Those that spill most first. */
function manholesCsv({ manholes }: NetworkOutcome): string {
  return csvTable(
    [],
    ['manhole', 'into_drains_m3', 'spilled_m3', 'peak_spill_m3_s', 'peak_at_s', 'since_s'],
    manholes
      .toSorted((one, other) => other.returned - one.returned)
      .map(({ node, drained, returned, peak, peakAt, since }) => [node, drained, returned, peak, peakAt, since]),
  )
}

/** In the order in which the water comes in; what could not be tested says so. */
function entriesCsv({ entries }: FloodOutcome): string {
  const rows = [...entries].sort((a, b) => (a.arrival ?? Infinity) - (b.arrival ?? Infinity) || 0)
  return csvTable(
    [],
    ['entry', 'verdict', 'sill_m', 'arrival_s', 'over_sill_m', 'over_sill_at_s'],
    rows.map((entry) => [entry.id, verdictOf(entry), entry.sill, entry.arrival, entry.over, entry.overAt]),
  )
}

function streetsCsv({ streets }: FloodOutcome): string {
  const grades = DEPTH_GRADES.map((from) => `from_${from.toFixed(2)}_m`)
  return csvTable(
    [],
    ['street', 'volume_m3', 'volume_at_s', 'max_depth_m', 'impassable_m', ...grades],
    streets.map(({ id, isTested, volume, volumeAt, depth, impassable, lengths }) => [
      id,
      ...[volume, volumeAt, depth, impassable, ...lengths].map((value) => (isTested ? value : null)),
    ]),
  )
}

function summaryOf(outcome: FloodOutcome, { notes }: Prepared, facts: RunFacts) {
  const { cells, steps, cellSteps, volumes, extremes, network, people } = outcome
  const { initial, final, rain, inflow, outflow, infiltrated, drained, returned, roofs, error, errorShare } = volumes
  const whole = error + (network?.error ?? 0)
  const came = initial + rain + inflow + roofs + (network ? network.initial + network.inflow : 0)
  return {
    ...{ cells, steps, cell_steps: cellSteps, wall_s: facts.wall, cpu_s: facts.cpu },
    ...{ threads: facts.threads, backend: facts.backend },
    volume: {
      ...{ initial, final, rain, inflow, outflow, infiltrated, network: drained - returned, roofs },
      ...{ error_m3: whole, error_relative: network ? (came > 0 ? Math.abs(whole) / came : 0) : errorShare },
    },
    accounts: accountsOf(outcome).map(accountSummary),
    ...(network ? { network: networkSummary(network) } : {}),
    ...(people ? { people: peopleSummary(people) } : {}),
    ...{ min_depth_m: extremes.leastDepth, notes },
  }
}

function accountSummary({ of, came, went, error, errorShare }: VolumeAccount) {
  return {
    of,
    ...{ came_m3: Object.fromEntries(came), went_m3: Object.fromEntries(went) },
    ...{ error_m3: error, error_relative: errorShare },
  }
}

function networkSummary({ initial, inflow, outflow, spilled, lost, stored, error }: NetworkOutcome) {
  return { initial, inflow, outflow, spilled, lost, stored, error_m3: error }
}

function peopleSummary({ all, untested, affected, byDepth }: PeopleVerdict) {
  const from = Object.fromEntries(DEPTH_GRADES.map((limit, grade) => [`from_${limit.toFixed(2)}_m`, byDepth[grade]]))
  return { all, not_tested: untested, affected, by_depth: from }
}
