import { EXIT } from '../command.ts'
import { type Bench, describeMachine } from './bench.ts'

/** Main-thread time of our own code [ms] to paint 10,000 assets. */
const REPAINT_GOAL = 5

export const repaint: Bench = {
  name: 'repaint',
  synopsis: '',
  about: `main-thread time of our own code to paint 10,000 assets (flat engines: 1,000), with every engine in Chromium with
software WebGL. Goal ≤ ${REPAINT_GOAL} ms.`,
  options: {},
  async run(_, terminal) {
    // loaded only here: it brings a bundler and a browser's driver
    const { benchRepaint } = await import('../../tests/bench/repaint.ts')
    const machine = describeMachine()
    const engines = await benchRepaint()
    terminal.result(
      { machine, goal: REPAINT_GOAL, engines },
      [
        `${machine}, software WebGL`,
        ...engines.map(
          ({ engine, assets, median, slowest }) =>
            `${engine}: ${assets} assets, median ${median.toFixed(2)} ms, slowest ${slowest.toFixed(2)} ms (goal ${REPAINT_GOAL} ms)`,
        ),
      ].join('\n'),
    )
    return engines.some(({ median }) => median > REPAINT_GOAL) ? EXIT.findings : EXIT.ok
  },
}
