import { availableParallelism } from 'node:os'
import { z } from 'zod'
import type { VolumeLine } from '../src/domain/inundation/accounts.ts'
import { CASE_FILE } from '../workers/inundation/case/case.ts'
import { prepare } from '../workers/inundation/prepare/prepare.ts'
import { VOLUME_TOLERANCE } from '../workers/inundation/simulation.ts'
import { PREVIEW_FAST_SHARE } from '../workers/inundation/surface/vector.ts'
import { Refusal } from '../workers/refusal.ts'
import { type Command, EXIT_SIMULATED, textOption, UsageError } from './command.ts'
import { computeNetwork } from './inundation/compute-network.ts'
import { readCase } from './inundation/read-case.ts'
import { BACKENDS } from './inundation/start-run.ts'
import { writeResults } from './inundation/write-results.ts'
import { tellFaults } from './tell-faults.ts'

const CASE_SCHEMA = () => z.toJSONSchema(CASE_FILE, { io: 'input' })

const MOST_THREADS = 64
/** lines of the accounts in words */
const WORDS: Readonly<Record<VolumeLine, string>> = {
  ...{ initial: 'initial', rain: 'rain', inflow: 'inflow', returned: 'out of the drains' },
  ...{ outflow: 'outflow', infiltrated: 'infiltrated', drained: 'ground into drains', final: 'final' },
  ...{ heldFirst: 'initial', otherInflow: 'other inflow', roofs: 'roofs', outfalls: 'outfalls' },
  ...{ spilled: 'over rims without ground', lost: 'evaporated and seeped', held: 'final' },
}

export const simulateInundation: Command = {
  name: 'simulate inundation',
  summary: '内涝模拟 · run a flood without a page',
  help: `
lifeline simulate inundation CASE.json --out DIR [--backend wasm|reference|webgpu] [--threads N] [--json]
lifeline simulate inundation --schema

Computes a flood.

A case without a grid computes its network alone, with the catchments and inflows of its file: network.csv, summary.json.

--schema        print the JSON Schema of CASE.json
--out DIR       gauges.csv, entries.csv, streets.csv, with a network network.csv and manholes.csv, summary.json, and ESRI
                ASCII grids: max_depth [m], max_speed [m/s], max_hazard [m²/s] = depth × (speed + 0.5), arrival_D [s] of
                depth D [m], standing_0.15 [s]. notes of summary.json: what was taken otherwise than it is given
--backend NAME  wasm (float32, SIMD), reference (float64 TypeScript), or webgpu (graphics card); default wasm. For webgpu
                Node.js needs the package webgpu, which does not come along: npm install --no-save webgpu@0.6.2
--threads N     of wasm, 1 to 64; default one for each core. Any number gives the same results
--json          print the summary as JSON

A case of scheme preview is refused while it runs where at any step more than 1 % of the wet cells are fast.

Exit codes: 0 done · 2 refused, with each fault on a line · 3 the volume error of the ground or of the drains is above 1e-4

Example: lifeline simulate inundation harbour.json --out results`,
  options: {
    out: { type: 'string' },
    backend: { type: 'string' },
    threads: { type: 'string' },
    schema: { type: 'boolean' },
  },
  async run(args, terminal) {
    if (args.values.schema === true) {
      terminal.result(CASE_SCHEMA(), JSON.stringify(CASE_SCHEMA(), null, 2))
      return EXIT_SIMULATED.done
    }
    const [path, ...more] = args.positionals
    const out = textOption(args, 'out')
    if (!path || !out || more.length > 0) throw new UsageError('expected CASE.json and --out DIR')
    const backend = textOption(args, 'backend') ?? 'wasm'
    const start = Object.hasOwn(BACKENDS, backend) ? BACKENDS[backend] : undefined
    if (!start) throw new UsageError(`--backend ${backend}: expected ${Object.keys(BACKENDS).join(', ')}`)
    const threads = threadsAsked(textOption(args, 'threads'))
    try {
      const asked = await readCase(path)
      if (!('grid' in asked)) return await computeNetwork(asked, out, terminal, EXIT_SIMULATED)
      const prepared = prepare(asked)
      const [started, cpu] = [performance.now(), process.cpuUsage()]
      const run = await start(prepared, threads)
      if (run.told) terminal.progress(run.told)
      let step = await run.frames.next()
      for (; !step.done; step = await run.frames.next()) {
        if (run.fastShare() > PREVIEW_FAST_SHARE) throw new Refusal([tooFast(run.fastShare())])
        const { share, speed, left } = step.value.progress
        terminal.progress(`${(100 * share).toFixed(0)} %, ${speed.toFixed(1)} × real time, ${left.toFixed(0)} s left`)
      }
      const used = process.cpuUsage(cpu)
      const facts = {
        ...{ backend, threads: run.threads(), wall: (performance.now() - started) / 1000 },
        cpu: (used.user + used.system) / 1e6,
      }
      run.end()
      const summary = await writeResults(out, prepared, step.value, facts)
      terminal.result(summary, describe(summary))
      const isTrusted = summary.accounts.every(({ error_relative }) => error_relative <= VOLUME_TOLERANCE)
      return isTrusted ? EXIT_SIMULATED.done : EXIT_SIMULATED.notTrustworthy
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tellFaults(error, terminal)
      return EXIT_SIMULATED.refused
    }
  },
}

function threadsAsked(text: string | undefined): number {
  const count = Number(text ?? Math.min(MOST_THREADS, availableParallelism()))
  if (!Number.isInteger(count) || count < 1 || count > MOST_THREADS)
    throw new UsageError(`--threads ${text}: expected a whole number from 1 to ${MOST_THREADS}`)
  return count
}

function tooFast(share: number): string {
  return `scheme: ${(100 * share).toFixed(1)} % of the wet cells run above a Froude number of 0.8, where the preview does not hold; compute it in second-order`
}

function describe(summary: Awaited<ReturnType<typeof writeResults>>) {
  const { cells, steps, cell_steps, wall_s, cpu_s, backend, accounts, notes } = summary
  const lines = (volumes: Readonly<Record<string, number>>) =>
    Object.entries(volumes)
      .map(([line, volume]) => `${WORDS[line as VolumeLine]} ${volume.toFixed(3)} m³`)
      .join(', ')
  return [
    `${cells} cells, ${steps} steps, ${wall_s.toFixed(1)} s (${cpu_s.toFixed(1)} s of processor), ${backend}, ` +
      `${(cell_steps / 1e6 / wall_s).toFixed(1)} M cell-steps/s`,
    ...accounts.flatMap(({ of, came_m3, went_m3, error_m3, error_relative }) => [
      `${of}, came: ${lines(came_m3)}`,
      `${of}, went: ${lines(went_m3)}`,
      `${of}, error: ${error_m3.toExponential(2)} m³, ${error_relative.toExponential(2)} of what came`,
    ]),
    ...notes.map(({ zh, en }) => `注意 note: ${zh} / ${en}`),
  ].join('\n')
}
