import type { PackedText } from '../../src/domain/formats/packed-texts.ts'

const ASCII_END = 0x80
/** bytes that one UTF-16 unit needs at most in UTF-8 */
const WIDEST = 3
const FEWEST_BYTES = 256

/** A growing column of texts, packed: a million short keys cost a few bytes each, and no object. */
export class TextColumn {
  private bytes: Buffer
  private offsets: Uint32Array
  private count: number

  constructor(packed?: PackedText) {
    const { bytes, offsets } = packed ?? { bytes: new Uint8Array(0), offsets: new Uint32Array(1) }
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.offsets = offsets
    this.count = offsets.length - 1
  }

  get length(): number {
    return this.count
  }

  push(text: string): void {
    const from = this.makeRoom(text.length * WIDEST)
    this.count++
    this.offsets[this.count] = from + writeText(this.bytes, text, from)
  }

  /** Appends bytes of UTF-8 and, after them, a text of another column: no string is made. */
  pushJoined(prefix: Uint8Array, other: TextColumn, index: number): void {
    const [start, end] = other.range(index)
    const from = this.makeRoom(prefix.length + end - start)
    const { bytes } = this
    for (let i = 0; i < prefix.length; i++) bytes[from + i] = prefix[i] ?? 0
    const shift = from + prefix.length - start
    for (let i = start; i < end; i++) bytes[shift + i] = other.bytes[i] ?? 0
    this.count++
    this.offsets[this.count] = shift + end
  }

  at(index: number): string {
    const [from, end] = [this.offsets[index] ?? 0, this.offsets[index + 1] ?? 0]
    return from === end ? '' : this.bytes.toString('utf8', from, end)
  }

  /** Is the text at `index` this one? Keys are mostly ASCII, which is compared where it lies. */
  equals(index: number, text: string): boolean {
    const from = this.offsets[index] ?? 0
    const length = (this.offsets[index + 1] ?? 0) - from
    if (length < text.length) return false
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit >= ASCII_END) return this.at(index) === text
      if (this.bytes[from + i] !== unit) return false
    }
    return length === text.length
  }

  /** where a text lies in `block` */
  range(index: number): readonly [from: number, end: number] {
    return [this.offsets[index] ?? 0, this.offsets[index + 1] ?? 0]
  }

  /** UTF-8 of all texts, one after the other */
  get block(): Uint8Array {
    return this.bytes
  }

  /** The column as it lies; a view, good until the next push. */
  packed(): PackedText {
    const offsets = this.offsets.subarray(0, this.count + 1)
    return { offsets, bytes: this.bytes.subarray(0, offsets[this.count] ?? 0) }
  }

  /** Appends all texts of another column. */
  append(other: TextColumn): void {
    const { bytes, offsets } = other.packed()
    const from = this.makeRoom(bytes.length)
    this.bytes.set(bytes, from)
    const count = this.count + offsets.length - 1
    if (count + 1 > this.offsets.length) this.offsets = grown(this.offsets, count + 1)
    for (let i = 1; i < offsets.length; i++) this.offsets[this.count + i] = from + (offsets[i] ?? 0)
    this.count = count
  }

  clear(): void {
    this.count = 0
  }

  /** Room for one more text of so many bytes. @returns where it begins */
  private makeRoom(size: number): number {
    const from = this.offsets[this.count] ?? 0
    if (this.count + 1 >= this.offsets.length) this.offsets = grown(this.offsets, this.count + 2)
    if (from + size > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, from + size, FEWEST_BYTES))
      this.bytes.copy(larger, 0, 0, from)
      this.bytes = larger
    }
    return from
  }
}

/** Writes a text as UTF-8 and returns its bytes; keys are short and mostly ASCII, where a call into the engine costs more. */
function writeText(target: Buffer, text: string, from: number): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= ASCII_END) return target.write(text, from, 'utf8')
    target[from + i] = unit
  }
  return text.length
}

function grown(array: Uint32Array, needed: number): Uint32Array {
  const larger = new Uint32Array(Math.max(array.length * 2, needed, 64))
  larger.set(array)
  return larger
}
