/** EPANET's own rounded factors: they decide what a file means. */
const METRE_PER_FOOT = 0.3048
const PSI_PER_FOOT = 0.4333
const KPA_PER_PSI = 6.895
const BAR_PER_PSI = 0.068948
const KILOWATT_PER_HORSEPOWER = 0.7457
const CUBIC_FOOT = METRE_PER_FOOT ** 3
const METRE_PER_INCH = METRE_PER_FOOT / 12

/** [m³/s] in one unit of flow */
const FLOWS: Readonly<Record<string, number>> = {
  CFS: CUBIC_FOOT,
  GPM: CUBIC_FOOT / 448.831,
  MGD: CUBIC_FOOT / 0.64632,
  IMGD: CUBIC_FOOT / 0.5382,
  AFD: CUBIC_FOOT / 1.9837,
  LPS: CUBIC_FOOT / 28.317,
  LPM: CUBIC_FOOT / 1699,
  MLD: CUBIC_FOOT / 2.4466,
  CMH: CUBIC_FOOT / 101.94,
  CMD: CUBIC_FOOT / 2446.6,
  CMS: CUBIC_FOOT / 0.028317,
}
const US_FLOWS: readonly string[] = ['CFS', 'GPM', 'MGD', 'IMGD', 'AFD']
/** [m of head] in one unit of pressure */
const PRESSURES: Readonly<Record<string, number>> = {
  PSI: METRE_PER_FOOT / PSI_PER_FOOT,
  KPA: METRE_PER_FOOT / (PSI_PER_FOOT * KPA_PER_PSI),
  METERS: 1,
  BAR: METRE_PER_FOOT / (PSI_PER_FOOT * BAR_PER_PSI),
  FEET: METRE_PER_FOOT,
}

/** What the numbers of an EPANET file are in SI. */
export interface EpanetUnits {
  /** [m³/s] */
  readonly flow: number
  /** of levels, heads, lengths and across tanks [m] */
  readonly length: number
  /** of pipes and valves [m] */
  readonly diameter: number
  /** [m of head] */
  readonly pressure: number
  /** of the pressure by which emitters count [m of head]: psi or m, whatever pressures are written in */
  readonly emitterPressure: number
  /** of the roughness of Darcy–Weisbach [mm] */
  readonly roughness: number
  /** that the engine gives to the water [W] */
  readonly power: number
}

/**
 * @param flow  word of UNITS
 * @param pressure  word of PRESSURE; null = none
 * @returns  null where the flow unit is not known
 * @source  OWA EPANET 2.3.5, src/input1.c initunits
 */
export function epanetUnits(flow: string, pressure: string | null): EpanetUnits | null {
  const perFlow = FLOWS[flow]
  if (perFlow === undefined) return null
  const isUs = US_FLOWS.includes(flow)
  const system = isUs ? 'PSI' : pressure === null || pressure === 'PSI' ? 'METERS' : pressure
  return {
    flow: perFlow,
    length: isUs ? METRE_PER_FOOT : 1,
    diameter: isUs ? METRE_PER_INCH : 1e-3,
    pressure: PRESSURES[system] ?? 1,
    emitterPressure: isUs ? (PRESSURES.PSI as number) : 1,
    // thousandths of a foot, or mm
    roughness: isUs ? METRE_PER_FOOT : 1,
    // the engine divides a power in kW by 0.7457 twice: 14.9 in a file of L/s gives the water 20 kW (measured, 2.3.5)
    power: 1000 * (isUs ? KILOWATT_PER_HORSEPOWER : 1 / KILOWATT_PER_HORSEPOWER),
  }
}
