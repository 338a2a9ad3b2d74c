import type { Mark, MarkRing } from '../ports/scene.ts'
import type { Quality } from '../state/store.ts'

/** Marks of the findings that are listed: diamonds with the ring of doubtful data, the one that was gone to as selected. */
export function findingMarks({ findings, findingId }: Quality): Mark[] {
  if (findings.state !== 'loaded') return []
  return findings.value.flatMap(({ id, at }) => {
    const ring: MarkRing = id === findingId ? 'selected' : 'suspect'
    return at ? [{ id, at, shape: 'diamond', ring, isAlwaysVisible: true } as const] : []
  })
}
