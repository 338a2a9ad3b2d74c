import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import { distance } from '../domain/geo/beside.ts'
import type { SensorAnswer } from '../domain/leak/leak-source.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { Sensor } from '../ports/records.ts'
import type { Line, Mark, MarkRing, Rgba } from '../ports/scene.ts'
import { type Adjacency, adjacentRows, MOST_ADJACENT_MARKS } from '../state/adjacency.ts'
import { type LeakSource, likelyPipes } from '../state/leak-source.ts'

/** so many of the worst have their number in the picture; more would hide one another */
const NUMBERED = 20
/** between two numbers [m], and of how far all reach from the likeliest place, so that they can be read */
const NUMBERS_APART = 10
const SHARE_APART = 1 / 10
/** [px], of the pipes that hold 50 % and of the rest of the 90 % */
const [HALF_WIDTH, REST_WIDTH] = [7, 3]
const OPACITY = 220
const RINGS: Readonly<Record<SensorAnswer, MarkRing>> = { responding: 'suspect', quiet: 'none', silent: 'offline' }

/** The worst of the rows that are listed, numbered; hollow where no methane sensor watches. A space is marked once. */
export function adjacencyMarks(adjacency: Adjacency): Mark[] {
  const seen = new Set<string>()
  return adjacentRows(adjacency)
    .slice(0, MOST_ADJACENT_MARKS)
    .flatMap((row, i): Mark[] => {
      const { space, at, hasSensor } = row
      if (!at || seen.has(space)) return []
      seen.add(space)
      const ring: MarkRing = row === adjacency.chosen ? 'selected' : hasSensor ? 'none' : 'offline'
      return [
        {
          ...{ id: space, at, shape: 'diamond', ring, isAlwaysVisible: true },
          ...(i < NUMBERED ? { label: String(i + 1) } : {}),
        },
      ]
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

/** By pipe the number that stands at it: of each group at its likeliest place, where none of a likelier group is beside it. */
function numbersOf(likely: ReturnType<typeof likelyPipes>): ReadonlyMap<string, string> {
  const first = likely[0]
  const numbers = new Map<string, string>()
  if (!first) return numbers
  const reach = likely.reduce((far, { at }) => Math.max(far, distance(first.at, at)), 0)
  const least = Math.max(NUMBERS_APART, SHARE_APART * reach)
  const seen = new Set<number | null>()
  const kept: (typeof first.at)[] = []
  for (const { id, at, group } of likely) {
    if (group === null || seen.has(group)) continue
    seen.add(group)
    if (kept.some((other) => distance(at, other) < least)) continue
    kept.push(at)
    numbers.set(id, String(group + 1))
  }
  return numbers
}
