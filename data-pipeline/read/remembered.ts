/** more different texts than this are not remembered */
const MOST_TEXTS = 1 << 16

/** The same function of a text, which is asked once for each text that rows repeat. */
export function remembered<Result>(read: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>()
  return (text) => {
    const known = results.get(text)
    if (known !== undefined) return known
    const result = read(text)
    if (results.size < MOST_TEXTS) results.set(text, result)
    return result
  }
}
