import type { Ring } from '../prepare/cells.ts'

/** A ring out of its numbers x, y, x, y, … */
export function pairs(ring: readonly number[]): Ring {
  return Array.from({ length: ring.length / 2 }, (_, n) => [ring[2 * n] as number, ring[2 * n + 1] as number])
}
