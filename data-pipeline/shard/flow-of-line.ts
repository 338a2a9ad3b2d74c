import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { Shard } from './shard.ts'

/** How a line flows by gravity. */
export const FLOW = { none: 0, forward: 1, reversed: 2 } as const

/** levels nearer than this are the same: source files carry binary noise [m] */
export const SAME_LEVEL = 1e-9

type Lines = Shard['lines']['columns']

/** by position in `disciplines`: does it flow by gravity? */
const IS_GRAVITY: readonly boolean[] = disciplines.map(({ flow }) => flow === 'gravity')

/** `FLOW` of a line: by its discipline, rising mains (a pressure is given, or SWMM's FORCE_MAIN) excepted. */
export function flowOfLine(lines: Lines, line: number): number {
  if (!IS_GRAVITY[lines.discipline[line] ?? 0] || (lines.pressure[line] ?? 0) > 0) return FLOW.none
  const attributes = lines.attributes.at(line)
  if (attributes.includes('"shape":"FORCE_MAIN"')) return FLOW.none
  // FlowDir 1 of CJJ 61: water runs against the drawing direction
  return /"FlowDir":"?1\b/.test(attributes) ? FLOW.reversed : FLOW.forward
}

/** Does a line rise along its flow? false where a level or the flow is not known. */
export function risesAlong({ startLevel, endLevel }: Lines, line: number, flow: number): boolean {
  if (flow === FLOW.none) return false
  const along = (endLevel[line] ?? Number.NaN) - (startLevel[line] ?? Number.NaN)
  return (flow === FLOW.reversed ? -along : along) > SAME_LEVEL
}
