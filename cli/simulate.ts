import { writeFile } from 'node:fs/promises'
import type { RunSummary } from '../src/domain/run-summary.ts'
import { drive } from '../workers/drive.ts'
import { readInput } from '../workers/host/node.ts'
import { isSimulationId, loadSimulation, registry } from '../workers/registry.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

export const simulate: Command = {
  name: 'simulate',
  summary: '不开页面运行模拟 · run a simulation without a page',
  help: `
lifeline simulate ID INPUT.json [--out FILE] [--json]

Runs a simulation of the twin in this process, through the same contract as on the page, and prints its balance.

ID            ${Object.keys(registry).join(', ')}
INPUT.json    the simulation's input; { "$file": "path" } stands for the bytes of a file, counted from this folder
--out FILE    write the whole summary (outcome, balance, caveats) as JSON
--json        print the whole summary as JSON

Exit codes: 0 done · 1 done, but a balance is off by more than its tolerance · 2 wrong command line ·
3 input missing or not fit for the simulation, or the run failed

Example: lifeline simulate isolation burst.json --out result.json
with     { "network": { "$file": "water.bin" }, "networkKey": "demo", "element": { "link": "demo/water/A~B~1" } }`,
  options: { out: { type: 'string' } },
  async run(args, terminal) {
    const [id, inputPath, ...more] = args.positionals
    if (!id || !inputPath || more.length > 0) throw new UsageError('expected ID and INPUT.json')
    if (!isSimulationId(id))
      throw new UsageError(`no simulation "${id}"; there are: ${Object.keys(registry).join(', ')}`)
    const simulation = await loadSimulation(id)
    let frames = 0
    const result = await drive(simulation, await readInput(inputPath), () => {
      frames += 1
    })
    if (!result.ok) throw new Error(result.failure.detail)
    const summary = result.value
    const out = textOption(args, 'out')
    const data = JSON.parse(JSON.stringify(summary, plainArrays)) as unknown
    if (out) await writeFile(out, `${JSON.stringify(data, null, 2)}\n`)
    terminal.result(data, describe(id, summary, frames))
    return summary.balance.some(({ error, tolerance }) => error > tolerance) ? EXIT.findings : EXIT.ok
  },
}

function describe(id: string, { balance, caveats, milliseconds }: RunSummary<unknown>, frames: number): string {
  return [
    `${id}: ${milliseconds.toFixed(1)} ms, ${frames} frames`,
    ...balance.map(
      (each) =>
        `balance of ${each.quantity.en}: in ${each.in}, out ${each.out} [${each.unit}], error ${each.error} (tolerance ${each.tolerance})`,
    ),
    ...caveats.map(({ zh, en }) => `注意 note: ${zh} / ${en}`),
  ].join('\n')
}

/** Typed arrays become JSON lists. */
function plainArrays(_: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) ? Array.from(value as Int32Array) : value
}
