import type { CommandContext } from './context.ts'

/** Opacity of the ground while what lies beneath is shown. */
const UNDERGROUND_ALPHA = 0.35

/** Makes the ground translucent, or solid again. `groundAlpha` 0…1 sets how much is left of it. */
export function setUnderground({ store }: CommandContext, isOn: boolean, groundAlpha?: number): void {
  store.setState({ underground: { isOn, groundAlpha: isOn ? (groundAlpha ?? UNDERGROUND_ALPHA) : 1 } })
}
