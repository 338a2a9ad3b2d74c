import { benchCheck } from '../../tests/bench/check.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine, PIPES, wholeNumber } from './bench.ts'

/** Processor time of all quality rules [s], for 1,000,000 lines and their points. */
const CHECK_GOAL = 5

export const check: Bench = {
  name: 'check',
  synopsis: '[--pipes 100000]',
  about: `every quality rule over the shards of a made city, one thread. Goal ≤ ${CHECK_GOAL} s of processor time for
1,000,000 lines.`,
  options: PIPES,
  run(args, terminal) {
    const lines = wholeNumber(args, 'pipes', 100_000)
    const machine = describeMachine()
    const figures = benchCheck(lines)
    const { cpuSecondsPerMillion, cpuSeconds, seconds } = figures
    terminal.result(
      { machine, goal: CHECK_GOAL, ...figures },
      [
        machine,
        `${figures.lines} lines and ${figures.points} points of ${figures.shards} shards: ${figures.findings} findings`,
        `${cpuSecondsPerMillion.toFixed(1)} s of processor time for 1,000,000 lines (goal ${CHECK_GOAL} s); ${cpuSeconds.toFixed(1)} s in all, ${seconds.toFixed(1)} s on the clock`,
      ].join('\n'),
    )
    return cpuSecondsPerMillion <= CHECK_GOAL ? EXIT.ok : EXIT.findings
  },
}
