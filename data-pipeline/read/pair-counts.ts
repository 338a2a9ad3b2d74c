const FIRST_SLOTS = 1024
const FULLEST = 0.7
/** numbers of points are below this, so that two of them are one exact number */
const NUMBERS = 2 ** 26

/** How often each ordered pair of points was met: 12 bytes a pair. */
export class PairCounts {
  /** start × NUMBERS + end + 1; 0 = free */
  private keys = new Float64Array(FIRST_SLOTS)
  private counts = new Uint32Array(FIRST_SLOTS)
  private used = 0

  /** Counts a pair and returns how often it was met by now. */
  add(start: number, end: number): number {
    if ((this.used + 1) / this.keys.length > FULLEST) this.grow()
    const key = start * NUMBERS + end + 1
    const slot = this.slotOf(key)
    if (this.keys[slot] === 0) {
      this.keys[slot] = key
      this.used++
    }
    const count = (this.counts[slot] ?? 0) + 1
    this.counts[slot] = count
    return count
  }

  private slotOf(key: number): number {
    const mask = this.keys.length - 1
    const hash = Math.imul(key % 0xfffffffb, 2654435761)
    let slot = (hash ^ (hash >>> 15)) & mask
    while (this.keys[slot] !== 0 && this.keys[slot] !== key) slot = (slot + 1) & mask
    return slot
  }

  private grow(): void {
    const { keys, counts } = this
    this.keys = new Float64Array(keys.length * 2)
    this.counts = new Uint32Array(keys.length * 2)
    for (const [from, key] of keys.entries()) {
      if (key === 0) continue
      const slot = this.slotOf(key)
      this.keys[slot] = key
      this.counts[slot] = counts[from] ?? 0
    }
  }
}
