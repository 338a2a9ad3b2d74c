import { benchIsolation } from '../isolation.ts'
import type { LeakFigure } from './figure.ts'

const PIPES = 100_000
const SEED = 1

/** Times what a leak asks of valves: the segments of a made network, once, and what to close round a pipe. */
export function benchIsolationOfLeak(): LeakFigure[] {
  const { build, query } = benchIsolation(PIPES, SEED)
  const seconds = (milliseconds: number) => milliseconds / 1000
  return [
    { what: `valve segments of ${PIPES} pipes`, value: seconds(build.median), unit: 's', most: 0.2 },
    { what: `valves to close, ${PIPES} pipes`, value: seconds(query.median), unit: 's', most: 0.05 },
  ]
}
