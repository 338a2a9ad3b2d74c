/** How sure the readings are. */
export interface Uncertainty {
  /** of what the sensors and the demands scatter [m²], sensors × sensors */
  readonly covariance: Float64Array
  /**
   * Of the signature itself, as a share of the fall that was seen [-]: it is of a leak of one size, and pressures do not fall in
   * proportion to it.
   */
  readonly modelShare: number
}

/** How many times as large as the signature's the leak may be. */
export interface SizeRange {
  readonly least: number
  readonly most: number
}

/**
 * How likely each candidate is: p(k | d) ∝ prior(k) max N(d; a s_k, Σ), by the size a that fits best between two bounds.
 *
 * @param drop  fall of the pressure head that was seen [m], one a sensor
 * @param signatures  candidates × sensors [m]
 * @param prior  one a candidate, ≥ 0; any sum
 * @returns  one a candidate, of sum 1
 * @throws  RangeError when the covariance is not positive
 * @source  Poulakis, Z. et al. (2003). Leakage detection in water pipe networks using a Bayesian probabilistic framework.
 *          Probabilistic Engineering Mechanics 18(4).
 */
export function posterior(
  drop: Float64Array,
  signatures: Float64Array,
  prior: ArrayLike<number>,
  { covariance, modelShare }: Uncertainty,
  { least, most }: SizeRange,
): Float64Array {
  const whiten = whitener(withModelError(covariance, drop, modelShare), drop.length)
  const seen = whiten(drop)
  const power = dot(seen, seen)
  const candidates = signatures.length / drop.length
  const logs = new Float64Array(candidates)
  for (let candidate = 0; candidate < candidates; candidate++) {
    const own = whiten(signatures.subarray(candidate * drop.length, (candidate + 1) * drop.length))
    const [along, length] = [dot(seen, own), dot(own, own)]
    const size = Math.min(most, Math.max(least, length > 0 ? along / length : least))
    logs[candidate] = -0.5 * (power - 2 * size * along + size * size * length) + Math.log(prior[candidate] ?? 0)
  }
  return normalised(logs)
}

/**
 * Of what was seen, in deviations squared, what the best size of a signature takes away [1]: 1 = all of it, 0 = nothing, also where
 * it points the other way.
 *
 * @param own  signature of one candidate [m], one a sensor
 */
export function explainedShare(drop: Float64Array, own: Float64Array, covariance: Float64Array): number {
  const whiten = whitener(covariance, drop.length)
  const [seen, shape] = [whiten(drop), whiten(own)]
  const along = Math.max(0, dot(seen, shape))
  const power = dot(seen, seen) * dot(shape, shape)
  return power > 0 ? along ** 2 / power : 0
}

/**
 * Parts candidates into those that the sensors can tell apart. A candidate joins the first group whose leader would, for the same
 * leak, read so alike that the best size leaves less than `chance` between them.
 *
 * @param signatures  candidates × sensors [m], of a leak as large as the one in question
 * @returns  number of its group for each candidate
 */
export function indistinguishable(signatures: Float64Array, sensors: number, covariance: Float64Array): Int32Array {
  const whiten = whitener(covariance, sensors)
  const candidates = signatures.length / sensors
  const groups = new Int32Array(candidates)
  const leaders: Float64Array[] = []
  for (let candidate = 0; candidate < candidates; candidate++) {
    const own = whiten(signatures.subarray(candidate * sensors, (candidate + 1) * sensors))
    const power = dot(own, own)
    const alike = leaders.findIndex((leader) => {
      const along = dot(own, leader)
      const left = along > 0 ? power - along ** 2 / Math.max(dot(leader, leader), Number.MIN_VALUE) : power
      return left < ALIKE
    })
    groups[candidate] = alike < 0 ? leaders.push(own) - 1 : alike
  }
  return groups
}

/** Square of the distance, in deviations, below which two signatures are taken for one: 95 of 100 of the χ² of one freedom. */
const ALIKE = 3.84

/** The model's own error grows with the leak: it is put on the diagonal. */
function withModelError(covariance: Float64Array, drop: Float64Array, share: number): Float64Array {
  const variance = (share * share * dot(drop, drop)) / drop.length
  return covariance.map((value, at) => (at % (drop.length + 1) === 0 ? value + variance : value))
}

/** Divides by the Cholesky factor of a covariance, so that what comes out scatters by 1 in every direction. */
function whitener(covariance: Float64Array, size: number): (values: Float64Array) => Float64Array {
  const factor = new Float64Array(size * size)
  const at = (row: number, column: number) => factor[row * size + column] ?? 0
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = covariance[row * size + column] ?? 0
      for (let k = 0; k < column; k++) sum -= at(row, k) * at(column, k)
      if (row === column && !(sum > 0)) throw new RangeError(`posterior: covariance is not positive at sensor ${row}`)
      factor[row * size + column] = row === column ? Math.sqrt(sum) : sum / at(column, column)
    }
  }
  return (values) => {
    const out = new Float64Array(size)
    for (let row = 0; row < size; row++) {
      let sum = values[row] ?? 0
      for (let k = 0; k < row; k++) sum -= at(row, k) * (out[k] ?? 0)
      out[row] = sum / at(row, row)
    }
    return out
  }
}

function normalised(logs: Float64Array): Float64Array {
  const best = logs.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY)
  const shares = logs.map((value) => Math.exp(value - best))
  const sum = shares.reduce((total, value) => total + value, 0)
  return shares.map((value) => value / sum)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
