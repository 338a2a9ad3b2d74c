/**
 * Numbers 0 ≤ x < 1 that follow from a seed: equal seeds give equal numbers, on every machine.
 *
 * @param seed  whole number
 * @source  Steele & Vigna's 32-bit mix of a Weyl sequence (mulberry32); good for drawing parameters, not for secrets
 */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A value between two bounds whose logarithm is uniform; both > 0. */
export function logUniform(random: () => number, least: number, most: number): number {
  return least * (most / least) ** random()
}
