import { EXIT } from '../command.ts'
import { type Bench, describeLoad, wholeNumber } from './bench.ts'

/** From the press to the first frame [s]; times real time on the grid of 4 m; task of the main thread [ms]. */
const GOALS = { firstFrame: 3, speed: 20, task: 50 }

export const floodPage: Bench = {
  name: 'flood-page',
  synopsis: '[--minutes N]',
  about: `the flood of a 50-year storm on the planner's page of the demo city (4 m, second order, drains), in Chromium with
software WebGL, 1440 × 900: first frame (goal ≤ ${GOALS.firstFrame} s), speed (≥ ${GOALS.speed} × real time), tasks of the page over ${GOALS.task} ms and whose
they are, memory of page and workers.`,
  options: { minutes: { value: 'N', means: 'simulated time, default 180' } },
  async run(args, terminal) {
    const { benchFloodPage } = await import('../../tests/bench/flood-page.ts')
    const minutes = wholeNumber(args, 'minutes', 180, 15)
    const machine = describeLoad()
    const figures = await benchFloodPage(minutes / 60, terminal.progress)
    const { firstFrame, secondFrame, wall, longTasks, scripts, memory, said, complaints } = figures
    const speed = (60 * minutes) / (wall - firstFrame)
    terminal.result(
      { machine, goals: GOALS, minutes, speed, ...figures },
      [
        `${machine}; ${minutes} min of rain and flood, software WebGL`,
        `first frame ${firstFrame.toFixed(1)} s, first step shown ${secondFrame.toFixed(1)} s, all ${wall.toFixed(1)} s = ${speed.toFixed(1)} × real time`,
        `tasks over ${GOALS.task} ms: ${longTasks.length}, longest ${longTasks
          .slice(0, 5)
          .map((it) => it.toFixed(0))
          .join(', ')} ms`,
        ...scripts.slice(0, 8).map(({ what, times, longest }) => `  ${longest.toFixed(0)} ms (${times} ×): ${what}`),
        `memory of page and workers ${memory === null ? 'not told' : `${(memory / 2 ** 20).toFixed(0)} MiB`}`,
        `the panel says: ${said}`,
        ...complaints.map((complaint) => `console: ${complaint}`),
      ].join('\n'),
    )
    const isGood = firstFrame <= GOALS.firstFrame && speed >= GOALS.speed && scripts.length === 0
    return isGood && complaints.length === 0 ? EXIT.ok : EXIT.findings
  },
}
