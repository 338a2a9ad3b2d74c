import { beside } from '../../../src/domain/geo/beside.ts'
import type { LeakPlume } from '../../../src/domain/leak/leak-outcome.ts'
import { ABOVE_GROUND, LEAST_ABOVE_GROUND } from '../../../src/domain/leak/leak-scales.ts'
import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { plumeField } from '../atmosphere/field.ts'
import type { WindStep } from '../atmosphere/puffs.ts'
import { gasAbove } from '../gas-spread/above.ts'
import type { GasOutcome } from '../gas-spread/run.ts'
import { leakAt } from './leak-places.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

/**
 * Gas near the ground, all of it where the pipe leaks: the most as a steady plume when most comes out, and as time goes on by puffs
 * of what has come out, in the wind that was told.
 *
 * @param lower  explosive limit [m³/m³]
 * @param depth  of the leak below ground [m]
 * @param winds  near the ground, by time
 * @param times  of the frames [s]
 * @returns null = nobody told the wind, or there is nowhere a hundredth of the limit
 */
export function gasPlume(
  { above }: GasOutcome,
  lower: number,
  pipe: LeakingPipe,
  depth: number,
  wind: LeakScenario['wind'],
  winds: readonly WindStep[],
  times: readonly number[],
): LeakPlume | null {
  if (!wind) return null
  const { air, release } = above
  const towards = (wind.from_deg + 180) % 360
  const field = plumeField(air, release, towards, LEAST_ABOVE_GROUND * lower)
  if (!field) return null
  const { size, west, north, columns, rows, values } = field
  const at = leakAt(pipe)
  const corner = (east: number, up: number) => beside(beside(at, 90, east), 0, up)
  const [first, last] = [corner(west, north), corner(west + columns * size, north - rows * size)]
  const shareOf = (amounts: Float32Array) => amounts.map((amount) => amount / lower)
  return {
    bounds: [first.lon, last.lat, last.lon, first.lat],
    ...{ columns, rows, height_m: ABOVE_GROUND, level: at.height + depth + ABOVE_GROUND },
    share: shareOf(values),
    moments: times.map((time) => ({ time, share: shareOf(gasAbove(above, winds, field, time)) })),
  }
}

/** How sure what is drawn above ground is, and where it does not hold. */
export const PLUME: Localized = {
  zh: `地面以上浓度场：离地 ${ABOVE_GROUND} m 以内的最大值，按逸散速率逐时推算（高斯烟团，风全程不变，稳定时与烟羽一致）；可信程度 B 级，烟羽校核于开阔草地 50–800 m。`,
  en: `Field above ground: the most up to ${ABOVE_GROUND} m high, moment by moment by Gaussian puffs of what comes out, in a wind that stays as it is; a steady release is a plume. Evidence class B, the plume held to open grass at 50 to 800 m.`,
}
