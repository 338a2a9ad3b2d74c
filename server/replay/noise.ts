/** 32-bit hash of a text (FNV-1a): the same on every machine. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index)
    value = Math.imul(value, 0x01000193)
  }
  return value >>> 0
}

/** White noise: a number in 0…1 for a seed and a step, without memory. */
export function white(seed: number, step: number): number {
  let value = (seed ^ Math.imul(step | 0, 0x9e3779b1)) >>> 0
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return ((value ^ (value >>> 16)) >>> 0) / 2 ** 32
}

/**
 * Noise that wanders: white noise at multiples of `scale`, joined smoothly.
 *
 * @param at  [ms]
 * @param scale  [ms], > 0
 * @returns  0…1
 */
export function wandering(seed: number, at: number, scale: number): number {
  const step = Math.floor(at / scale)
  const part = at / scale - step
  const ease = part * part * (3 - 2 * part)
  return white(seed, step) * (1 - ease) + white(seed, step + 1) * ease
}
