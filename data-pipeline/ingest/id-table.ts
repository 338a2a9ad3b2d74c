import { hashed, hashTexts } from '../store/hash.ts'

const FIRST_SLOTS = 1024
const FULLEST = 0.7

/** A table of ids as it lies: what a thread is given, and gives back. */
export interface PackedIds {
  readonly high: Uint32Array<ArrayBuffer>
  readonly low: Uint32Array<ArrayBuffer>
  /** 2 × gid of earlier builds, + 1 where this build has the asset; 0 = free */
  readonly marks: Uint32Array<ArrayBuffer>
  readonly used: number
}

/** Keys of one discipline, as 64 bits of hash each, with the drawing index that each had in an earlier build. */
export class IdTable {
  private high = new Uint32Array(FIRST_SLOTS)
  private low = new Uint32Array(FIRST_SLOTS)
  private marks = new Uint32Array(FIRST_SLOTS)
  private used = 0

  constructor(packed?: PackedIds) {
    if (packed) Object.assign(this, packed)
  }

  /** The table as it lies, not to be used after it was given away. */
  packed(): PackedIds {
    const { high, low, marks, used } = this
    return { high, low, marks, used }
  }

  /** Gives a key its gid of earlier builds; false when it has one already. */
  remember(key: string, gid: number): boolean {
    const slot = this.slotOf(key)
    if (this.marks[slot]) return false
    this.take(slot, gid * 2)
    return true
  }

  /** Takes a key for an asset of this build: its gid of earlier builds, 0 when it is new, -1 when it is taken. */
  claim(key: string): number {
    const slot = this.slotOf(key)
    const mark = this.marks[slot] ?? 0
    if (mark & 1) return -1
    if (mark === 0) this.take(slot, 1)
    else this.marks[slot] = mark | 1
    return mark >>> 1
  }

  /** Has this build an asset of that key? */
  isClaimed(key: string): boolean {
    return ((this.marks[this.slotOf(key)] ?? 0) & 1) === 1
  }

  private slotOf(key: string): number {
    hashTexts(key)
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
