const [SPACE, MINUS, PLUS, POINT, ZERO, NINE] = [0x20, 0x2d, 0x2b, 0x2e, 0x30, 0x39]
/** so many digits are an exact whole number */
const EXACT_DIGITS = 15
const POWERS = Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) => 10 ** exponent)

/**
 * The number that bytes spell as plain decimals ("-12.50"), spaces around it allowed; NaN where they are empty or spell
 * anything else, an exponent for one. Equal to `Number` of the text: an exact whole number divided by an exact power of
 * ten is rounded once.
 */
export function decimal(bytes: Uint8Array, start: number, end: number): number {
  let [at, last] = [start, end]
  while (at < last && bytes[at] === SPACE) at++
  while (at < last && bytes[last - 1] === SPACE) last--
  const isNegative = bytes[at] === MINUS
  if (at < last && (isNegative || bytes[at] === PLUS)) at++
  let [whole, digits, fraction, isFraction] = [0, 0, 0, false]
  for (; at < last; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= ZERO && byte <= NINE) {
      whole = whole * 10 + (byte - ZERO)
      digits++
      if (isFraction) fraction++
    } else if (byte === POINT && !isFraction) isFraction = true
    else return Number.NaN
  }
  if (digits === 0 || digits > EXACT_DIGITS) return Number.NaN
  const value = whole / (POWERS[fraction] ?? 1)
  return isNegative ? -value : value
}
