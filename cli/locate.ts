import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { csvTable } from '../src/domain/formats/csv.ts'
import { type GasLocateCase, gasLocateSchema } from '../workers/leak-spread/gas-localisation/case.ts'
import { findGasSource, type GasSource } from '../workers/leak-spread/gas-localisation/run.ts'
import { locateWater, type WaterLocation } from '../workers/leak-spread/localisation/locate-water.ts'
import { type WaterLocateCase, waterLocateSchema } from '../workers/leak-spread/localisation/water-case.ts'
import { Refusal } from '../workers/refusal.ts'
import { type Command, EXIT_SIMULATED, textOption, UsageError } from './command.ts'
import { textOf } from './leak/water.ts'
import { readJson } from './read-json.ts'
import { tellFaults } from './tell-faults.ts'

/** CASE.json of every kind of network in which a leak is looked for. */
const LOCATE_CASE_FILE = z.discriminatedUnion('kind', [waterLocateSchema, gasLocateSchema])

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
gas             methane in wells over time, the spaces that air joins, and pipes beside them: candidate pipes likewise, how likely
                it is biogas alone, which sensors respond. Fewer than two that do are told as too few

--schema        print the JSON Schema of CASE.json
--out DIR       pipes.csv (rank, probability, group; of gas also rate, begin and place) and location.json
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
      const found = given.kind === 'gas' ? gasLocation(given) : await waterLocation(given, dirname(resolve(path)))
      if (out) await writeLocation(out, found)
      terminal.result(found.all, found.text)
      for (const { zh, en } of found.all.caveats) terminal.progress(`注意 note: ${zh} / ${en}`)
      return EXIT_SIMULATED.done
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tellFaults(error, terminal)
      return EXIT_SIMULATED.refused
    }
  },
}

interface Located {
  readonly all: WaterLocation | GasSource
  readonly text: string
  /** of pipes.csv */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

async function waterLocation(given: WaterLocateCase, folder: string): Promise<Located> {
  const all = await locateWater({ ...given, network: await textOf('network', given.network, folder) })
  const columns = ['rank', 'pipe', 'probability', 'cumulative', 'group']
  const rows = all.pipes.map(({ pipe, probability, cumulative, group }, i) => [
    ...[i + 1, pipe, probability, cumulative, group],
  ])
  const { pipes, half, ninety, searchFrom, alike, groups, signal } = all
  const text = [
    `begin at ${searchFrom}; 50 % on ${half.length} pipes, 90 % on ${ninety.length}; ${alike.length} pipes read like the first`,
    `the sensors tell ${groups} groups apart; largest fall ${signal.toFixed(1)} × its scatter`,
    ...listed(pipes.map(({ pipe, probability }) => ({ id: pipe, probability }))),
  ]
  return { all, text: text.join('\n'), columns, rows }
}

function gasLocation(given: GasLocateCase): Located {
  const all = findGasSource(given)
  const columns = ['rank', 'pipe', 'probability', 'cumulative', 'group', 'rate_m3_s', 'start_s', 'x', 'y', 'depth']
  const rows = all.pipes.map(({ id, probability, cumulative, group, rate, start, at }, i) => [
    ...[i + 1, id, probability, cumulative, group],
    ...[rate === null ? null : rate.toPrecision(1), start, ...at],
  ])
  const { pipes, half, ninety, alike, biogas, responding } = all
  const text = [
    `50 % on ${half.length} pipes, 90 % on ${ninety.length}; ${alike.length} of them read like the first`,
    `steady readings (biogas, or a leak older than the record) ${(100 * biogas).toFixed(0)} %; ${responding.length} sensors respond`,
    ...listed(pipes),
  ]
  return { all, text: text.join('\n'), columns, rows }
}

function listed(pipes: readonly { readonly id: string; readonly probability: number }[]): string[] {
  return pipes.slice(0, LISTED).map(({ id, probability }, i) => `${i + 1}. ${id} ${(100 * probability).toFixed(1)} %`)
}

async function writeLocation(folder: string, { all, columns, rows }: Located): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'pipes.csv'), csvTable([], columns, rows))
  await writeFile(join(folder, 'location.json'), `${JSON.stringify(all, null, 2)}\n`)
}
