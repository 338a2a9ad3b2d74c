import { basename, resolve } from 'node:path'
import type { z } from 'zod'
import { readEpanet } from '../../src/domain/formats/epanet-inp.ts'
import { OPERABLE } from '../../src/domain/network/topology.ts'
import type { BurstFrame } from '../../workers/leak-spread/water/burst.ts'
import { type WATER_CASE_FILE, type WaterCase, waterCaseSchema } from '../../workers/leak-spread/water/case.ts'
import { leakWater } from '../../workers/leak-spread/water/simulation.ts'
import { faultOf, Refusal } from '../../workers/refusal.ts'
import { EXIT_SIMULATED, type ExitCode, type Terminal } from '../command.ts'
import { readText } from '../read-text.ts'
import { readValves } from '../read-valves.ts'
import { writeWaterResults } from './water-results.ts'

type WaterCaseFile = z.infer<typeof WATER_CASE_FILE>

/** Runs a case of kind water. */
export async function runWater(
  given: WaterCaseFile,
  folder: string,
  out: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const input = await withFiles(given, folder)
  const frames: BurstFrame[] = []
  const run = leakWater.run(input, { now: () => performance.now() })
  let step = await run.next()
  for (; !step.done; step = await run.next()) {
    frames.push(step.value)
    terminal.progress(`${((100 * step.value.time) / input.duration_s).toFixed(0)} %`)
  }
  const summary = await writeWaterResults(out, input, frames, step.value)
  for (const { zh, en } of step.value.caveats) terminal.progress(`注意 note: ${zh} / ${en}`)
  terminal.result(summary, describe(summary))
  const isTrusted = step.value.balance.every(({ error, tolerance }) => error <= tolerance)
  return isTrusted ? EXIT_SIMULATED.done : EXIT_SIMULATED.notTrustworthy
}

/** The case with the text of its network and the rows of its valves. */
export async function withFiles(given: WaterCaseFile, folder: string): Promise<WaterCase> {
  const network = await textOf('network', given.network, folder)
  if (typeof given.valves !== 'string') return waterCaseSchema.parse({ ...given, network })
  const path = given.valves
  const { topology } = readEpanet(network)
  const { valves, issues } = readValves(await textOf('valves', path, folder), basename(path), topology)
  if (issues.length > 0) throw new Refusal(issues)
  const rows = Array.from(valves.valveLink, (link, row) => ({
    link: topology.linkId.at(link) ?? '',
    node: topology.nodeId.at(valves.valveNode[row] ?? 0) ?? '',
    operable: valves.operable[row] === OPERABLE.unknown ? null : valves.operable[row] === OPERABLE.yes,
  }))
  return waterCaseSchema.parse({ ...given, network, valves: rows })
}

export async function textOf(item: string, path: string, folder: string): Promise<string> {
  try {
    return await readText(resolve(folder, path))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Refusal([faultOf(item, `无法读取（${why}）`, why)])
  }
}

function describe({ volume, leak, service, isolation }: Awaited<ReturnType<typeof writeWaterResults>>): string {
  const m3 = (value: number) => `${value.toFixed(1)} m³`
  return [
    `leak: ${(1000 * leak.first_m3_s).toFixed(2)} L/s at first, lost ${m3(volume.lost)}, ${m3(volume.lost_before_closure)} of it before the closure`,
    `service: ${service.below_95} nodes with demand get less than 95 % at the worst instant, ${service.below_50} less than 50 %, ${service.below_5} less than 5 %`,
    `valves to close: ${isolation.close.map(({ link, node }) => `${link} at ${node}`).join(', ') || 'none'}; cut off then: ${isolation.cut_off} nodes with demand`,
    `water: in ${m3(volume.supplied)}, out ${m3(volume.delivered + volume.lost + volume.background)}, error ${volume.error_relative.toExponential(1)}`,
  ].join('\n')
}
