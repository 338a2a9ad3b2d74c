import type { FloodFrame } from './frame.ts'

/** Thinner water at the start is no sea or river [mm]. */
const FILM = 5

/**
 * Cells that water stands on from the start, 1 by cell: sea and river, which no flood is.
 *
 * @param frames  of the run, the first of them that of the start
 */
export function standsFromStart(frames: readonly FloodFrame[]): Uint8Array {
  const first = frames[0]
  if (!first) return new Uint8Array(0)
  return Uint8Array.from(first.depth, (depth) => (first.time === 0 && depth >= FILM ? 1 : 0))
}
