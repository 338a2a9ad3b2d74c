/** longest text that V8 copies out of its parent; a longer slice keeps the whole block of the file alive */
const COPIED = 12

/** The same text, standing alone: a table of a million rows must not hold every block it was read from. */
export function detached(text: string): string {
  return text.length > COPIED ? Buffer.from(text).toString() : text
}

/** Values that a table repeats, each kept once (measured: a third of the memory of a million rows). */
export class Pool {
  private readonly texts = new Map<string, string>()
  private readonly records = new Map<string, Readonly<Record<string, string>>>()

  /** The text as it was first met; null when empty. */
  text(text: string): string | null {
    if (text === '') return null
    const known = this.texts.get(text)
    if (known !== undefined) return known
    const own = detached(text)
    this.texts.set(own, own)
    return own
  }

  attributes(entries: readonly (readonly [name: string, value: string])[]): Readonly<Record<string, string>> {
    const key = JSON.stringify(entries)
    const known = this.records.get(key)
    if (known) return known
    const record = Object.fromEntries(entries.map(([name, value]) => [name, detached(value)]))
    this.records.set(key, record)
    return record
  }
}
