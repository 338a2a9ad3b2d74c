import type { AssetIndex } from '../domain/asset/asset-index.ts'
import { crsOf } from '../domain/geo/crs.ts'
import { warningOfEntry } from '../domain/inundation/depth-grades.ts'
import type { Mark } from '../ports/scene.ts'
import { type Flood, MOST_MARKED, shownRun } from '../state/flood.ts'

/** before the id of a mark that is of an entry; others have that of their asset */
export const ENTRY = 'entry:'

/** 模拟预警 of the run that is looked at: drops in the colour of their grade, which no live alarm has. */
export function floodWarningMarks(flood: Flood, index: AssetIndex | null): Mark[] {
  const { summary, warnings, plan, crs: name } = shownRun(flood)
  const crs = crsOf(name)
  if (!summary || !crs) return []
  const places = new Map(plan.entries.map((entry) => [entry.id, entry]))
  const entries = summary.outcome.entries.flatMap(({ id, arrival, over }): Mark[] => {
    const entry = places.get(id)
    if (!entry || arrival === null) return []
    const at = { ...crs.toLonLat(...entry.at), height: entry.sill_m }
    return [{ id: `${ENTRY}${id}`, at, shape: 'drop', ring: warningOfEntry(over ?? 0), isAlwaysVisible: true }]
  })
  const assets = (index ? (warnings ?? []) : []).slice(0, MOST_MARKED).map(({ gid, grade }): Mark => {
    const at = { lon: index?.lon[gid] ?? 0, lat: index?.lat[gid] ?? 0, height: index?.height[gid] ?? 0 }
    return { id: index?.ids.at(gid) ?? '', at, shape: 'drop', ring: grade, isAlwaysVisible: true }
  })
  return [...assets, ...entries]
}
