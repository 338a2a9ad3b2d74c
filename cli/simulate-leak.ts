import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { Refusal } from '../workers/refusal.ts'
import { type Command, EXIT_SIMULATED, textOption, UsageError } from './command.ts'
import { LEAK_CASE_FILE, runLeak } from './leak/kinds.ts'
import { readJson } from './read-json.ts'
import { tellFaults } from './tell-faults.ts'

export const simulateLeak: Command = {
  name: 'simulate leak',
  summary: '泄漏模拟 · run a leak without a page',
  help: `
lifeline simulate leak CASE.json --out DIR [--json]
lifeline simulate leak --schema

Computes what a leak does, by the kind that CASE.json names.

water           a burst in an EPANET network: outflow by pressure, who lacks water, valves, what closing them does.
                Writes series.csv, nodes.csv, links.csv, tanks.csv, summary.json, and flood-source.json: the outflow as
                the series of a source of "lifeline simulate inundation"
gas             gas through soil, wells, drains, ducts, tunnels and basements: when it reaches each, as P10, P50, P90 of an
                ensemble; how far it goes above ground as time goes on. Writes spaces.csv, series.csv, above.csv,
                summary.json
heat            hot water: steam, ground and neighbours that it warms, where it scalds. Writes neighbours.csv, series.csv,
                summary.json
sewage          a spill in the drains of a SWMM file: when it comes where, how thin; rain and foul sewers that seem joined, by
                layout and by flow in dry weather. Writes nodes.csv, links.csv, suspicions.csv, summary.json

--schema        print the JSON Schema of CASE.json
--out DIR       where results go
--json          print the summary as JSON

Exit codes: 0 done · 2 refused, with each fault on a line · 3 a balance is off by more than its tolerance

Example: lifeline simulate leak burst.json --out results
with     { "kind": "water", "network": "city.inp", "valves": "valves.csv", "close_after_s": 3600,
           "leak": { "pipe": "P12", "share": 0.4, "hole": { "diameter_m": 0.05 } } }`,
  options: { out: { type: 'string' }, schema: { type: 'boolean' } },
  async run(args, terminal) {
    if (args.values.schema === true) {
      const schema = z.toJSONSchema(LEAK_CASE_FILE, { io: 'input' })
      terminal.result(schema, JSON.stringify(schema, null, 2))
      return EXIT_SIMULATED.done
    }
    const [path, ...more] = args.positionals
    const out = textOption(args, 'out')
    if (!path || !out || more.length > 0) throw new UsageError('expected CASE.json and --out DIR')
    try {
      return await runLeak(await readJson(path, LEAK_CASE_FILE), dirname(resolve(path)), out, terminal)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tellFaults(error, terminal)
      return EXIT_SIMULATED.refused
    }
  },
}
