/** Molar gas constant [J/(mol·K)] (CODATA 2018, exact). */
export const GAS_CONSTANT = 8.314462618

/** Below this difference of pressure [Pa] the flow is a straight line through zero: its true slope there is infinite. */
const STRAIGHT = 1
/** Ward's inertial coefficient of a porous medium [-] (Ward 1964): 0.55. */
const INERTIA = 0.55
/** Soil above the leak lifts beyond this pressure for each metre of cover [Pa/m]: its weight, about 20 kN/m³. */
const COVER_WEIGHT = 20_000

/** What flows out, in the state in which it stands before the hole. */
export interface ReleaseGas {
  /** [kg/mol] */
  readonly molarMass: number
  /** ratio of specific heats γ [-], > 1 */
  readonly heatRatio: number
  /** [K] */
  readonly temperature: number
  /** Z before the hole [-] */
  readonly compressibility: number
  /** dynamic [Pa·s]; only soil needs it */
  readonly viscosity: number
}

/** A hole between two pressures. */
export interface Orifice {
  /** [m²], > 0 */
  readonly area: number
  /** Cd [-], 0…1 */
  readonly dischargeCoefficient: number
}

/** Soil round a leak, as far as it holds the gas back. */
export interface LeakSoil {
  /** air permeability k [m²] */
  readonly permeability: number
  /** radius of the cavity that the jet has dug [m] */
  readonly cavityRadius: number
  /** of soil above the pipe [m] */
  readonly cover: number
}

/** Outflow through a hole, with its slopes for Newton's method. */
export interface Release {
  /** [kg/s], ≥ 0 */
  readonly flow: number
  /** d flow / d pressure before the hole [kg/(s·Pa)] */
  readonly slope: number
  /** d flow / d pressure behind the hole [kg/(s·Pa)], ≤ 0; 0 when choked */
  readonly backSlope: number
  readonly isChoked: boolean
}

/** Outflow through a hole and the soil behind it. */
export interface BuriedRelease extends Release {
  /** absolute, in the cavity behind the hole [Pa] */
  readonly cavityPressure: number
  /** the cavity's pressure is above the weight of the cover: the soil may lift and vent, and the release is a free one */
  readonly liftsCover: boolean
  /** Reynolds number of the pores at the cavity's wall [-]; above 1 the flow is not Darcy's, inertia is then in it */
  readonly poreReynolds: number
}

/** Ratio of pressures at and below which a flow is choked, (2/(γ+1))^(γ/(γ−1)) [-]; methane (γ 1.31) 0.544. */
export function criticalRatio(heatRatio: number): number {
  return (2 / (heatRatio + 1)) ** (heatRatio / (heatRatio - 1))
}

/**
 * Mass flow of gas through a hole: choked Cd A p₁ √(γM/(ZRT) (2/(γ+1))^((γ+1)/(γ−1))), else as de Saint-Venant and
 * Wantzel: Cd A p₁ √(2M/(ZRT) γ/(γ−1) (r^(2/γ) − r^((γ+1)/γ))), r = p₂/p₁. Both are equal at the critical ratio.
 *
 * @param before  absolute pressure before the hole [Pa], > 0
 * @param behind  absolute pressure behind it [Pa], > 0; equal or higher gives exactly 0 (air coming in is not modelled)
 * @throws RangeError when the hole has no area, or a pressure is not above zero
 * @source  de Saint-Venant & Wantzel 1839; range in gas-network/README.md
 */
export function orificeRelease(orifice: Orifice, before: number, behind: number, gas: ReleaseGas): Release {
  const { area, dischargeCoefficient } = orifice
  if (!(area > 0)) throw new RangeError(`orificeRelease: area is ${area} m², expected > 0`)
  if (!(before > 0 && behind > 0))
    throw new RangeError(`orificeRelease: pressures are ${before} and ${behind} Pa, expected > 0`)
  const { molarMass, heatRatio: g, temperature, compressibility } = gas
  const ratio = behind / before
  if (ratio >= 1) return { flow: 0, slope: 0, backSlope: 0, isChoked: false }
  const scale = dischargeCoefficient * area * Math.sqrt(molarMass / (compressibility * GAS_CONSTANT * temperature))
  if (ratio <= criticalRatio(g)) {
    const slope = scale * Math.sqrt(g * (2 / (g + 1)) ** ((g + 1) / (g - 1)))
    return { flow: slope * before, slope, backSlope: 0, isChoked: true }
  }
  if (before - behind < STRAIGHT) {
    const slope = orificeRelease(orifice, behind + STRAIGHT, behind, gas).flow / STRAIGHT
    return { flow: slope * (before - behind), slope, backSlope: -slope, isChoked: false }
  }
  const head = (2 * g) / (g - 1)
  const form = Math.sqrt(head * (ratio ** (2 / g) - ratio ** ((g + 1) / g)))
  const bend = (head * ((2 / g) * ratio ** (2 / g - 1) - ((g + 1) / g) * ratio ** (1 / g))) / (2 * form)
  return { flow: scale * before * form, slope: scale * (form - ratio * bend), backSlope: scale * bend, isChoked: false }
}

