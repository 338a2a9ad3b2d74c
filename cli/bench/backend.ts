import { loadavg } from 'node:os'
import { type BackEndFigures, benchBackEnds } from '../../tests/bench/backend.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine, wholeNumber } from './bench.ts'

/** Start of the back end alone [s]. */
const START_GOALS = { fresh: 45, cached: 15 }

export const backend: Bench = {
  name: 'backend',
  synopsis: '[--sensors 10000]',
  about: `start of the server with a city of little but sensors, requests and readings a second and memory, on the embedded
database and on a PostgreSQL 15 of its own, client in the same process. Goals: start ≤ ${START_GOALS.fresh} s without a cache, ≤ ${START_GOALS.cached} s with it.`,
  options: { sensors: { value: 'N', means: 'of the city of the back end, default 10000' } },
  async run(args, terminal) {
    const sensors = wholeNumber(args, 'sensors', 10_000)
    const machine = describeMachine()
    const figures = await benchBackEnds(sensors)
    const load = loadavg().map((value) => value.toFixed(1))
    terminal.result(
      { machine, load, goals: START_GOALS, sensors, figures },
      [`${machine}, load ${load.join(' ')}; ${sensors} sensors`, ...figures.flatMap(tell)].join('\n'),
    )
    const isSlow = ({ freshSeconds, cachedSeconds, againSeconds }: BackEndFigures) =>
      freshSeconds > START_GOALS.fresh || Math.max(cachedSeconds ?? 0, againSeconds) > START_GOALS.cached
    return figures.some(isSlow) ? EXIT.findings : EXIT.ok
  },
}

function tell({ backEnd, freshSeconds, cachedSeconds, againSeconds, run }: BackEndFigures): string[] {
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
  const starts = [
    `fresh ${freshSeconds.toFixed(1)} s (goal ${START_GOALS.fresh} s)`,
    ...(cachedSeconds === null ? [] : [`from the seed archive ${cachedSeconds.toFixed(1)} s`]),
    `again ${againSeconds.toFixed(1)} s (goal ${START_GOALS.cached} s; ${run.startCpuSeconds.toFixed(1)} s of processor time)`,
  ]
  const rates = run.figures
  if (!rates) return [`${backEnd}: ${starts.join(', ')}`]
  const rate = (name: string, { median_ms, perSecond }: { median_ms: number; perSecond: number }) =>
    `${name} ${median_ms.toFixed(1)} ms, ${perSecond.toFixed(0)} a second`
  const readings = ({ perSecond, perCpuSecond }: { perSecond: number; perCpuSecond: number }) =>
    `${perSecond.toFixed(0)} (${perCpuSecond.toFixed(0)})`
  return [
    `${backEnd}: start ${starts.join(', ')}`,
    `  ${rate('select with two embeds', rates.select)} · ${rate('my_role', rates.role)} · ${rate('assets_near', rates.near)}`,
    `  readings a second (and a second of its processor time), stored and judged: ${readings(rates.oneRow)} one by one, ${readings(rates.thousandRows)} by 1,000, ${readings(rates.fiveThousandRows)} by 5,000`,
    `  memory of the process ${megabytes(run.residentBytes)}, at most ${megabytes(run.peakBytes)}`,
  ]
}
