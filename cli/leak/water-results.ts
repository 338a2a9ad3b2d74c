import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RunSummary } from '../../src/domain/run-summary.ts'
import type { BurstFrame } from '../../workers/leak-spread/water/burst.ts'
import type { WaterCase } from '../../workers/leak-spread/water/case.ts'
import { floodSource } from '../../workers/leak-spread/water/flood-source.ts'
import type { WaterOutcome } from '../../workers/leak-spread/water/simulation.ts'

/** Writes what a burst did into a folder: series, nodes, links, tanks, the source for a flood, and a summary. */
export async function writeWaterResults(
  folder: string,
  given: WaterCase,
  frames: readonly BurstFrame[],
  { outcome, balance, caveats, milliseconds }: RunSummary<WaterOutcome>,
): Promise<ReturnType<typeof summaryOf>> {
  await mkdir(folder, { recursive: true })
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  await write('series.csv', seriesCsv(frames))
  await write('nodes.csv', nodesCsv(outcome))
  await write('links.csv', linksCsv(outcome))
  await write('tanks.csv', tanksCsv(outcome, frames))
  // x and y are the network's own: to be put in the coordinates of the flood's DEM
  await write('flood-source.json', json(floodSource(frames, { x: 0, y: 0 }).series))
  const summary = summaryOf(given, frames, outcome, balance[0]?.error ?? Number.NaN)
  const told = { ...summary, caveats, wall_s: milliseconds / 1000 }
  await write('summary.json', json(told))
  return summary
}

function summaryOf(given: WaterCase, frames: readonly BurstFrame[], outcome: WaterOutcome, error: number) {
  const { volumes, lostBeforeClosure, isolation, leastShare, isClosed, evidence } = outcome
  const below = (share: number) => leastShare.reduce((count, least) => count + Number(least < share), 0)
  return {
    ...{ kind: 'water' as const, evidence },
    leak: {
      ...{ pipe: given.leak.pipe, share: given.leak.share, first_m3_s: frames[0]?.leak ?? 0 },
      last_m3_s: frames.at(-1)?.leak ?? 0,
    },
    volume: {
      ...volumes,
      ...{ lost_before_closure: lostBeforeClosure, error_relative: error },
    },
    service: { below_95: below(0.95), below_50: below(0.5), below_5: below(0.05) },
    isolation: {
      ...{ is_closed: isClosed, close: isolation.close, inoperable: isolation.inoperable },
      ...{ need_not_close: isolation.deadEnd, shut_sources: isolation.sources, cut_off: isolation.cutOff },
      alternatives: isolation.alternatives.map(({ fails, close, sources, cutOff }) => ({
        ...{ fails, close, shut_sources: sources, cut_off: cutOff },
      })),
    },
  }
}

function seriesCsv(frames: readonly BurstFrame[]): string {
  const rows = frames.map(({ time, leak, supply, delivered, deficit, lost, short }) =>
    [rounded(time), ...[leak, supply, delivered, deficit].map(given), rounded(lost), ...short].join(','),
  )
  const head = 'time_s,leak_m3_s,supply_m3_s,delivered_m3_s,deficit_m3_s,lost_m3,below_95,below_50,below_5'
  return table(head, rows)
}

function nodesCsv({ nodeId, before, burst, closed, leastShare, travel, intrusion }: WaterOutcome): string {
  const rows = nodeId.map((id, node) => {
    const pressures = [before, burst, closed].map((state) => state?.pressure[node] ?? Number.NaN)
    const drop = (pressures[0] ?? Number.NaN) - (pressures[1] ?? Number.NaN)
    const rest = [drop, leastShare[node], travel.downstream[node], travel.upstream[node]]
    const entered = intrusion ? [intrusion.arrival[node], intrusion.peak[node]] : []
    return [quoted(id), ...[...pressures, ...rest, ...entered].map((value) => given(value ?? Number.NaN))].join(',')
  })
  const head = `node,pressure_before_m,pressure_burst_m,pressure_closed_m,drop_m,least_share,from_leak_s,to_leak_s`
  return table(intrusion ? `${head},contaminant_arrival_s,contaminant_peak_mg_l` : head, rows)
}

function linksCsv({ linkId, before, burst, closed }: WaterOutcome): string {
  const rows = linkId.map((id, link) =>
    [quoted(id), ...[before, burst, closed].map((state) => given(state?.flow[link] ?? Number.NaN))].join(','),
  )
  return table('link,flow_before_m3_s,flow_burst_m3_s,flow_closed_m3_s', rows)
}

function tanksCsv({ tanks }: WaterOutcome, frames: readonly BurstFrame[]): string {
  const rows = tanks.flatMap(({ id, least, depth }) =>
    depth.map((each, i) => [rounded(frames[i]?.time ?? 0), quoted(id), rounded(each), rounded(least)].join(',')),
  )
  return table('time_s,tank,depth_m,least_depth_m', rows)
}

function table(head: string, rows: readonly string[]): string {
  return `${[head, ...rows].join('\n')}\n`
}

/** What is not known, or does not come within the run, is an empty cell. */
function given(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 1e9) / 1e9) : ''
}

function rounded(value: number): string {
  return String(Math.round(value * 1e6) / 1e6)
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
