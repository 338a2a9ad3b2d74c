import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { HeatCase } from '../../workers/leak-spread/heat/case.ts'
import { type HeatFrame, runHeat, WARM_LEVELS } from '../../workers/leak-spread/heat/run.ts'
import { heatCaveats } from '../../workers/leak-spread/heat/simulation.ts'
import { EXIT_SIMULATED, type ExitCode, type Terminal } from '../command.ts'

/** Runs a case of kind heat. */
export async function runHeatCase(given: HeatCase, out: string, terminal: Terminal): Promise<ExitCode> {
  const frames: HeatFrame[] = []
  const run = runHeat(given)
  let step = run.next()
  for (; !step.done; step = run.next()) frames.push(step.value)
  const { heat, flashShare, lostMass, scaldArea, steadyLoss, neighbours, evidence, flags } = step.value
  await mkdir(out, { recursive: true })
  const write = (name: string, rows: readonly (readonly unknown[])[]) =>
    writeFile(join(out, name), `${rows.map((row) => row.map(cell).join(',')).join('\n')}\n`)
  await write('neighbours.csv', [
    ['id', 'kind', 'before_c', 'most_c', 'over_limit_at_s'],
    ...neighbours.map(({ id, kind, before, most, overAt }) => [
      ...[id, kind, before.toFixed(1), most.toFixed(1), overAt ?? ''],
    ]),
  ])
  await write('series.csv', [
    [
      'time_s',
      'filled_radius_m',
      ...WARM_LEVELS.map((level) => `reach_${level}c_m`),
      ...neighbours.map(({ id }) => `${id}_c`),
    ],
    ...frames.map(({ time, radius, reach, temperature }) => [
      time,
      radius.toFixed(3),
      ...reach.map((far) => far?.toFixed(2) ?? ''),
      ...temperature.map((t) => t.toFixed(2)),
    ]),
  ])
  const summary = {
    ...{
      kind: 'heat' as const,
      evidence,
      flags,
      caveats: heatCaveats(step.value),
      lost_kg: lostMass,
      flash_share: flashShare,
    },
    heat_j: heat,
    order_of_magnitude: { scald_area_m2: scaldArea },
    steady_loss_w_m: steadyLoss,
    over_limit: neighbours.filter(({ overAt }) => overAt !== null).map(({ id }) => id),
  }
  await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  terminal.result(
    summary,
    [
      `lost ${lostMass.toPrecision(3)} kg, of it ${(100 * flashShare).toFixed(1)} % steam; scalds on the order of ${scaldArea} m²`,
      `too warm: ${summary.over_limit.join(', ') || 'none'}; evidence C (physics only, no field data)`,
    ].join('\n'),
  )
  for (const { zh, en } of summary.caveats) terminal.progress(`注意 note: ${zh} / ${en}`)
  return EXIT_SIMULATED.done
}

function cell(value: unknown): string {
  const text = String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
