import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { csvTable } from '../src/domain/formats/csv.ts'
import { ADJACENCY_COLUMNS, type AdjacencyOutcome, adjacencyTable } from '../src/domain/leak/adjacency.ts'
import type { Localized } from '../src/domain/localized.ts'
import { analyseCase } from '../workers/leak-spread/adjacency/analyse.ts'
import { adjacencyCaseSchema } from '../workers/leak-spread/adjacency/case.ts'
import { analyseCity } from '../workers/leak-spread/adjacency/of-question.ts'
import { Refusal } from '../workers/refusal.ts'
import { type Arguments, type Command, EXIT_SIMULATED, textOption, UsageError } from './command.ts'
import { readAdjacencyQuestion } from './leak/read-city.ts'
import { readJson } from './read-json.ts'
import { tellFaults } from './tell-faults.ts'

/** Pairs told in the text; the files have all that are kept. */
const LISTED = 10

export const analyseAdjacent: Command = {
  name: 'analyse adjacent',
  summary: '燃气相邻空间分析 · gas pipes and the spaces beside them, ranked',
  help: `
lifeline analyse adjacent CASE.json [--out DIR] [--json]
lifeline analyse adjacent --city DIR [--reach M] [--most N] [--out DIR] [--json]
lifeline analyse adjacent --schema

Every pair of a gas pipe and a well, drain, duct, tunnel or basement within clear reach, ranked by distance, pressure, age,
material and people, and the spaces in reach that no methane sensor watches. An order to look at them in, no probability;
what is not known counts as the worst and is marked. Distances are clear of both walls, in plan only where a depth is not known.

CASE.json       pipes and spaces by their coordinates
--city DIR      a build: <data>/<city>/build, with leak/leak.json
--reach M       clear of both walls, up to 100 (5; of a case reach_m)
--most N        pairs that are listed (500; of a case most)
--schema        print the JSON Schema of CASE.json
--out DIR       pairs.csv, unwatched.csv (all spaces without a sensor, each with its worst pipe), adjacency.json
--json          print all as JSON

Exit codes: 0 done · 2 refused, with each fault on a line

Example: lifeline analyse adjacent --city data/qingdao/build --reach 10 --out adjacent`,
  options: {
    ...{ city: { type: 'string' }, reach: { type: 'string' }, most: { type: 'string' } },
    ...{ out: { type: 'string' }, schema: { type: 'boolean' } },
  },
  async run(args, terminal) {
    if (args.values.schema === true) {
      const schema = z.toJSONSchema(adjacencyCaseSchema, { io: 'input' })
      terminal.result(schema, JSON.stringify(schema, null, 2))
      return EXIT_SIMULATED.done
    }
    const out = textOption(args, 'out')
    try {
      const { outcome, caveats } = await analysed(args)
      if (out) await writeOutcome(out, outcome)
      terminal.result(outcome, describe(outcome))
      for (const { zh, en } of caveats) terminal.progress(`注意 note: ${zh} / ${en}`)
      return EXIT_SIMULATED.done
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      tellFaults(error, terminal)
      return EXIT_SIMULATED.refused
    }
  },
}

async function analysed(
  args: Arguments,
): Promise<{ readonly outcome: AdjacencyOutcome; readonly caveats: readonly Localized[] }> {
  const city = textOption(args, 'city')
  const [path, ...more] = args.positionals
  if ((city === undefined) === (path === undefined) || more.length > 0)
    throw new UsageError('expected either CASE.json or --city DIR')
  const [reach, most] = [numberOption(args, 'reach'), numberOption(args, 'most')]
  if (path !== undefined) {
    if (reach !== undefined || most !== undefined) throw new UsageError('--reach and --most go with --city')
    return { outcome: analyseCase(await readJson(path, adjacencyCaseSchema)), caveats: [] }
  }
  return analyseCity(await readAdjacencyQuestion(city ?? '', { reach, most }))
}

function numberOption(args: Arguments, name: string): number | undefined {
  const text = textOption(args, name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value > 0)) throw new UsageError(`--${name}: is "${text}", expected a number above 0`)
  return value
}

async function writeOutcome(folder: string, outcome: AdjacencyOutcome): Promise<void> {
  await mkdir(folder, { recursive: true })
  const write = (name: string, rows: AdjacencyOutcome['pairs']) =>
    writeFile(join(folder, name), csvTable([], ADJACENCY_COLUMNS, adjacencyTable(rows)))
  await write('pairs.csv', outcome.pairs)
  await write('unwatched.csv', outcome.unwatched)
  await writeFile(join(folder, 'adjacency.json'), `${JSON.stringify(outcome, null, 2)}\n`)
}

function describe({ pipes, spaces, reach, pairs, pairCount, spacesInReach, unwatched }: AdjacencyOutcome): string {
  return [
    `${pipes} gas pipes, ${spaces} spaces: ${pairCount} pairs within ${reach} m`,
    `${spacesInReach} spaces in reach, ${unwatched.length} of them without a methane sensor`,
    ...pairs
      .slice(0, LISTED)
      .map(({ space, kind, pipe, distance, hasSensor }, i) =>
        [`${i + 1}. ${space} (${kind}) – ${pipe}: ${distance.toFixed(1)} m`, hasSensor ? '' : ', no sensor'].join(''),
      ),
    'evidence C (no field data): an order to look at them in',
  ].join('\n')
}
