import type { GasLaw } from './gas-law.ts'

/** A shut-in part of a network that empties through its leak. */
export interface ShutIn {
  /** inner volume of its pipes [m³], > 0 */
  readonly volume: number
  /** at first, absolute [Pa] */
  readonly pressure: number
  /** of the air, absolute [Pa] */
  readonly ambient: number
  readonly law: GasLaw
  /** what goes out at an absolute pressure [kg/s]; > 0 above that of the air */
  release(pressure: number): number
  /** absolute pressures [Pa] at which its law changes, so that no step of the sum lies across one */
  readonly bends: readonly number[]
}

/** How it empties, at one temperature. */
export interface BlowDown {
  /** until the overpressure is a millionth of the first [s]; 0 when there was none */
  readonly duration: number
  /** what will have gone out in the end [kg] */
  readonly released: number
  /** what stays in the pipes at the pressure of the air [kg] */
  readonly left: number
  /** absolute [Pa] at a time [s] ≥ 0 */
  pressureAt(time: number): number
  /** gone out until a time [kg] */
  releasedAt(time: number): number
  /** time at which the pressure has fallen to one [s]; 0 when it is above the first */
  timeOf(pressure: number): number
}

/** The overpressure that counts as none, of the first. */
const END = 1e-6
const STEPS = 64
const POINTS = [
  [-0.8611363115940526, 0.3478548451374538],
  [-0.3399810435848563, 0.6521451548625461],
  [0.3399810435848563, 0.6521451548625461],
  [0.8611363115940526, 0.3478548451374538],
] as const

/**
 * Isothermal emptying, V dρ/dt = −ṁ(p): the time to fall to p is the integral of V ρ′(p)/ṁ(p), in ln(p − pₐ), in which it is
 * smooth to the end. While an ideal gas is choked this is p = p₀ e^(−t/τ), τ = V/(C_d A √(γRT/M) (2/(γ+1))^((γ+1)/(2(γ−1)))).
 *
 * @throws RangeError when there is no volume, or nothing goes out at an overpressure
 */
export function blowDown({ volume, pressure, ambient, law, release, bends }: ShutIn): BlowDown {
  if (!(volume > 0)) throw new RangeError(`blowDown: volume is ${volume} m³, expected > 0`)
  const left = volume * law.density(ambient)
  if (!(pressure > ambient)) {
    const still = { duration: 0, released: 0, pressureAt: () => pressure, releasedAt: () => 0, timeOf: () => 0 }
    return { ...still, left: volume * law.density(pressure) }
  }
  const held = volume * law.density(pressure)
  const seconds = (over: number) => {
    const at = ambient + over
    const bend = 1e-5 * over
    const steep = (law.density(at + bend) - law.density(at - bend)) / (2 * bend)
    const flow = release(at)
    if (!(flow > 0)) throw new RangeError(`blowDown: release is ${flow} kg/s at ${at} Pa, expected > 0`)
    return (volume * steep * over) / flow
  }
  const between = (from: number, to: number) => {
    const half = (from - to) / 2
    return POINTS.reduce((sum, [x, weight]) => sum + half * weight * seconds(Math.exp(to + half * (1 + x))), 0)
  }
  const [top, bottom] = [Math.log(pressure - ambient), Math.log((pressure - ambient) * END)]
  const grid = Array.from({ length: STEPS + 1 }, (_, i) => top + ((bottom - top) * i) / STEPS)
  const extra = bends.filter((one) => one > ambient && one < pressure).map((one) => Math.log(one - ambient))
  const logs = [...grid, ...extra.filter((one) => one > bottom)].sort((a, b) => b - a)
  const times = [0]
  for (let i = 1; i < logs.length; i++)
    times.push((times[i - 1] as number) + between(logs[i - 1] as number, logs[i] as number))
  const duration = times.at(-1) as number
  const pressureAt = (time: number) => {
    if (time <= 0) return pressure
    if (time >= duration) return ambient
    const step = times.findIndex((one) => one > time)
    const start = logs[step - 1] as number
    let [high, low] = [start, logs[step] as number]
    for (let turn = 0; turn < 50; turn++) {
      const middle = (high + low) / 2
      if ((times[step - 1] as number) + between(start, middle) < time) high = middle
      else low = middle
    }
    return ambient + Math.exp((high + low) / 2)
  }
  return {
    ...{ duration, left, released: held - left, pressureAt },
    releasedAt: (time) => held - volume * law.density(pressureAt(time)),
    timeOf(target) {
      if (target >= pressure) return 0
      if (target <= ambient) return duration
      const log = Math.max(bottom, Math.log(target - ambient))
      const step = logs.findIndex((one) => one <= log)
      return (times[step - 1] as number) + between(logs[step - 1] as number, log)
    },
  }
}
