import type { z } from 'zod'
import type { Localized } from '../../../src/domain/localized.ts'
import { faultOf } from '../../refusal.ts'
import { logUniform } from '../random.ts'
import { effectiveDiffusivity, FROZEN_SHARE } from '../soil/diffusivity.ts'
import type { Ground } from '../soil/pathways.ts'
import { SOILS } from '../soil/soils.ts'
import type { Gas } from '../spaces/gases.ts'
import type { groundSchema } from './case.ts'

type GivenGround = z.infer<typeof groundSchema>
type Draw = (range: readonly [number, number]) => number

/** Draws values log-uniform from their ranges; null = the usual value of each, which lies in the middle of the logarithms. */
export function drawBy(random: (() => number) | null): Draw {
  return ([least, most]) =>
    least === most || least === 0
      ? most * (least === 0 && most > 0 ? (random?.() ?? 0.5) : 1)
      : logUniform(random ?? (() => 0.5), least, most)
}

/** Ground as a case gives it, with its permeability of air [m²]. */
export function groundOf(given: GivenGround, gas: Gas, draw: Draw): Ground & { readonly permeability: number } {
  const { kind, tortuosity, is_frozen_or_soaked: isStiff, open_share, trench } = given
  const soil = typeof kind === 'string' ? SOILS[kind] : null
  const own = typeof kind === 'string' ? null : kind
  const stiff = isStiff ? FROZEN_SHARE : 1
  const ranged = (of: { least: number; most: number }) => [of.least, of.most] as const
  const permeability = stiff * draw(soil ? ranged(soil.permeability) : (own?.permeability_m2 ?? [0, 0]))
  const air = draw(soil ? ranged(soil.air) : (own?.air_filled_pores ?? [0, 0]))
  const porosity = soil?.porosity ?? own?.porosity ?? 1
  return {
    permeability,
    diffusivity: stiff * effectiveDiffusivity(gas.diffusivity, { porosity, air }, tortuosity),
    air,
    openShare: draw(open_share),
    ...(trench ? { trench: { direction: (trench.direction_deg * Math.PI) / 180, factor: trench.factor } } : {}),
  }
}

/** What is wrong with the ground of a case, one line a fault. */
export function groundFaults(given: GivenGround): Localized[] {
  const faults: Localized[] = []
  const { kind, open_share } = given
  if (typeof kind !== 'string') {
    const { air_filled_pores: air, porosity, permeability_m2: permeability } = kind
    if (!(air[0] > 0 && air[0] <= air[1] && air[1] <= porosity))
      faults.push(
        faultOf(
          'soil.kind.air_filled_pores',
          `${air[0]} 至 ${air[1]}，应大于 0 且不超过孔隙率 ${porosity}，先小后大`,
          `${air[0]} to ${air[1]}, expected above 0 and up to porosity ${porosity}`,
        ),
      )
    if (!(permeability[0] > 0 && permeability[0] <= permeability[1]))
      faults.push(
        faultOf(
          'soil.kind.permeability_m2',
          `${permeability[0]} 至 ${permeability[1]}，应大于 0，先小后大`,
          `${permeability[0]} to ${permeability[1]}, expected above 0, least first`,
        ),
      )
  }
  const [least, most] = open_share
  if (!(least > 0 && least <= most && most <= 1))
    faults.push(
      faultOf(
        'soil.open_share',
        `${least} 至 ${most}，应大于 0、不超过 1，先小后大`,
        `${least} to ${most}, expected above 0, least first, up to 1`,
      ),
    )
  return faults
}
