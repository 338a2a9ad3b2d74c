import { type AssetIndex, pathOf } from '../domain/asset/asset-index.ts'
import type { IsolationOutcome, ValvePlace } from '../domain/network/isolation-result.ts'
import { signalColors } from '../domain/signal-colors.ts'
import type { Theme } from '../domain/theme.ts'
import type { Line, Mark } from '../ports/scene.ts'

/** [px]; a pipe alone is too thin to follow where a whole segment is in the picture */
const LINE_WIDTH = 3
const OPACITY = 200

/**
 * The valves of a result: those to close numbered in their order, a question mark on the assumed ones; those known not
 * to work hollow and crossed. A valve whose place is not known is told by the panel only.
 */
export function isolationMarks(outcome: IsolationOutcome, index: AssetIndex): Mark[] {
  const mark = (valve: ValvePlace, look: Pick<Mark, 'ring' | 'label'>): Mark[] => {
    const gid = valve.nodeGid || valve.linkGid
    const at = valve.at ?? (gid > 0 ? { lon: index.lon[gid] ?? 0, lat: index.lat[gid] ?? 0 } : null)
    if (!at) return []
    const height = gid > 0 ? (index.height[gid] ?? 0) : 0
    return [
      {
        id: `${valve.node} ${valve.link}`,
        at: { ...at, height },
        shape: 'square',
        isAlwaysVisible: true,
        ...look,
      },
    ]
  }
  return [
    ...outcome.valves.flatMap((valve, i) =>
      mark(valve, { ring: valve.isAssumed ? 'suspect' : 'blue', label: String(i + 1) }),
    ),
    ...outcome.inoperable.flatMap((valve) => mark(valve, { ring: 'offline', label: '✕' })),
  ]
}

/** Axes of what is shut in and of what is cut off beyond it, so that both can be followed from afar. */
export function isolationLines(
  { element, segment, cutOff }: IsolationOutcome,
  index: AssetIndex,
  theme: Theme,
): Line[] {
  const colors = signalColors[theme]
  const inside = new Set(segment.linkGids)
  const line = (gid: number): Line => ({
    id: String(gid),
    path: pathOf(index, gid),
    color: [...(inside.has(gid) ? colors.segment : colors.cutOff), OPACITY],
    width: LINE_WIDTH,
  })
  const gids = new Set([...cutOff.linkGids, ...segment.linkGids])
  // the pipe that broke keeps the colour of selection
  return [...gids].filter((gid) => gid > 0 && gid !== element.gid).map(line)
}
