import { benchReadings } from '../../tests/bench/readings.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeLoad, describeMachine, wholeNumber } from './bench.ts'

/** Times that 95 of 100 questions stay under [ms], among 100,000 sensors; readings stored a second in the embedded database. */
const READING_GOALS = { view: 50, history: 100, rowsPerSecond: 10_000 }

export const readings: Bench = {
  name: 'readings',
  synopsis: '[--sensors 100000]',
  about: `newest values of a view of 1,000 sensors, the same for a person of one district, 90 days of one sensor by hours, and readings stored a second, in the
embedded database and in a PostgreSQL 15 of its own. Goals: p95 ≤ ${READING_GOALS.view} ms, ≤ ${READING_GOALS.history} ms, ≥ ${READING_GOALS.rowsPerSecond} a second.`,
  options: { sensors: { value: 'N', means: 'of readings, default 100000' } },
  async run(args, terminal) {
    const machine = describeMachine()
    const figures = await benchReadings(wholeNumber(args, 'sensors', 100_000))
    const told = ({ median, p95 }: { readonly median: number; readonly p95: number }) =>
      `median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`
    terminal.result(
      { machine, goals: READING_GOALS, figures },
      [
        describeLoad(),
        ...figures.flatMap(({ database, sensors, hours, view, scopedView, history, rowsPerSecond }) => [
          `${database}, ${sensors} sensors, ${hours} hours:`,
          `  newest of a view of 1000: ${told(view)} (goal p95 ${READING_GOALS.view} ms)`,
          `  the same for a person of one district: ${told(scopedView)} (goal p95 ${READING_GOALS.view} ms)`,
          `  90 days of one sensor: ${told(history)} (goal p95 ${READING_GOALS.history} ms)`,
          `  stored and judged: ${rowsPerSecond} readings a second (goal ${READING_GOALS.rowsPerSecond})`,
        ]),
      ].join('\n'),
    )
    const isGood = figures.every(
      ({ view, scopedView, history, rowsPerSecond }) =>
        Math.max(view.p95, scopedView.p95) <= READING_GOALS.view &&
        history.p95 <= READING_GOALS.history &&
        rowsPerSecond >= READING_GOALS.rowsPerSecond,
    )
    return isGood ? EXIT.ok : EXIT.findings
  },
}
