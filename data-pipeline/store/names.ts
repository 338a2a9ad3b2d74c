/** Texts that rows repeat (materials, owners, file names), each kept once for a whole city; number 0 is null. */
export class Names {
  private readonly texts: (string | null)[] = [null]
  private readonly numbers = new Map<string, number>()

  constructor(texts: readonly string[] = []) {
    for (const text of texts) this.number(text)
  }

  /** The number of a text, given when it is first met. */
  number(text: string | null): number {
    if (text === null) return 0
    const known = this.numbers.get(text)
    if (known !== undefined) return known
    const own = Buffer.from(text).toString() // a slice would keep the whole block of the file alive
    this.numbers.set(own, this.texts.length)
    return this.texts.push(own) - 1
  }

  /** The number of a text; 0 when it was never met. */
  find(text: string): number {
    return this.numbers.get(text) ?? 0
  }

  text(number: number): string | null {
    return this.texts[number] ?? null
  }

  /** All texts by number from 1 on, as the constructor takes them. */
  list(): string[] {
    return this.texts.slice(1) as string[]
  }
}
