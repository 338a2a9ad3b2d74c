/** A small seeded generator (mulberry32): equal seed, equal city, on every machine. */
export interface Random {
  /** in [0, 1) */
  next(): number
  /** in [low, high) */
  between(low: number, high: number): number
  /** whole number in [low, high] */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
  /** an item by weight; weights need not sum to 1 */
  weighted<Item>(items: readonly (readonly [item: Item, weight: number])[]): Item
}

/**
 * @param seed  any whole number
 * @param stream  name of the part that draws, so that one part's draws never move another's
 */
export function createRandom(seed: number, stream: string): Random {
  let state = hash(`${seed}/${stream}`)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(next() * items.length)]
    if (item === undefined) throw new RangeError('pick: got an empty list, expected at least one item')
    return item
  }
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick,
    weighted: (items) => {
      let left = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) {
        left -= weight
        if (left < 0) return item
      }
      return pick(items)[0]
    },
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value | 0
}
