import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type NetworkAlone, type NetworkAloneOutcome, runNetworkAlone } from '../../workers/inundation/network-alone.ts'
import { VOLUME_TOLERANCE } from '../../workers/inundation/simulation.ts'
import type { ExitCode, Terminal } from '../command.ts'
import { networkCsv } from './write-results.ts'

/**
 * Computes a network without a ground, and writes network.csv and summary.json into a folder.
 *
 * @param exits  codes of the command
 * @throws Refusal with every fault of the network
 */
export async function computeNetwork(
  given: NetworkAlone,
  folder: string,
  terminal: Terminal,
  exits: { readonly done: ExitCode; readonly notTrustworthy: ExitCode },
): Promise<ExitCode> {
  const [started, cpu] = [performance.now(), process.cpuUsage()]
  const outcome = runNetworkAlone(given, (time) =>
    terminal.progress(`${((100 * time) / given.duration_s).toFixed(0)} %`),
  )
  const { user, system } = process.cpuUsage(cpu)
  const summary = summaryOf(outcome, (performance.now() - started) / 1000, (user + system) / 1e6)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'network.csv'), networkCsv(outcome.series))
  await writeFile(join(folder, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  terminal.result(summary, describe(summary))
  return summary.volume.error_relative > VOLUME_TOLERANCE ? exits.notTrustworthy : exits.done
}

function summaryOf({ series, balance, runoff, steps, notes }: NetworkAloneOutcome, wall: number, cpu: number) {
  const { initial, inflow, backflow, outflow, spilled, taken, stored, error, relative } = balance
  // what spills over an inlet comes up again below, so it is an inflow once more: it is part of what came
  const lost = runoff.rain * Math.abs(runoff.error)
  return {
    ...{ nodes: series.nodes.length, links: series.links.length, steps, wall_s: wall, cpu_s: cpu },
    ...{ threads: 1, backend: 'network' },
    volume: {
      ...{ initial, final: stored, rain: runoff.rain, inflow, backflow, outflow, spilled, taken },
      ...{ infiltrated: runoff.infiltrated, evaporated: runoff.evaporated, on_catchments: runoff.storage },
      ...{ error_m3: Math.abs(error) + lost, error_relative: Math.max(Math.abs(relative), Math.abs(runoff.error)) },
    },
    notes,
  }
}

function describe({ nodes, links, steps, wall_s, cpu_s, volume, notes }: ReturnType<typeof summaryOf>): string {
  const m3 = (value: number) => `${value.toFixed(3)} m³`
  return [
    `${nodes} nodes, ${links} links, ${steps} steps, ${wall_s.toFixed(1)} s (${cpu_s.toFixed(1)} s of processor)`,
    `volume: initial ${m3(volume.initial)}, inflow ${m3(volume.inflow)}, outflow ${m3(volume.outflow)}, ` +
      `spilled ${m3(volume.spilled)}, final ${m3(volume.final)}`,
    `error ${volume.error_m3.toExponential(2)} m³, ${volume.error_relative.toExponential(2)} of what came`,
    ...notes.map(({ zh, en }) => `注意 note: ${zh} / ${en}`),
  ].join('\n')
}
