/**
 * Laws of the friction factor λ (Darcy), with Re = |ṁ| D/(A μ).
 *
 * - nikuradse: λ = 64/Re + (2 lg(D/k) + 1.14)⁻², the wall fully rough (as STANET and pandapipes name it)
 * - colebrook: 1/√λ = −2 lg(2.51/(Re √λ) + k/(3.71 D)) from Re 4000, 64/Re to 2000, straight between
 * - hofer: 1/√λ = −2 lg(4.518/Re lg(Re/7) + k/(3.71 D)) in place of it (Hofer 1973), explicit
 */
export const FRICTION_LAWS = ['nikuradse', 'colebrook', 'hofer'] as const
export type FrictionLaw = (typeof FRICTION_LAWS)[number]

const LAMINAR = 2000
const TURBULENT = 4000

/** λ in two parts: the laminar 64/Re, where it counts, and the rest with its slope by Re. */
export interface Factor {
  readonly isLaminar: boolean
  readonly factor: number
  readonly slope: number
}

const STILL: Factor = { isLaminar: true, factor: 0, slope: 0 }

/**
 * The friction factor of a pipe; the laminar part is told and not added, so that a pipe at rest has one too.
 *
 * @param reynolds  ≥ 0
 * @param roughness  k/D [-], ≥ 0; nikuradse needs > 0
 */
export function frictionFactor(law: FrictionLaw, reynolds: number, roughness: number): Factor {
  if (law === 'nikuradse') return { isLaminar: true, factor: roughFactor(roughness), slope: 0 }
  if (reynolds <= LAMINAR) return STILL
  const turbulent = law === 'hofer' ? hofer : colebrook
  if (reynolds >= TURBULENT) return turbulent(reynolds, roughness)
  const [low, high] = [64 / LAMINAR, turbulent(TURBULENT, roughness).factor]
  const slope = (high - low) / (TURBULENT - LAMINAR)
  return { isLaminar: false, factor: low + slope * (reynolds - LAMINAR), slope }
}

/** λ of a fully rough wall k/D > 0. */
function roughFactor(roughness: number): number {
  return (2 * Math.log10(1 / roughness) + 1.14) ** -2
}

function colebrook(reynolds: number, roughness: number): Factor {
  const [a, b] = [2.51 / reynolds, roughness / 3.71]
  // Haaland's explicit form is within 2 %: three turns of Newton's method give all digits
  let x = -1.8 * Math.log10(6.9 / reynolds + b ** 1.11)
  let steep = 0
  for (let turn = 0; turn < 3; turn++) {
    const inner = a * x + b
    steep = 2 / (Math.LN10 * inner)
    x -= (x + 2 * Math.log10(inner)) / (1 + steep * a)
  }
  steep = 2 / (Math.LN10 * (a * x + b))
  const bend = (steep * a * (x / reynolds)) / (1 + steep * a)
  return { isLaminar: false, factor: x ** -2, slope: -2 * x ** -3 * bend }
}

function hofer(reynolds: number, roughness: number): Factor {
  const log = Math.log10(reynolds / 7)
  const inner = (4.518 / reynolds) * log + roughness / 3.71
  const x = -2 * Math.log10(inner)
  const innerSlope = (4.518 / reynolds ** 2) * (1 / Math.LN10 - log)
  const bend = (-2 * innerSlope) / (Math.LN10 * inner)
  return { isLaminar: false, factor: x ** -2, slope: -2 * x ** -3 * bend }
}
