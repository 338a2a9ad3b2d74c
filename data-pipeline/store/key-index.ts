import { hashed, hashTexts } from './hash.ts'
import { TextColumn } from './text-column.ts'

const FIRST_SLOTS = 1024
/** share of the slots that may be taken */
const FULLEST = 0.7

/** Numbers by text key, exact and without an object a key: some 25 bytes each, where a Map takes 150. */
export class KeyIndex {
  private readonly keys = new TextColumn()
  private slots = new Uint32Array(FIRST_SLOTS)
  private values = new Uint32Array(FIRST_SLOTS)

  get count(): number {
    return this.keys.length
  }

  /** Adds a key that the index does not have. */
  add(key: string, number: number): void {
    if ((this.keys.length + 1) / this.slots.length > FULLEST) this.grow()
    hashTexts(key)
    this.put(hashed.low, this.keys.length)
    if (this.keys.length === this.values.length) this.values = larger(this.values)
    this.values[this.keys.length] = number
    this.keys.push(key)
  }

  /** The number of a key; -1 when the index does not have it. */
  find(key: string): number {
    hashTexts(key)
    const mask = this.slots.length - 1
    for (let slot = hashed.low & mask; ; slot = (slot + 1) & mask) {
      const entry = this.slots[slot] ?? 0
      if (entry === 0) return -1
      if (this.keys.equals(entry - 1, key)) return this.values[entry - 1] ?? -1
    }
  }

  private put(hash: number, entry: number): void {
    const mask = this.slots.length - 1
    let slot = hash & mask
    while (this.slots[slot]) slot = (slot + 1) & mask
    this.slots[slot] = entry + 1
  }

  private grow(): void {
    this.slots = new Uint32Array(this.slots.length * 2)
    for (let entry = 0; entry < this.keys.length; entry++) {
      hashTexts(this.keys.at(entry))
      this.put(hashed.low, entry)
    }
  }
}

function larger(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(array.length * 2)
  next.set(array)
  return next
}
