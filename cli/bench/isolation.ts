import { benchIsolation } from '../../tests/bench/isolation.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine, PIPES, wholeNumber } from './bench.ts'

/** What each figure must stay under [ms], for 100,000 pipes. */
const GOALS = { build: 200, query: 50 }

export const isolation: Bench = {
  name: 'isolation',
  synopsis: '[--pipes 100000] [--seed 1]',
  about: `times the valve segments of a made network and the query for a burst main. Goals for 100,000 pipes: segments
≤ ${GOALS.build} ms, query ≤ ${GOALS.query} ms.`,
  options: { ...PIPES, seed: { value: 'N', means: 'equal seeds give equal networks, default 1' } },
  run(args, terminal) {
    const pipes = wholeNumber(args, 'pipes', 100_000)
    const seed = wholeNumber(args, 'seed', 1)
    const machine = describeMachine()
    const figures = benchIsolation(pipes, seed)
    const { nodes, links, valves, segments, build, query } = figures
    terminal.result(
      { machine, goals: GOALS, ...figures },
      [
        machine,
        `network: ${nodes} nodes, ${links} pipes, ${valves} valves, ${segments} segments (seed ${seed})`,
        `segments: median ${build.median.toFixed(1)} ms, first ${build.first.toFixed(1)} ms (goal ${GOALS.build} ms)`,
        `query: median ${query.median.toFixed(2)} ms, first ${query.first.toFixed(2)} ms, slowest ${query.slowest.toFixed(2)} ms (goal ${GOALS.query} ms)`,
      ].join('\n'),
    )
    return build.median > GOALS.build || query.median > GOALS.query ? EXIT.findings : EXIT.ok
  },
}
