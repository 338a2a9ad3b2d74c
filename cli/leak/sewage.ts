import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { csvTable } from '../../src/domain/formats/csv.ts'
import type { SewageCase } from '../../workers/leak-spread/sewage/case.ts'
import { runSewage, type SewageOutcome } from '../../workers/leak-spread/sewage/run.ts'
import { EXIT_SIMULATED, type ExitCode, type Terminal } from '../command.ts'
import { textOf } from './water.ts'

/** Of the account of a spill, shares that must add up to 1. */
const TOLERANCE = 1e-6

/** Runs a case of kind sewage. */
export async function runSewageCase(
  given: SewageCase,
  folder: string,
  out: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const outcome = runSewage(given, await textOf('network', given.network, folder))
  const { spill, suspicions, unjudged, evidence, caveats } = outcome
  await mkdir(out, { recursive: true })
  const write = (name: string, text: string) => writeFile(join(out, name), text)
  if (spill) {
    await write('nodes.csv', csvTable([], NODE_COLUMNS, nodeRows(spill.nodes)))
    await write(
      'links.csv',
      csvTable(
        [],
        ['id', 'flow_m3_s', 'speed_m_s', 'travel_s', 'runs_full', 'concentration', 'carries_per_s'],
        spill.links.map(({ id, flow, speed, travel, isFull, concentration }) => [
          ...[id, flow, speed, travel, Number(isFull), concentration, concentration * flow],
        ]),
      ),
    )
  }
  await write(
    'suspicions.csv',
    csvTable(
      [],
      ['kind', 'by', 'at', 'links', 'dry_flow_m3_s', 'swing', 'wet_ratio'],
      suspicions.map(({ kind, by, at, links, dryFlow, swing, wetRatio }) => [
        ...[kind, by, at, links.join(' '), dryFlow, swing, wetRatio],
      ]),
    ),
  )
  const error = spill ? Math.abs(1 - spill.out - spill.decayed) : 0
  const summary = {
    ...{ kind: 'sewage' as const, evidence, suspicions, unjudged },
    spill: spill && { ends: spill.nodes.filter(({ isEnd }) => isEnd), out: spill.out, decayed: spill.decayed, error },
  }
  await write('summary.json', `${JSON.stringify(summary, null, 2)}\n`)
  terminal.result(summary, describe(outcome))
  for (const { zh, en } of caveats) terminal.progress(`注意 note: ${zh} / ${en}`)
  return error > TOLERANCE ? EXIT_SIMULATED.notTrustworthy : EXIT_SIMULATED.done
}

const NODE_COLUMNS = ['id', 'first_early_s', 'first_s', 'first_late_s', 'passed_s', 'concentration', 'share', 'is_end']

function nodeRows(nodes: NonNullable<SewageOutcome['spill']>['nodes']): (string | number)[][] {
  return nodes.map(({ id, first, until, concentration, share, isEnd }) => [
    ...[id, ...first, until, concentration, share, Number(isEnd)],
  ])
}

function describe({ spill, suspicions, unjudged }: SewageOutcome): string {
  const minutes = (seconds: number) => `${(seconds / 60).toPrecision(2)} min`
  const ends = (spill?.nodes ?? []).filter(({ isEnd }) => isEnd)
  return [
    ...ends.map(
      ({ id, first: [early, usual, late], share }) =>
        `comes to ${id} after ${minutes(early)} to ${minutes(late)}, likely ${minutes(usual)}; ${(100 * share).toFixed(0)} % of it`,
    ),
    ...suspicions.map(({ kind, by, at }) => `suspected by ${by} at ${at}: ${kind}`),
    ...(unjudged.length > 0 ? [`too few hours of dry weather: ${unjudged.join(', ')}`] : []),
    'evidence C (physics only, no field data)',
  ].join('\n')
}
