import { crsOf } from '../domain/geo/crs.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { Line, Mark } from '../ports/scene.ts'
import { type Flood, shownRun } from '../state/flood.ts'
import { type FloodWork, type FloodWorks, worksOfScenario } from '../state/flood-works.ts'

/** [px] */
const WIDTH = 4
const DRAWN = 'drawn'

/**
 * Barriers and breaches of the form, and what is drawn just now. Those that the water in the picture was computed with are in
 * the colour of barriers or of what breaks, the others in grey.
 */
export function floodWorkOverlays({ drawing, path, works }: FloodWorks, flood: Flood | null, theme: Theme) {
  const colors = signalColors[theme]
  const inRun = flood && worksOfRun(flood)
  const colorOf = (work: FloodWork) => {
    const isIn = !inRun || inRun.has(keyOf(work, flood))
    return isIn ? (work.kind === 'barrier' ? colors.select : colors.red) : colors.stale
  }
  const lines = works.map(
    (work, n): Line => ({ id: String(n), path: work.path, color: [...colorOf(work), 255], width: WIDTH }),
  )
  if (drawing && path.length > 1) lines.push({ id: DRAWN, path, color: [...colors.select, 255], width: WIDTH })
  const marks = drawing
    ? path.map((at, n): Mark => ({ id: String(n), at, shape: 'circle', ring: 'none', isAlwaysVisible: true }))
    : []
  return { lines, marks }
}

function worksOfRun(flood: Flood): Set<string> {
  const { barriers, breaches } = shownRun(flood).scenario
  return new Set([...barriers, ...breaches].map((work) => JSON.stringify(work)))
}

/** A work as a scenario has it; '' where it cannot be in one. */
function keyOf(work: FloodWork, flood: Flood): string {
  const crs = crsOf(shownRun(flood).crs)
  const { barriers, breaches } = (crs && worksOfScenario([work], crs)) ?? { barriers: [], breaches: [] }
  const [one] = [...barriers, ...breaches]
  return one ? JSON.stringify(one) : ''
}
