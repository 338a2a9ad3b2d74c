interface Point {
  readonly x: number
  readonly y: number
}

/** Something that wants a place on the picture. */
export interface Wish {
  /** middle [px]; null = off the picture */
  readonly at: Point | null
  /** [px] */
  readonly width: number
  readonly height: number
  /** greater goes first; the order given decides between equals */
  readonly urgency?: number
  /** two of one group keep this far apart [px] */
  readonly group?: string
  readonly apart?: number
}

const WIDE_CHARACTER = /[⺀-￯]/

/**
 * Which wishes get their place: one that would overlap an earlier one, or stand too near to one of its group, does not.
 *
 * @returns  one flag a wish
 */
export function withRoom(wishes: readonly Wish[]): boolean[] {
  const out = wishes.map(() => false)
  const taken: Wish[] = []
  const order = wishes.map((_, i) => i).sort((a, b) => urgency(wishes[b]) - urgency(wishes[a]) || a - b)
  for (const i of order) {
    const wish = wishes[i]
    if (!wish?.at || taken.some((other) => isInTheWay(other, wish))) continue
    out[i] = true
    taken.push(wish)
  }
  return out
}

/** Whether two overlap, or are too near to one another for one group. */
export function isInTheWay(a: Wish, b: Wish): boolean {
  if (!a.at || !b.at) return false
  const [dx, dy] = [Math.abs(a.at.x - b.at.x), Math.abs(a.at.y - b.at.y)]
  if (dx < (a.width + b.width) / 2 && dy < (a.height + b.height) / 2) return true
  return a.group !== undefined && a.group === b.group && Math.hypot(dx, dy) < Math.max(a.apart ?? 0, b.apart ?? 0)
}

/** About how wide a text is drawn [px]. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((sum, character) => sum + (WIDE_CHARACTER.test(character) ? size : 0.6 * size), 0)
}

function urgency(wish: Wish | undefined): number {
  return wish?.urgency ?? 0
}
