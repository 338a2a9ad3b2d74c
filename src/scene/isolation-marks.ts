import type { AssetIndex } from '../domain/asset/asset-index.ts'
import type { IsolationOutcome, ValvePlace } from '../domain/network/isolation-result.ts'
import type { Mark } from '../ports/scene.ts'

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
