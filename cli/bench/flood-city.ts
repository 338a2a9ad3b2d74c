import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { benchFloodCity, type FloodCityFigures } from '../../tests/bench/flood-city.ts'
import { EXIT, type Terminal, textOption, UsageError } from '../command.ts'
import { buildDemo } from '../demo-build.ts'
import { type Bench, describeLoad, wholeNumber } from './bench.ts'

/** Times real time by width of a cell [m], with two threads; and of all volume what may be unaccounted for. */
const CITY_GOALS: { readonly speed: Readonly<Record<number, number>>; readonly balance: number } = {
  speed: { 2: 3, 4: 20 },
  balance: 1e-6,
}
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export const floodCity: Bench = {
  name: 'flood-city',
  synopsis: '[--cell 4] [--threads 2] [--minutes 180] [--storm 180] [--drains yes] [--build DIR]',
  about: `a storm of 50 years over a city as its twin computes it, drains, roofs and river included: speed, where the time goes,
memory, volumes, and a digest by which two runs are compared. Goals with two threads: ${CITY_GOALS.speed[4]} × real time in cells of 4 m, ${CITY_GOALS.speed[2]} × in
cells of 2 m; volumes of ground and drains together ≤ ${CITY_GOALS.balance} of all that came. Let nothing else run.`,
  options: {
    cell: { value: 'M', means: 'width of a cell, as the city has them, default 4' },
    threads: { value: 'N', means: 'that compute the flood, default 2' },
    minutes: { value: 'N', means: 'simulated, default 180' },
    storm: { value: 'N', means: 'minutes of rain, default 180' },
    drains: { value: 'yes|no', means: 'with the drains below, default yes' },
    build: { value: 'DIR', means: 'build of a city; without it the demo city is made' },
  },
  async run(args, terminal) {
    const [cell, threads] = [wholeNumber(args, 'cell', 4), wholeNumber(args, 'threads', 2)]
    const hours = wholeNumber(args, 'minutes', 180) / 60
    const stormMinutes = wholeNumber(args, 'storm', 180, 10)
    const drains = textOption(args, 'drains') ?? 'yes'
    if (drains !== 'yes' && drains !== 'no') throw new UsageError(`--drains: is "${drains}", expected yes or no`)
    const build = textOption(args, 'build')
    const run = (folder: string) =>
      benchFloodCity(
        { build: folder, cell, threads, hours, stormMinutes, isWithDrains: drains === 'yes' },
        terminal.progress,
      )
    const figures = await (build ? run(resolve(build)) : withDemo(run, terminal))
    const goal = CITY_GOALS.speed[cell] ?? 0
    const isMet = figures.timesRealTime >= goal && figures.balance <= CITY_GOALS.balance
    terminal.result(
      { machine: describeLoad(), goals: CITY_GOALS, ...figures },
      [describeLoad(), ...tell(figures, goal)].join('\n'),
    )
    return isMet ? EXIT.ok : EXIT.findings
  },
}

/** Makes the demo city in a folder of its own, for as long as it is needed. */
async function withDemo<Answer>(use: (build: string) => Promise<Answer>, { progress }: Terminal): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-flood-city-'))
  try {
    const paths = { root: ROOT, dataDirectory: folder, publicTiles: join(folder, 'public') }
    await buildDemo({ ...paths, progress, signal: new AbortController().signal })
    return await use(join(folder, 'demo', 'build'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

function tell(figures: FloodCityFigures, goal: number): string[] {
  const { volumes, drains } = figures
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const m3 = (accounts: object) =>
    Object.entries(accounts).map(([account, volume]) => `${account} ${Number(volume).toPrecision(7)}`)
  return [
    `${figures.cells} cells, wet ${percent(figures.wetShare)} in the mean, ${percent(figures.mostWet)} at most; ${figures.nodes} nodes and ${figures.links} links of drains`,
    `${figures.timesRealTime.toFixed(1)} × real time (goal ${goal}): ${figures.seconds.toFixed(1)} s on the clock, ${figures.cpuSeconds.toFixed(1)} s of processor time`,
    `${figures.steps} steps of ${figures.meanStep.toFixed(3)} s, ${figures.millionCellStepsPerSecond.toFixed(1)} M cell-steps/s; drains ${figures.networkSteps} steps of ${(figures.networkTurns / Math.max(1, figures.networkSteps)).toFixed(2)} turns`,
    `surface ${percent(figures.surface)}, drains ${percent(figures.network)}, edges, openings, roofs and notes ${percent(figures.rest)} of the clock`,
    `first frame after ${figures.firstFrame.toFixed(2)} s, the next after ${figures.firstWater.toFixed(2)} s; at most ${(figures.peakBytes / 2 ** 20).toFixed(0)} MiB`,
    `volume error ${figures.balance.toExponential(1)} of all that came; ground [m³]: ${m3(volumes).join(', ')}`,
    ...(drains ? [`drains [m³]: ${m3(drains).join(', ')}`] : []),
    `digest ${figures.digest}`,
  ]
}
