import { loadavg } from 'node:os'
import {
  benchRealtime,
  type RealtimeBackEnd,
  type RealtimeFigures,
  type RealtimeLoad,
} from '../tests/bench/realtime.ts'
import { EXIT, type ExitCode, type Terminal } from './command.ts'

/** From the transaction that sends a batch to a viewer, p95 [ms]. */
export const LATENCY_GOALS: Readonly<Record<RealtimeBackEnd, number>> = { embedded: 250, 'PostgreSQL 15': 150 }
/** With one viewer that does not read: the others' p95 against all reading, and growth of memory [bytes]. */
export const STALL_GOALS = { share: 1.2, bytes: 50 * 2 ** 20 }
const VIEWERS = 50

/** `lifeline bench realtime` */
export async function runRealtime(seconds: number, machine: string, terminal: Terminal): Promise<ExitCode> {
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
}

function tell({ load, latency, level, closed, deliveries, grown, cpuSeconds }: RealtimeFigures): string {
  return (
    `  ${load.sensors} sensors at ${load.readingsPerSecond} Hz${load.isStalled ? ', one viewer not reading' : ''}: ` +
    `${deliveries} deliveries, p50 ${latency.p50.toFixed(0)} ms, p95 ${latency.p95.toFixed(0)} ms, ` +
    `${level} of ${load.viewers} level with the database at the end, ${closed.length} closed, ` +
    `memory ${grown < 0 ? '−' : '+'}${(Math.abs(grown) / 2 ** 20).toFixed(0)} MiB, ${cpuSeconds.toFixed(1)} s of processor time`
  )
}
