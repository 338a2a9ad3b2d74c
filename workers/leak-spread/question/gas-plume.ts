import { beside } from '../../../src/domain/geo/beside.ts'
import type { LeakPlume } from '../../../src/domain/leak/leak-outcome.ts'
import { ABOVE_GROUND, LEAST_ABOVE_GROUND } from '../../../src/domain/leak/leak-scales.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { plumeField } from '../atmosphere/field.ts'
import type { GasOutcome } from '../gas-spread/run.ts'
import { leakAt } from './leak-places.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

/**
 * Gas near the ground when most of it comes out, all of it where the pipe leaks.
 *
 * @param lower  explosive limit [m³/m³]
 * @param depth  of the leak below ground [m]
 * @returns null = nobody told the wind, or there is nowhere a hundredth of the limit
 */
export function gasPlume(
  { above }: GasOutcome,
  lower: number,
  pipe: LeakingPipe,
  depth: number,
  wind: LeakScenario['wind'],
): LeakPlume | null {
  if (!wind) return null
  const { air, release } = above
  const field = plumeField(air, release, (wind.from_deg + 180) % 360, LEAST_ABOVE_GROUND * lower)
  if (!field) return null
  const { size, west, north, columns, rows, values } = field
  const at = leakAt(pipe)
  const corner = (east: number, up: number) => beside(beside(at, 90, east), 0, up)
  const [first, last] = [corner(west, north), corner(west + columns * size, north - rows * size)]
  return {
    bounds: [first.lon, last.lat, last.lon, first.lat],
    ...{ columns, rows, height_m: ABOVE_GROUND, level: at.height + depth + ABOVE_GROUND },
    share: values.map((value) => value / lower),
  }
}

/** How sure what is drawn above ground is, and where it does not hold. */
export const PLUME: Localized = {
  zh: `地面以上浓度场：离地 ${ABOVE_GROUND} m 以内的最大值，逸散最大时的一幅图，不随时间轴变化；可信程度 B 级，高斯烟羽，校核于开阔草地 50–800 m。`,
  en: `Field above ground: the most up to ${ABOVE_GROUND} m high, one picture of when most comes out, which the slider of time does not move. Evidence class B, a Gaussian plume held to open grass at 50 to 800 m.`,
}
