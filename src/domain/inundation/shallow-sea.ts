import { pairs, runsWithin } from './cells.ts'
import type { FloodGround } from './flood-ground.ts'
import type { FloodPlan } from './flood-plan.ts'
import { type FloodSurface, SEA } from './flood-surface.ts'

/** Water that the sea keeps above its bed at its lowest [m]: enough to carry what comes, and no deep wave sets the
 * time step. It swings by some centimetres in the first hour, as a deep one does: the tide takes it from rest. */
const KEPT = 1

/**
 * The ground of a flood with the sea no deeper than it matters: its level is given at the rim, and how deep it is beyond
 * changes nothing on land but the length of a step. Only what the land cover calls the sea is raised, never a river or a flat
 * beside it.
 *
 * @param cover  null = nothing is known of it, and nothing is raised
 * @param hours  computed, from hour 0 of the levels on
 */
export function shallowSea(
  ground: FloodGround,
  cover: FloodSurface | null,
  waters: FloodPlan['waters'],
  hours: number,
): FloodGround {
  const lowest = lowestSea(waters, hours)
  if (cover === null || lowest === null) return ground
  const floor = lowest - KEPT
  const isSea = ({ kind }: FloodSurface['areas'][number]) => cover.classes[kind]?.name === SEA
  const firstSea = cover.areas.findIndex(isSea)
  if (firstSea < 0) return ground
  const { bed: given } = ground
  const bed = given.slice()
  // of areas that overlap the last one counts
  for (const area of cover.areas.slice(firstSea))
    runsWithin(ground, area.rings.map(pairs), (first, end) => {
      if (!isSea(area)) bed.set(given.subarray(first, end), first)
      else for (let cell = first; cell < end; cell++) if ((given[cell] as number) < floor) bed[cell] = floor
    })
  return { ...ground, bed }
}

/** Lowest level of the sea within so many hours, linear between the rows [m]; null = it is not told. */
function lowestSea(waters: FloodPlan['waters'], hours: number): number | null {
  const rows = waters
    .flatMap(({ water, hour, level_m }) => (water === 'sea' && level_m !== null ? [{ hour, level: level_m }] : []))
    .sort((one, other) => one.hour - other.hour)
  const levels = rows.flatMap(({ hour, level }, n) => {
    const before = rows[n - 1]
    if (hour <= hours || !before) return [level]
    if (before.hour >= hours) return []
    return [before.level + ((level - before.level) * (hours - before.hour)) / (hour - before.hour)]
  })
  return levels.length > 0 ? Math.min(...levels) : null
}
