import type { GasLaw } from './gas-law.ts'
import type { GasLink } from './network.ts'

/** What a device does: holds or lifts its pressure, stands open, or lets nothing through. */
export type DeviceState = 'holds' | 'open' | 'closed'

/** The potential right behind a device, and its slope by the potential before it. */
export interface Behind {
  readonly potential: number
  readonly slope: number
}

/** The pressure that a device holds behind it whatever is before it [Pa]; null = it does not hold one. */
export function heldPressure(link: GasLink): number | null {
  if (link.kind === 'regulator') return link.pressure
  return link.kind === 'compressor' && 'pressure' in link.control ? link.control.pressure : null
}

/** What stands behind a device in a state. */
export function behind(link: GasLink, state: DeviceState, law: GasLaw, before: number): Behind {
  const held = heldPressure(link)
  if (state === 'holds' && held !== null) return { potential: law.potential(held), slope: 0 }
  if (state === 'holds' && link.kind === 'compressor' && 'ratio' in link.control) {
    const { ratio } = link.control
    const pressure = law.pressure(before)
    if (pressure === 0) return { potential: ratio * ratio * before, slope: ratio * ratio }
    const lifted = ratio * pressure
    return { potential: law.potential(lifted), slope: (ratio * law.density(lifted)) / law.density(pressure) }
  }
  return { potential: before, slope: 1 }
}

/**
 * The state of a device that fits the potentials at its ends and the flow through it: a regulator stands open where the
 * pressure before it is too low, a compressor to a pressure where it is high enough already, and neither lets anything back.
 *
 * @param slack  differences of potential and flow below these do not count
 */
export function nextState(
  link: GasLink,
  state: DeviceState,
  law: GasLaw,
  { before, after, flow }: { readonly before: number; readonly after: number; readonly flow: number },
  slack: { readonly potential: number; readonly flow: number },
): DeviceState {
  const held = heldPressure(link)
  if (held === null) return state
  const target = law.potential(held)
  const reaches = link.kind === 'regulator' ? before >= target - slack.potential : before <= target + slack.potential
  if (state === 'closed') {
    const top = reaches ? target : before
    return after < top - slack.potential ? (reaches ? 'holds' : 'open') : 'closed'
  }
  if (flow < -slack.flow) return 'closed'
  return reaches ? 'holds' : 'open'
}
