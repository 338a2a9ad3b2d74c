import { benchLoad } from '../../tests/bench/load.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeLoad, describeMachine, PIPES, wholeNumber } from './bench.ts'

/** Seconds of processor time to write the rows of 1,000,000 lines and their points. */
const ROWS_GOAL = 2

export const load: Bench = {
  name: 'load',
  synopsis: '[--pipes 100000]',
  about: `writes the asset rows of a made city as COPY text, then loads them into empty tables of the embedded database and of a
PostgreSQL 15 of its own, and once more as a build whose rows are equal. Goal: rows of 1,000,000 lines and their points written in
${ROWS_GOAL} s of processor time.`,
  options: PIPES,
  async run(args, terminal) {
    const pipes = wholeNumber(args, 'pipes', 100_000)
    const machine = describeMachine()
    const { lines, points, bytes, writeSeconds, loads } = await benchLoad(pipes)
    const goalSeconds = (ROWS_GOAL * lines) / 1e6
    terminal.result(
      { machine, goalSeconds, lines, points, bytes, writeSeconds, loads },
      [
        describeLoad(),
        `${lines} lines and ${points} points: ${(bytes / 1e6).toFixed(1)} MB of COPY text in ${writeSeconds.toFixed(2)} s of processor time, one thread (goal ${goalSeconds.toFixed(2)} s)`,
        ...loads.map(
          ({ database, seconds, rowsPerSecond, againSeconds }) =>
            `${database}: ${seconds.toFixed(1)} s into empty tables, ${rowsPerSecond} rows a second; equal rows again ${againSeconds.toFixed(1)} s`,
        ),
      ].join('\n'),
    )
    return writeSeconds > goalSeconds ? EXIT.findings : EXIT.ok
  },
}
