/** Cody's ratios of polynomials, numerator and denominator from the highest power on: of erf up to 0.46875, of erfc beyond. */
const NEAR = [
  [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
] as const
const MIDDLE = [
  [
    ...([2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163] as const),
    ...([298.6351381974001, 881.952221241769, 1712.0476126340707, 2051.0783778260716] as const),
    1230.3393547979972,
  ],
  [
    ...([1, 15.744926110709835, 117.6939508913125, 537.1811018620099] as const),
    ...([1621.3895745666903, 3290.7992357334597, 4362.619090143247, 3439.3676741437216] as const),
    1230.3393548037495,
  ],
] as const
const FAR = [
  [
    ...([0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926] as const),
    ...([0.016083785148742275, 0.0006587491615298378] as const),
  ],
  [
    ...([1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285] as const),
    ...([0.06051834131244132, 0.0023352049762686918] as const),
  ],
] as const
const ROOT = 1 / Math.sqrt(Math.PI)
/** Beyond this erfc is below 1e-22: of what a step response passes on nothing is left. */
const NOTHING = 7

/**
 * Complementary error function, to about 1e-14 relative.
 *
 * @param x  any real number
 * @source  Cody 1969, Rational Chebyshev approximations for the error function, Math. Comp. 23, 631
 */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x)
  const square = x * x
  if (x <= 0.46875) return 1 - x * ratio(NEAR, square)
  if (x > 27) return 0
  if (x <= 4) return Math.exp(-square) * ratio(MIDDLE, x)
  const inverse = 1 / square
  return (Math.exp(-square) * (ROOT - inverse * ratio(FAR, inverse))) / x
}

function ratio([over, under]: readonly [readonly number[], readonly number[]], x: number): number {
  let [a, b] = [0, 0]
  for (let n = 0; n < over.length; n++) {
    a = a * x + (over[n] as number)
    b = b * x + (under[n] as number)
  }
  return a / b
}

/**
 * ∫₀ᵗ erfc(a/√τ) dτ = (t + 2a²) erfc(a/√t) − 2a √(t/π) exp(−a²/t): what a step response has passed on by t.
 *
 * @param a  distance over √(4 D) [√s], ≥ 0
 * @param t  time [s]; ≤ 0 gives 0
 */
export function passedBy(a: number, t: number): number {
  if (t <= 0) return 0
  const x = a / Math.sqrt(t)
  if (x > NOTHING) return 0
  const part = (t + 2 * a * a) * erfc(x) - 2 * a * Math.sqrt(t / Math.PI) * Math.exp((-a * a) / t)
  return Math.max(0, part)
}
