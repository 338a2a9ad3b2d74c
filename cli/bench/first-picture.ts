import { EXIT, textOption } from '../command.ts'
import { type Bench, describeMachine } from './bench.ts'

export const firstPicture: Bench = {
  name: 'first-picture',
  synopsis: '[--url URL]',
  about: `from navigation to the first frame with a pipe or cell in it, signed in, 1440 × 900, median of 3, software
WebGL. Goals: public 3 s, leadership 5 s, planner 12 s.`,
  options: { url: { value: 'URL', means: 'a running server; without it one is started and warmed up' } },
  async run(args, terminal) {
    const { benchFirstPicture } = await import('../../tests/bench/first-picture.ts')
    const machine = describeMachine()
    const pages = await benchFirstPicture(textOption(args, 'url') ?? null, terminal.progress)
    terminal.result(
      { machine, pages },
      [
        `${machine}, software WebGL, 1440 × 900`,
        ...pages.map(
          ({ page, median, seconds, goal }) =>
            `${page}: ${median === null ? 'no picture' : `median ${median.toFixed(1)} s`} of ${seconds.map((value) => value?.toFixed(1) ?? 'none').join(', ')} (goal ${goal} s)`,
        ),
      ].join('\n'),
    )
    return pages.every(({ median, goal }) => median !== null && median <= goal) ? EXIT.ok : EXIT.findings
  },
}
