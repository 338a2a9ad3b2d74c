/** Error of a step that is borne: of the depth [-] and at least [m]. */
const RELATIVE = 1e-7
const ABSOLUTE = 1e-10

/** Outflow of a plane by Manning, a unit of its area: α x^(5/3) [m/s]; x = depth above what the ground holds [m]. */
export function outflow(conveyance: number, above: number): number {
  return above > 0 ? conveyance * above * Math.cbrt(above) ** 2 : 0
}

/**
 * α of a plane, W √S / (A n) [m^(−2/3)/s]: width across the flow, slope, area and Manning's n. 0 where one of them is.
 */
export function conveyanceOf(width: number, slope: number, area: number, roughness: number): number {
  return area > 0 && roughness > 0 ? (width * Math.sqrt(slope)) / (area * roughness) : 0
}

/**
 * Depth of a non-linear reservoir after a while: dd/dt = i − α (d − held)^(5/3). Below what it holds back it only fills; from
 * there by the method of Dormand and Prince (1980), of fifth order with an error of fourth, in steps of its own.
 *
 * @param depth  at the start [m], ≥ 0
 * @param inflow  less losses, constant [m/s]; may be negative
 * @param conveyance  α [m^(−2/3)/s]; 0 = all above what it holds runs off at once, as in SWMM
 * @param held  depression storage [m]
 * @param duration  [s]
 * @returns depth [m]; below zero by what the losses lacked
 */
export function fillReservoir(
  depth: number,
  inflow: number,
  conveyance: number,
  held: number,
  duration: number,
): number {
  const after = depth + inflow * duration
  if (depth <= held && after <= held) return after
  if (conveyance === 0) return Math.min(after, held)
  let time = depth < held ? (held - depth) / inflow : 0
  let above = Math.max(depth - held, 0)
  let step = duration - time
  const rate = (x: number) => inflow - outflow(conveyance, x)
  for (let k1 = rate(above); time < duration; ) {
    const h = Math.min(step, duration - time)
    const k2 = rate(above + (h * k1) / 5)
    const k3 = rate(above + h * ((3 / 40) * k1 + (9 / 40) * k2))
    const k4 = rate(above + h * ((44 / 45) * k1 - (56 / 15) * k2 + (32 / 9) * k3))
    const k5 = rate(above + h * ((19372 / 6561) * k1 - (25360 / 2187) * k2 + (64448 / 6561) * k3 - (212 / 729) * k4))
    const k6 = rate(
      above + h * ((9017 / 3168) * k1 - (355 / 33) * k2 + (46732 / 5247) * k3 + (49 / 176) * k4 - (5103 / 18656) * k5),
    )
    const next =
      above + h * ((35 / 384) * k1 + (500 / 1113) * k3 + (125 / 192) * k4 - (2187 / 6784) * k5 + (11 / 84) * k6)
    const k7 = rate(next)
    const error =
      h *
      ((71 / 57600) * k1 -
        (71 / 16695) * k3 +
        (71 / 1920) * k4 -
        (17253 / 339200) * k5 +
        (22 / 525) * k6 -
        (1 / 40) * k7)
    const share = Math.abs(error) / Math.max(ABSOLUTE, RELATIVE * Math.abs(next))
    if (share <= 1) {
      time = h === duration - time ? duration : time + h
      above = next
      k1 = k7
    }
    step = h * Math.min(4, Math.max(0.2, 0.9 * share ** -0.2))
  }
  return held + above
}
