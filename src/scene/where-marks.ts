import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import type { SensorAnswer } from '../domain/leak/leak-source.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { Sensor } from '../ports/records.ts'
import type { Line, Mark, MarkRing, Rgba } from '../ports/scene.ts'
import { type Adjacency, adjacentRows, MOST_ADJACENT_MARKS } from '../state/adjacency.ts'
import { type LeakSource, likelyPipes } from '../state/leak-source.ts'

/** [px], of the pipes that hold 50 % and of the rest of the 90 % */
const [HALF_WIDTH, REST_WIDTH] = [7, 3]
const OPACITY = 220
const RINGS: Readonly<Record<SensorAnswer, MarkRing>> = { responding: 'suspect', quiet: 'none', silent: 'offline' }

/**
 * The worst of the rows that are listed, numbered as there, and the one that was gone to; what no methane sensor watches stands
 * out by its ring. A space is marked once.
 */
export function adjacencyMarks(adjacency: Adjacency): Mark[] {
  const { chosen } = adjacency
  const seen = new Set<string>()
  return adjacentRows(adjacency).flatMap((row, i): Mark[] => {
    const { space, at, hasSensor } = row
    const isMarked = i < MOST_ADJACENT_MARKS || space === chosen?.space
    if (!isMarked || !at || seen.has(space)) return []
    seen.add(space)
    const ring: MarkRing = space === chosen?.space ? 'selected' : hasSensor ? 'none' : 'suspect'
    return [{ id: space, at, shape: 'diamond', ring, isAlwaysVisible: true, label: String(i + 1) }]
  })
}

/** The axes of the pipes that hold 90 %: broad those of the 50 %. */
export function sourceLines(source: LeakSource, index: AssetIndex, theme: Theme): Line[] {
  const { segment, cutOff } = signalColors[theme]
  return likelyPipes(source).flatMap(({ gid, isHalf }): Line[] => {
    const path = gid > 0 ? pathOf(index, gid) : []
    const color: Rgba = [...(isHalf ? segment : cutOff), OPACITY]
    return path.length > 1 ? [{ id: String(gid), path, color, width: isHalf ? HALF_WIDTH : REST_WIDTH }] : []
  })
}

/** The likeliest places, each group that reads alike with its number once, and the sensors that took part. */
export function sourceMarks(source: LeakSource, sensors: readonly Sensor[]): Mark[] {
  if (source.analysis.state !== 'done') return []
  const likely = likelyPipes(source)
  const labels = numbersOf(likely)
  const places = likely.map(({ id, at }): Mark => {
    const label = labels.get(id)
    return {
      ...{ id, at, shape: 'square', ring: 'suspect', isAlwaysVisible: true },
      ...(label === undefined ? {} : { label }),
    }
  })
  const asked = source.analysis.summary.outcome.sensors.flatMap(({ id, answer }): Mark[] => {
    const at = sensors.find((sensor) => sensor.id === id)?.at
    return at ? [{ id, at, shape: 'triangle', ring: RINGS[answer], isAlwaysVisible: true }] : []
  })
  return [...asked, ...places]
}

/** By pipe the number that stands at it: of each group at its likeliest place. */
function numbersOf(likely: ReturnType<typeof likelyPipes>): ReadonlyMap<string, string> {
  const seen = new Set<number>()
  const numbers = new Map<string, string>()
  for (const { id, group } of likely) {
    if (group === null || seen.has(group)) continue
    seen.add(group)
    numbers.set(id, String(group + 1))
  }
  return numbers
}
