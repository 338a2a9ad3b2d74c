const TWO_BY_ROOT_PI = 2 / Math.sqrt(Math.PI)
/** Where the series hands over to the continued fraction. */
const TURN = 2.5

/**
 * Complementary error function, to about 1e-14 relative: 1 − erf by its series below 2.5, Laplace's continued fraction above.
 *
 * @param x  any real number
 * @source  Abramowitz & Stegun 7.1.6 and 7.1.14
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  if (x < TURN) {
    let [term, sum] = [x, x]
    for (let n = 1; Math.abs(term) > 1e-17 * sum; n++) {
      term *= (2 * x * x) / (2 * n + 1)
      sum += term
    }
    return 1 - TWO_BY_ROOT_PI * Math.exp(-x * x) * sum
  }
  if (x > 27) return 0
  let fraction = x
  for (let n = Math.ceil(12 + 420 / (x * x)); n > 0; n--) fraction = x + n / 2 / fraction
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction)
}

/**
 * ∫₀ᵗ erfc(a/√τ) dτ = (t + 2a²) erfc(a/√t) − 2a √(t/π) exp(−a²/t): what a step response has passed on by t.
 *
 * @param a  distance over √(4 D) [√s], ≥ 0
 * @param t  time [s]; ≤ 0 gives 0
 */
export function passedBy(a: number, t: number): number {
  if (t <= 0) return 0
  const part = (t + 2 * a * a) * erfc(a / Math.sqrt(t)) - 2 * a * Math.sqrt(t / Math.PI) * Math.exp((-a * a) / t)
  return Math.max(0, part)
}
