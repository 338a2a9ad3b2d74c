const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193
/** texts a slot of the table: half empty, searches stay short */
const SLOTS_PER_TEXT = 2
const decoder = new TextDecoder()
const encoder = new TextEncoder()

/** Texts side by side: UTF-8 bytes, and where each begins (count + 1 offsets). */
export interface PackedText {
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
}

/** Texts by position; a list of strings is one, and so are texts that lie packed. */
export interface Texts extends Iterable<string> {
  readonly length: number
  /** undefined where there is no such position */
  at(index: number): string | undefined
  /** the first position of a text; -1 when there is none */
  indexOf(text: string): number
}

/**
 * Texts that stay packed and are decoded when asked for: a city has millions of ids, and a page or worker names a few.
 * What finds a text (32 bits hashed by FNV-1a, then compared) is made at the first search: 8 to 16 bytes a text.
 */
export class PackedTexts implements Texts, PackedText {
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
  private table: Int32Array | null = null

  constructor({ bytes, offsets }: PackedText) {
    this.bytes = bytes
    this.offsets = offsets
  }

  get length(): number {
    return this.offsets.length - 1
  }

  at(index: number): string | undefined {
    const end = this.offsets[index + 1]
    if (end === undefined || index < 0) return undefined
    // a decoder refuses views of shared memory
    return decoder.decode(this.bytes.slice(this.offsets[index], end))
  }

  /** Is there a text at a position, and is it not empty? Nothing is decoded. */
  has(index: number): boolean {
    return (this.offsets[index + 1] ?? 0) > (this.offsets[index] ?? 0)
  }

  /** Empty texts are not found. */
  indexOf(text: string): number {
    const wanted = encoder.encode(text)
    this.table ??= this.makeTable()
    const { table } = this
    for (let slot = hashOf(wanted, 0, wanted.length) & (table.length - 1); ; slot = (slot + 1) & (table.length - 1)) {
      const index = (table[slot] ?? 0) - 1
      if (index < 0 || this.equals(index, wanted, 0, wanted.length)) return index
    }
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let index = 0; index < this.length; index++) yield this.at(index) ?? ''
  }

  /** Positions + 1 in slots by hash; 0 is free. */
  private makeTable(): Int32Array {
    const { bytes, offsets, length } = this
    const table = new Int32Array(2 ** Math.ceil(Math.log2(SLOTS_PER_TEXT * (length + 1))))
    for (let index = 0; index < length; index++) {
      const [from, end] = [offsets[index] ?? 0, offsets[index + 1] ?? 0]
      if (from === end) continue
      let slot = hashOf(bytes, from, end) & (table.length - 1)
      while (table[slot] && !this.equals((table[slot] ?? 0) - 1, bytes, from, end))
        slot = (slot + 1) & (table.length - 1)
      if (!table[slot]) table[slot] = index + 1
    }
    return table
  }

  private equals(index: number, other: Uint8Array, from: number, end: number): boolean {
    const start = this.offsets[index] ?? 0
    if ((this.offsets[index + 1] ?? 0) - start !== end - from) return false
    for (let i = 0; i < end - from; i++) if (this.bytes[start + i] !== other[from + i]) return false
    return true
  }
}

/** Texts packed, as a column of a file has them. */
export function packTexts(texts: Texts): PackedText {
  const encoded = Array.from(texts, (text) => encoder.encode(text))
  const offsets = new Uint32Array(texts.length + 1)
  encoded.forEach((text, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + text.length
  })
  const bytes = new Uint8Array(offsets[texts.length] ?? 0)
  encoded.forEach((text, i) => {
    bytes.set(text, offsets[i] ?? 0)
  })
  return { bytes, offsets }
}

function hashOf(bytes: Uint8Array, from: number, end: number): number {
  let hash = FNV_OFFSET
  for (let at = from; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** The texts at the positions that are wanted; no other is decoded. */
export function pickTexts(texts: Texts, isWanted: (index: number) => boolean): string[] {
  const picked: string[] = []
  for (let index = 0; index < texts.length; index++) if (isWanted(index)) picked.push(texts.at(index) ?? '')
  return picked
}