/**
 * Steady flow of gas from a spherical cavity into wide soil, Darcy: 2π k M r (p² − pₐ²)/(μRT).
 *
 * @param cavity  absolute pressure in it [Pa]
 * @param far  absolute pressure far away [Pa]
 * @returns [kg/s]; ideal gas, pores' Reynolds number below 1
 * @source  steady radial flow of a compressible fluid (Muskat 1937)
 */
export function darcySphere(soil: LeakSoil, cavity: number, far: number, gas: ReleaseGas): number {
  const { molarMass, viscosity, temperature } = gas
  const square = cavity * cavity - far * far
  return (
    (2 * Math.PI * soil.permeability * molarMass * soil.cavityRadius * square) /
    (viscosity * GAS_CONSTANT * temperature)
  )
}

/**
 * Release through a hole into soil: the cavity's pressure is where the hole gives as much as the soil takes, found by
 * bisection. The soil takes by Forchheimer's law, which is Darcy's at low speed. Where the cavity would lift the cover,
 * the release is the free one, and says so.
 *
 * @param before  absolute pressure in the pipe [Pa]
 * @param ambient  absolute pressure of the air [Pa]
 */
export function buriedRelease(
  orifice: Orifice,
  soil: LeakSoil,
  before: number,
  ambient: number,
  gas: ReleaseGas,
): BuriedRelease {
  let [low, high] = [ambient, Math.max(ambient, before)]
  for (let turn = 0; turn < 80 && high - low > 1e-13 * high; turn++) {
    const middle = (low + high) / 2
    if (soilTakes(soil, middle, ambient, gas).flow < orificeRelease(orifice, before, middle, gas).flow) low = middle
    else high = middle
  }
  const cavityPressure = (low + high) / 2
  const hole = orificeRelease(orifice, before, cavityPressure, gas)
  const wall = 4 * Math.PI * soil.cavityRadius ** 2
  const poreReynolds = (hole.flow * Math.sqrt(soil.permeability)) / (wall * gas.viscosity)
  const liftsCover = cavityPressure - ambient > COVER_WEIGHT * soil.cover
  if (liftsCover) return { ...orificeRelease(orifice, before, ambient, gas), cavityPressure, liftsCover, poreReynolds }
  const { slope: taken } = soilTakes(soil, cavityPressure, ambient, gas)
  // both flows stay equal while the pressure in the pipe moves
  const share = taken > 0 ? taken / (taken - hole.backSlope) : 1
  return { ...hole, slope: hole.slope * share, cavityPressure, liftsCover, poreReynolds }
}

/** What the soil takes [kg/s] and its slope by the cavity's pressure: S = b m + a m², Ergun's form of both losses. */
function soilTakes({ permeability, cavityRadius }: LeakSoil, cavity: number, far: number, gas: ReleaseGas) {
  const density = gas.molarMass / (GAS_CONSTANT * gas.temperature)
  const drive = (density * Math.max(0, cavity * cavity - far * far)) / 2
  const viscous = gas.viscosity / (4 * Math.PI * permeability * cavityRadius)
  const inertial = INERTIA / Math.sqrt(permeability) / (48 * Math.PI ** 2 * cavityRadius ** 3)
  // the root in a form that loses nothing when inertia is small
  const flow = (2 * drive) / (viscous + Math.sqrt(viscous * viscous + 4 * inertial * drive))
  return { flow, slope: (density * cavity) / (viscous + 2 * inertial * flow) }
}
