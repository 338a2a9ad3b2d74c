/** 64 bits of hash as two halves, so that no object is made for each text. */
export const hashed = { high: 0, low: 0 }

const FIRST_SEED = 0xdeadbeef
const SECOND_SEED = 0x41c6ce57

/**
 * Hashes texts, one after the other with a mark between them, into `hashed`. Two of 16 million texts are given the same
 * 64 bits in one of 10⁵ cities.
 *
 * @source  two lanes of multiply and exclusive-or with the mixing of MurmurHash3 at the end
 */
export function hashTexts(first: string, second = ''): void {
  let [high, low] = [FIRST_SEED, SECOND_SEED]
  for (let i = 0; i < first.length; i++) {
    const unit = first.charCodeAt(i)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ 0xffff, 2654435761)
  low = Math.imul(low ^ 0xffff, 1597334677)
  for (let i = 0; i < second.length; i++) {
    const unit = second.charCodeAt(i)
    high = Math.imul(high ^ unit, 2654435761)
    low = Math.imul(low ^ unit, 1597334677)
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909)
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909)
  hashed.high = high >>> 0
  hashed.low = low >>> 0
}
