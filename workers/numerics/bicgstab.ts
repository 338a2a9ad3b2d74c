/** A square matrix as what it makes of a vector. */
export type Operator = (of: Float64Array, into: Float64Array) => void

/**
 * Solves A x = b by BiCGSTAB (van der Vorst 1992) with the diagonal as preconditioner, from a first guess.
 *
 * @param diagonal  of A, without zeros
 * @param x  first guess; becomes the solution
 * @param tolerance  of |b − A x| against |b|
 * @returns  how many rounds
 * @throws  Error when it does not come so near in `most` rounds
 */
export function solveBiCgStab(
  operator: Operator,
  diagonal: Float64Array,
  b: Float64Array,
  x: Float64Array,
  tolerance: number,
  most = 2000,
): number {
  const size = b.length
  const vector = () => new Float64Array(size)
  const [r, p, v, s, t, hat] = [vector(), vector(), vector(), vector(), vector(), vector()]
  let shadow = vector()
  const goal = tolerance * Math.sqrt(dot(b, b))
  let [rho, alpha, omega] = [0, 1, 1]
  for (let round = 0; round <= most; round++) {
    if (rho === 0) {
      // at the start, and where the shadow has become useless: from the true residual
      operator(x, r)
      for (let i = 0; i < size; i++) r[i] = (b[i] as number) - (r[i] as number)
      shadow = r.slice()
      p.fill(0)
    }
    const left = dot(r, r)
    if (Math.sqrt(left) <= goal) return round
    const next = dot(shadow, r)
    if (Math.abs(next) < 1e-14 * left && rho !== 0) {
      rho = 0
      continue
    }
    const beta = rho === 0 ? 0 : (next / rho) * (alpha / omega)
    rho = next
    for (let i = 0; i < size; i++) p[i] = (r[i] as number) + beta * ((p[i] as number) - omega * (v[i] as number))
    scaled(p, diagonal, hat)
    operator(hat, v)
    alpha = rho / dot(shadow, v)
    for (let i = 0; i < size; i++) {
      x[i] = (x[i] as number) + alpha * (hat[i] as number)
      s[i] = (r[i] as number) - alpha * (v[i] as number)
    }
    scaled(s, diagonal, hat)
    operator(hat, t)
    const square = dot(t, t)
    omega = square > 0 ? dot(t, s) / square : 0
    for (let i = 0; i < size; i++) {
      x[i] = (x[i] as number) + omega * (hat[i] as number)
      r[i] = (s[i] as number) - omega * (t[i] as number)
    }
    if (omega === 0) rho = 0
  }
  throw new Error(`solveBiCgStab: not within ${tolerance} after ${most} rounds`)
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number)
  return sum
}

function scaled(of: Float64Array, diagonal: Float64Array, into: Float64Array): void {
  for (let i = 0; i < of.length; i++) into[i] = (of[i] as number) / (diagonal[i] as number)
}
