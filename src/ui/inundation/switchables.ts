import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'

/** A link of the drains that staff switch. */
export interface Switchable {
  readonly id: string
  readonly name: string
  readonly kind: 'pump' | 'gate'
}

/** What of the drains can be switched, pumps first. */
export function switchables(drainage: FloodPlan['drainage']): Switchable[] {
  return (drainage?.pumps ?? []).map(({ id, name }) => ({ id, name, kind: 'pump' }))
}
