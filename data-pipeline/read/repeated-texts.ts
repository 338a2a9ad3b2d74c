const FIRST_SLOTS = 1024
/** a column with more different texts than this is none that repeats them: further ones are not kept */
const MOST_TEXTS = 1 << 16

/** Texts that rows repeat (owners, materials, codes), found by their bytes: none is made for one that was met before. */
export class RepeatedTexts {
  private slots = new Uint32Array(FIRST_SLOTS)
  private readonly hashes: number[] = []
  private readonly texts: string[] = []
  private readonly bytes: Buffer[] = []

  /** The trimmed UTF-8 text from `start` to `end`. */
  text(buffer: Buffer, start: number, end: number): string {
    let hash = end - start
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (buffer[at] ?? 0), 0x01000193)
    hash ^= hash >>> 15
    const mask = this.slots.length - 1
    let slot = hash & mask
    for (;;) {
      const entry = this.slots[slot] ?? 0
      if (entry === 0) break
      if (this.hashes[entry - 1] === hash && isSame(this.bytes[entry - 1], buffer, start, end))
        return this.texts[entry - 1] ?? ''
      slot = (slot + 1) & mask
    }
    const text = buffer.toString('utf8', start, end).trim()
    if (this.texts.length < MOST_TEXTS) this.keep(slot, hash, text, buffer.subarray(start, end))
    return text
  }

  private keep(slot: number, hash: number, text: string, bytes: Uint8Array): void {
    this.hashes.push(hash)
    this.bytes.push(Buffer.from(bytes))
    this.slots[slot] = this.texts.push(text)
    if (this.texts.length * 2 <= this.slots.length) return
    this.slots = new Uint32Array(this.slots.length * 2)
    const mask = this.slots.length - 1
    this.hashes.forEach((own, index) => {
      let free = own & mask
      while (this.slots[free]) free = (free + 1) & mask
      this.slots[free] = index + 1
    })
  }
}

function isSame(known: Buffer | undefined, buffer: Buffer, start: number, end: number): boolean {
  if (known?.length !== end - start) return false
  for (let i = 0; i < known.length; i++) if (known[i] !== buffer[start + i]) return false
  return true
}
