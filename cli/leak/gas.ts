import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AirGrid, gridAround } from '../../workers/leak-spread/atmosphere/field.ts'
import { upToOneDigit } from '../../workers/leak-spread/atmosphere/fire.ts'
import { hazardDistance } from '../../workers/leak-spread/atmosphere/plume.ts'
import { gasAbove, windsOf } from '../../workers/leak-spread/gas-spread/above.ts'
import type { GasCase } from '../../workers/leak-spread/gas-spread/case.ts'
import { prepareGas } from '../../workers/leak-spread/gas-spread/prepare.ts'
import { type GasFrame, type GasOutcome, runGas } from '../../workers/leak-spread/gas-spread/run.ts'
import { gasCaveats, MASS_TOLERANCE } from '../../workers/leak-spread/gas-spread/told.ts'
import { LEVELS } from '../../workers/leak-spread/spaces/grading.ts'
import { EXIT_SIMULATED, type ExitCode, type Terminal } from '../command.ts'

/** Runs a case of kind gas. */
export async function runGasCase(given: GasCase, out: string, terminal: Terminal): Promise<ExitCode> {
  const prepared = prepareGas(given)
  const frames: GasFrame[] = []
  const run = runGas(prepared)
  let step = run.next()
  for (; !step.done; step = run.next()) {
    frames.push(step.value)
    terminal.progress(`${((100 * step.value.time) / given.duration_s).toFixed(0)} %`)
  }
  const outcome = step.value
  await mkdir(out, { recursive: true })
  await writeFile(join(out, 'spaces.csv'), spacesCsv(outcome))
  await writeFile(join(out, 'series.csv'), seriesCsv(given, frames))
  const times = frames.map(({ time }) => time)
  await writeFile(join(out, 'above.csv'), aboveCsv(given, outcome, prepared.gas.lower, times))
  const summary = summaryOf(outcome)
  await writeFile(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`)
  terminal.result(summary, describe(outcome))
  for (const { zh, en } of summary.caveats) terminal.progress(`注意 note: ${zh} / ${en}`)
  return outcome.error > MASS_TOLERANCE ? EXIT_SIMULATED.notTrustworthy : EXIT_SIMULATED.done
}

function summaryOf(outcome: GasOutcome) {
  const { mass, error, rate, above, radius, evidence, flags, members, spaces } = outcome
  const { came, released, pipes, soil, spaces: inSpaces, vented, surfaced, burnt } = mass
  const accounts = { in_pipes: pipes, in_soil: soil, in_spaces: inSpaces, vented, surfaced, burnt }
  return {
    ...{ kind: 'gas' as const, evidence, flags, members, caveats: gasCaveats(outcome) },
    mass_kg: { came, released, ...accounts, error_relative: error },
    rate_kg_s: rate,
    above: {
      rate_kg_s: above.rate,
      distances: above.distances.map(({ level, distance, isLess }) => ({
        ...{ of_lel: level, distance_m: twoDigits(distance), is_less: isLess },
      })),
      stability: above.air.stability,
    },
    order_of_magnitude_m: {
      ...{ evacuate: rough(radius.evacuate), ignite: rough(radius.ignite), rupture: rough(radius.rupture) },
    },
    spaces: { all: spaces.length, explosive: spaces.filter(({ peak }) => peak[2] >= 1).length },
    without_sensor: spaces.filter(({ peak, hasSensor }) => peak[2] >= LEVELS[0] && !hasSensor).map(({ id }) => id),
  }
}

function spacesCsv({ spaces }: GasOutcome): string {
  const levels = LEVELS.flatMap((level) =>
    ['p10', 'p50', 'p90'].map((quantile) => `lel${100 * level}_${quantile}_s`).concat(`lel${100 * level}_reached`),
  )
  const head = ['id', 'kind', 'grade', 'local_grade', 'peak_lel_p10', 'peak_lel_p50', 'peak_lel_p90', 'from_soil']
  const rows = spaces.map((space) => [
    ...[text(space.id), space.kind, space.grade, text(space.localGrade ?? '')],
    ...space.peak.map(twoDigits),
    ...[twoDigits(space.fromSoil), space.isLayered, space.hasSensor],
    ...space.arrivals.flatMap(({ p10, p50, p90, reached }) => [
      ...[p10, p50, p90].map((time) => (time === null ? '' : twoDigits(time))),
      reached.toFixed(2),
    ]),
  ])
  return table([[...head, 'layered', 'has_sensor', ...levels], ...rows])
}

function seriesCsv({ spaces }: GasCase, frames: readonly GasFrame[]): string {
  const rows = frames.map(({ time, share, mass }) => [
    ...[time, mass.came, mass.released, mass.pipes, mass.soil, mass.spaces, mass.vented, mass.surfaced],
    ...Array.from(share, (value) => value.toPrecision(4)),
  ])
  const head = ['time_s', 'came_kg', 'released_kg', 'pipes_kg', 'soil_kg', 'spaces_kg', 'vented_kg', 'surfaced_kg']
  return table([[...head, ...spaces.map(({ id }) => text(`${id}_lel`))], ...rows])
}

/** By time what comes out of ground and spaces, and how far from the leak it holds a share of the lower limit then. */
function aboveCsv(given: GasCase, { above }: GasOutcome, lower: number, times: readonly number[]): string {
  const levels = above.distances.map(({ level }) => level)
  const winds = windsOf(given)
  // in the slowest wind it goes farthest, and a row of puffs a little beyond the plume that it is
  const wind = Math.min(...winds.map(([, east, north]) => Math.hypot(east, north)))
  const grid = gridAround(
    1.2 * Math.max(1, hazardDistance({ ...above.air, wind }, above.release, (levels[0] as number) * lower)),
  )
  const rows = times.map((time) => {
    const values = gasAbove(above, winds, grid, time)
    const rate = above.emitted.findLast(([from]) => from < time)?.[1] ?? 0
    const far = levels.map((level) => farthest(values, grid, level * lower))
    return [time, ...[(rate * above.rate) / above.release.rate || 0, ...far].map(twoDigits)]
  })
  return table([['time_s', 'rate_kg_s', ...levels.map((level) => `lel${100 * level}_m`)], ...rows])
}

/** Of a cell that holds so much [m]; 0 = none does. */
function farthest(values: Float32Array, { size, west, north, columns }: AirGrid, least: number): number {
  return values.reduce((most, value, cell) => {
    if (value < least) return most
    const x = west + ((cell % columns) + 0.5) * size
    return Math.max(most, Math.hypot(x, north - (Math.floor(cell / columns) + 0.5) * size))
  }, 0)
}

function describe({ spaces, mass, error, flags, members }: GasOutcome): string {
  const hours = (time: number | null | undefined) =>
    typeof time === 'number' ? `${twoDigits(time / 3600)} h` : 'not within the run'
  const first = spaces.slice(0, 10).map(({ id, grade, arrivals }) => {
    const [low] = arrivals
    const times = `P10 ${hours(low?.p10)}, P50 ${hours(low?.p50)}, P90 ${hours(low?.p90)}`
    return `${id}: ${grade}; 5 % of the limit after ${times}, in ${Math.round(100 * (low?.reached ?? 0))} % of members`
  })
  return [
    `released ${mass.released.toPrecision(3)} kg, error ${error.toExponential(1)}; ${members} members`,
    ...first,
    `evidence C (physics only, no field data)${flags.length > 0 ? `; ${flags.join(', ')}` : ''}`,
  ].join('\n')
}

/** A distance to keep [m]; null = it cannot be told, a caveat says why. */
function rough(distance: number | null): number | null {
  return distance === null ? null : upToOneDigit(distance)
}

/** More digits than this nobody knows. */
function twoDigits(value: number): number {
  return Number(value.toPrecision(2))
}

function text(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

function table(rows: readonly (readonly unknown[])[]): string {
  return `${rows.map((row) => row.join(',')).join('\n')}\n`
}
