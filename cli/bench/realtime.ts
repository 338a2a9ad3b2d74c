import { loadavg } from 'node:os'
import {
  benchRealtime,
  type RealtimeBackEnd,
  type RealtimeFigures,
  type RealtimeLoad,
} from '../../tests/bench/realtime.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine, wholeNumber } from './bench.ts'

/** From the transaction that sends a batch to a viewer, p95 [ms]. */
const LATENCY_GOALS: Readonly<Record<RealtimeBackEnd, number>> = { embedded: 250, 'PostgreSQL 15': 150 }
/** With one viewer that does not read: the others' p95 against all reading, and growth of memory [bytes]. */
const STALL_GOALS = { share: 1.2, bytes: 50 * 2 ** 20 }
const VIEWERS = 50

export const realtime: Bench = {
  name: 'realtime',
  synopsis: '[--seconds 60]',
  about: `50 viewers in another process and 200 sensors at 2 Hz, then 3,000 at 1 Hz without and with a viewer that does not
read, on the embedded database and on a PostgreSQL 15 of its own. Goals: p95 from the transaction to the viewer ≤ ${LATENCY_GOALS.embedded} ms,
≤ ${LATENCY_GOALS['PostgreSQL 15']} ms; every viewer level with the newest values at the end; beside one that does not read p95 at most ${STALL_GOALS.share} times as
long and ≤ ${STALL_GOALS.bytes / 2 ** 20} MiB more.`,
  options: { seconds: { value: 'N', means: 'of each load, default 60' } },
  async run(args, terminal) {
    const seconds = wholeNumber(args, 'seconds', 60)
    const machine = describeMachine()
    const watching: RealtimeLoad = { viewers: VIEWERS, sensors: 200, readingsPerSecond: 2, seconds, isStalled: false }
    const busy: RealtimeLoad = { ...watching, sensors: 3000, readingsPerSecond: 1 }
    const results: { backEnd: RealtimeBackEnd; figures: readonly RealtimeFigures[]; isGood: boolean }[] = []
    for (const backEnd of ['embedded', 'PostgreSQL 15'] as const) {
      const figures = await benchRealtime(backEnd, [watching, busy, { ...busy, isStalled: true }])
      const [light, all, stalled] = figures
      const isGood =
        (light?.latency.p95 ?? Number.NaN) <= LATENCY_GOALS[backEnd] &&
        figures.every(({ level }) => level === VIEWERS) &&
        (stalled?.latency.p95 ?? Number.NaN) <= STALL_GOALS.share * (all?.latency.p95 ?? 0) &&
        (stalled?.grown ?? Number.NaN) - (all?.grown ?? 0) <= STALL_GOALS.bytes
      results.push({ backEnd, figures, isGood })
    }
    const load = loadavg().map((value) => value.toFixed(1))
    terminal.result(
      { machine, load, goals: { latency: LATENCY_GOALS, stall: STALL_GOALS }, results },
      [
        `${machine}, load ${load.join(' ')}; ${VIEWERS} viewers in another process, ${seconds} s`,
        ...results.flatMap(({ backEnd, figures }) => [
          `${backEnd} (goal p95 ${LATENCY_GOALS[backEnd]} ms)`,
          ...figures.map(tell),
        ]),
      ].join('\n'),
    )
    return results.every(({ isGood }) => isGood) ? EXIT.ok : EXIT.findings
  },
}

function tell({ load, latency, level, closed, deliveries, grown, cpuSeconds }: RealtimeFigures): string {
  return (
    `  ${load.sensors} sensors at ${load.readingsPerSecond} Hz${load.isStalled ? ', one viewer not reading' : ''}: ` +
    `${deliveries} deliveries, p50 ${latency.p50.toFixed(0)} ms, p95 ${latency.p95.toFixed(0)} ms, ` +
    `${level} of ${load.viewers} level with the database at the end, ${closed.length} closed, ` +
    `memory ${grown < 0 ? '−' : '+'}${(Math.abs(grown) / 2 ** 20).toFixed(0)} MiB, ${cpuSeconds.toFixed(1)} s of processor time`
  )
}
