import { GRAVITY } from './grid.ts'

/**
 * What passes a face: the water from the left cell to the right one [m²/s], and what the momentum of each side loses to
 * it [m³/s²] beyond the pressure of its own still water, which balances within the cell. All three are exactly zero on a
 * lake at rest, whatever its bed: nothing large is subtracted from something large.
 */
export interface FaceFlux {
  water: number
  left: number
  right: number
}

/**
 * The Riemann problem of the shallow-water equations across a face, by HLL for water and momentum along the normal (the
 * tangential momentum follows the water, which is HLLC): Toro, Shock-Capturing Methods for Free-Surface Shallow Flows
 * (2001), 10.4; speeds of two rarefactions, and of a dry bed, ibid. 10.5.
 *
 * @param hl, hr  depth on either side after the hydrostatic reconstruction [m]
 * @param ul, ur  velocity along the normal, from left to right [m/s]
 */
export function solveFace(flux: FaceFlux, hl: number, ul: number, hr: number, ur: number): void {
  if (hl <= 0 && hr <= 0) {
    flux.water = flux.left = flux.right = 0
    return
  }
  const cl = Math.sqrt(GRAVITY * hl)
  const cr = Math.sqrt(GRAVITY * hr)
  const slowest = Math.min(ul - cl, ur - 2 * cr + cl, 0)
  const fastest = Math.max(ur + cr, ul + 2 * cl - cr, 0)
  const span = fastest - slowest
  const ql = hl * ul
  const qr = hr * ur
  const dq = qr - ql
  const dh = hr - hl
  // difference of the physical fluxes of momentum
  const df = qr * ur - ql * ul + (GRAVITY / 2) * dh * (hl + hr)
  flux.water = ql + (slowest / span) * (fastest * dh - dq)
  flux.left = ql * ul + (slowest / span) * (fastest * dq - df)
  flux.right = qr * ur + (fastest / span) * (slowest * dq - df)
}

/**
 * A wall: the same water comes from the other side. Answers what the momentum towards it loses.
 *
 * @param u  velocity towards the wall [m/s]
 */
export function solveWall(h: number, u: number): number {
  const c = Math.sqrt(GRAVITY * h)
  return h * u * (u + Math.max(c - u, c + u / 2))
}
