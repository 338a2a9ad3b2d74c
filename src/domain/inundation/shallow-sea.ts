import type { FloodGround } from './flood-ground.ts'
import type { FloodPlan } from './flood-plan.ts'

/** Water that the sea keeps above its bed at its lowest [m]: enough to carry what comes, and no deep wave sets the time step. */
const KEPT = 1

/**
 * The ground of a flood with the sea no deeper than it matters: its level is given at the rim, and how deep it is beyond
 * changes nothing on land but the length of a step. Only what the sea reaches from the rim is raised.
 */
export function shallowSea(ground: FloodGround, { boundaries, waters }: FloodPlan): FloodGround {
  const levels = waters.flatMap(({ water, level_m }) => (water === 'sea' && level_m !== null ? [level_m] : []))
  if (levels.length === 0) return ground
  const floor = Math.min(...levels) - KEPT
  const { columns, rows, size } = ground
  const bed = ground.bed.slice()
  const waiting: number[] = []
  const reach = (cell: number) => {
    if (!((bed[cell] as number) < floor)) return
    bed[cell] = floor
    waiting.push(cell)
  }
  for (const { side, from_m, to_m, water } of boundaries) {
    if (water !== 'sea') continue
    const isUpright = side === 'west' || side === 'east'
    for (let n = 0; n < (isUpright ? rows : columns); n++) {
      if ((n + 0.5) * size < from_m || (n + 0.5) * size >= to_m) continue
      const column = isUpright ? (side === 'west' ? 0 : columns - 1) : n
      const row = isUpright ? n : side === 'south' ? 0 : rows - 1
      reach(row * columns + column)
    }
  }
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    const column = cell % columns
    if (column > 0) reach(cell - 1)
    if (column < columns - 1) reach(cell + 1)
    if (cell >= columns) reach(cell - columns)
    if (cell < bed.length - columns) reach(cell + columns)
  }
  return { ...ground, bed }
}
