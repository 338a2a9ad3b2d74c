import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { locateWater, type WaterLocation } from '../workers/leak-spread/localisation/locate-water.ts'
import { waterLocateSchema } from '../workers/leak-spread/localisation/water-case.ts'
import { Refusal } from '../workers/refusal.ts'
import { type Command, EXIT_SIMULATED, textOption, UsageError } from './command.ts'
import { textOf } from './leak/water.ts'
import { readJson } from './read-json.ts'

/** CASE.json of every kind of network in which a leak is looked for. */
const LOCATE_CASE_FILE = z.discriminatedUnion('kind', [waterLocateSchema])

/** Pipes told in the text; --json has all. */
const LISTED = 10

export const locate: Command = {
  name: 'locate',
  summary: '泄漏溯源 · where a leak is, by what the sensors read',
  help: `
lifeline locate CASE.json [--out DIR] [--json]
lifeline locate --schema

Ranks pipes by how well a leak on them explains the readings.

water           pressures of an EPANET network: candidate pipes with the least sets that hold 50 and 90 %, a place to begin
                the search at, and what the sensors cannot tell apart

--schema        print the JSON Schema of CASE.json
--out DIR       pipes.csv (rank, probability, group) and location.json
--json          print all as JSON

Exit codes: 0 done · 2 refused, with each fault on a line

Example: lifeline locate night.json
with     { "kind": "water", "network": "city.inp", "sigma_m": 0.05, "readings": [{ "node": "N1", "pressure_m": 41.2 }, …] }`,
  options: { out: { type: 'string' }, schema: { type: 'boolean' } },
  async run(args, terminal) {
    if (args.values.schema === true) {
      const schema = z.toJSONSchema(LOCATE_CASE_FILE, { io: 'input' })
      terminal.result(schema, JSON.stringify(schema, null, 2))
      return EXIT_SIMULATED.done
    }
    const [path, ...more] = args.positionals
    if (!path || more.length > 0) throw new UsageError('expected CASE.json')
    const out = textOption(args, 'out')
    try {
      const given = await readJson(path, LOCATE_CASE_FILE)
      const network = await textOf('network', given.network, dirname(resolve(path)))
      const found = await locateWater({ ...given, network })
      if (out) await writeLocation(out, found)
      terminal.result(found, describe(found))
      for (const { zh, en } of found.caveats) terminal.progress(`注意 note: ${zh} / ${en}`)
      return EXIT_SIMULATED.done
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      for (const fault of error.faults) terminal.error(fault)
      return EXIT_SIMULATED.refused
    }
  },
}

async function writeLocation(folder: string, found: WaterLocation): Promise<void> {
  await mkdir(folder, { recursive: true })
  const rows = found.pipes.map(({ pipe, probability, cumulative, group }, i) =>
    [i + 1, pipe, probability.toFixed(6), cumulative.toFixed(6), group].join(','),
  )
  await writeFile(join(folder, 'pipes.csv'), `${['rank,pipe,probability,cumulative,group', ...rows].join('\n')}\n`)
  await writeFile(join(folder, 'location.json'), `${JSON.stringify(found, null, 2)}\n`)
}

function describe({ pipes, half, ninety, searchFrom, alike, groups, signal }: WaterLocation): string {
  return [
    `begin at ${searchFrom}; 50 % on ${half.length} pipes, 90 % on ${ninety.length}; ${alike.length} pipes read like the first`,
    `the sensors tell ${groups} groups apart; largest fall ${signal.toFixed(1)} × its scatter`,
    ...pipes
      .slice(0, LISTED)
      .map(({ pipe, probability }, i) => `${i + 1}. ${pipe} ${(100 * probability).toFixed(1)} %`),
  ].join('\n')
}
