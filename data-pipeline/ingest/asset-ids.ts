import { hashed, hashTexts } from '../store/hash.ts'

const FIRST_SLOTS = 1024
const FULLEST = 0.7

/**
 * Which asset ids a city has, and the drawing index that each was given in an earlier build. Ids are kept as 64 bits of
 * hash: 8 to 12 bytes an asset.
 */
export class AssetIds {
  private high = new Uint32Array(FIRST_SLOTS)
  private low = new Uint32Array(FIRST_SLOTS)
  /** 2 × gid of earlier builds, + 1 where this build has the asset; 0 = free */
  private marks = new Uint32Array(FIRST_SLOTS)
  private used = 0

  /**
   * Gives an id its gid of earlier builds, before anything is claimed.
   *
   * @returns false when the id has one already
   */
  remember(discipline: string, key: string, gid: number): boolean {
    const slot = this.slotOf(discipline, key)
    if (this.marks[slot]) return false
    this.take(slot, gid * 2)
    return true
  }

  /**
   * Takes an id for an asset of this build.
   *
   * @returns its gid of earlier builds, 0 when it is new, -1 when another asset of this build has the id
   */
  claim(discipline: string, key: string): number {
    const slot = this.slotOf(discipline, key)
    const mark = this.marks[slot] ?? 0
    if (mark & 1) return -1
    if (mark === 0) this.take(slot, 1)
    else this.marks[slot] = mark | 1
    return mark >>> 1
  }

  /** Has this build an asset of that id? */
  isClaimed(discipline: string, key: string): boolean {
    return ((this.marks[this.slotOf(discipline, key)] ?? 0) & 1) === 1
  }

  private slotOf(discipline: string, key: string): number {
    hashTexts(discipline, key)
    return this.find(hashed.high, hashed.low)
  }

  private find(high: number, low: number): number {
    const mask = this.marks.length - 1
    let slot = low & mask
    while (this.marks[slot] && (this.low[slot] !== low || this.high[slot] !== high)) slot = (slot + 1) & mask
    return slot
  }

  private take(slot: number, mark: number): void {
    this.high[slot] = hashed.high
    this.low[slot] = hashed.low
    this.marks[slot] = mark
    this.used++
    if (this.used / this.marks.length > FULLEST) this.grow()
  }

  private grow(): void {
    const { high, low, marks } = this
    const size = marks.length * 2
    this.high = new Uint32Array(size)
    this.low = new Uint32Array(size)
    this.marks = new Uint32Array(size)
    for (let from = 0; from < marks.length; from++) {
      const mark = marks[from] ?? 0
      if (mark === 0) continue
      const slot = this.find(high[from] ?? 0, low[from] ?? 0)
      this.high[slot] = high[from] ?? 0
      this.low[slot] = low[from] ?? 0
      this.marks[slot] = mark
    }
  }
}
