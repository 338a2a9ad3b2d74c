/** EPANET's own rounded factors where they decide what a file means. */
const PSI_PER_FOOT = 0.4333
const METRE_PER_FOOT = 0.3048
const KPA_PER_PSI = 6.895
const BAR_PER_PSI = 0.068948
const CUBIC_FOOT = METRE_PER_FOOT ** 3

/** m³/s in one unit of flow: CFS, GPM, MGD, IMGD, AFD, LPS, LPM, MLD, CMH, CMD, CMS */
const FLOW_UNITS: readonly number[] = [
  CUBIC_FOOT,
  CUBIC_FOOT / 448.831,
  CUBIC_FOOT / 0.64632,
  CUBIC_FOOT / 0.5382,
  CUBIC_FOOT / 1.9837,
  1e-3,
  1e-3 / 60,
  1e3 / 86_400,
  1 / 3600,
  1 / 86_400,
  1,
]
/** The first five are of the US system. */
const US_UNITS = 5

/** What a network's numbers are in SI. */
export interface NetworkUnits {
  /** of a flow [m³/s] */
  readonly flow: number
  /** of a level, a head, a length [m] */
  readonly length: number
  /** of a diameter [m] */
  readonly diameter: number
  /** units of pressure in a metre of head */
  readonly pressurePerHead: number
  /** of that pressure by which emitters count, psi or m, whatever pressures are written in */
  readonly emitterPressurePerHead: number
}

/**
 * @param flowUnits  code of EN_FlowUnits
 * @param pressureUnits  code of EN_PressUnits: psi, kPa, m, bar, ft
 * @param specificGravity  of the fluid [-]
 * @source  OWA EPANET 2.3.5, src/input1.c initunits
 */
export function networkUnits(flowUnits: number, pressureUnits: number, specificGravity: number): NetworkUnits {
  const isUs = flowUnits < US_UNITS
  const psi = (PSI_PER_FOOT * specificGravity) / METRE_PER_FOOT
  const perHead = [psi, psi * KPA_PER_PSI, 1, psi * BAR_PER_PSI, 1 / METRE_PER_FOOT]
  return {
    flow: FLOW_UNITS[flowUnits] ?? Number.NaN,
    length: isUs ? METRE_PER_FOOT : 1,
    diameter: isUs ? METRE_PER_FOOT / 12 : 1e-3,
    pressurePerHead: perHead[pressureUnits] ?? Number.NaN,
    emitterPressurePerHead: isUs ? psi : 1,
  }
}
