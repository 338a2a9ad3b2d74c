import type { FloodPlan } from '../../domain/inundation/flood-plan.ts'
import type { SwitchOrder } from '../../domain/inundation/scenario.ts'
import { formatQuantity } from '../../i18n/format.ts'
import type { Words } from '../page.tsx'

/** A link of the drains that staff switch. */
export interface Switchable {
  readonly id: string
  readonly name: string
  readonly kind: 'pump' | 'gate'
}

/** of a pump: by its levels, off, on; of a gate: how far it is open, which nothing but staff decides */
export const SETTINGS = { pump: [null, 0, 1], gate: [0, 0.25, 0.5, 0.75, 1] } as const

/** What of the drains can be switched, pumps first. */
export function switchables(drainage: FloodPlan['drainage']): Switchable[] {
  const { pumps = [], gates = [] } = drainage ?? {}
  const pumped = pumps.map(({ id, name }) => ({ id, name, kind: 'pump' }) as const)
  return [...pumped, ...gates.map(({ id, name }) => ({ id, name, kind: 'gate' }) as const)]
}

/** What a switch is of, and where it puts it, in words; one that is not known is told by its id. */
export function switchWords(
  { id, setting }: SwitchOrder,
  drainage: FloodPlan['drainage'],
  words: Pick<Words, 't' | 'locale'>,
): { readonly name: string; readonly setting: string } {
  const { name, kind } = switchables(drainage).find((link) => link.id === id) ?? { name: id, kind: 'gate' as const }
  return { name, setting: settingWords(kind, setting, words) }
}

/** Where a link is put, in words. */
export function settingWords(
  kind: Switchable['kind'],
  setting: SwitchOrder['setting'],
  { t, locale }: Pick<Words, 't' | 'locale'>,
): string {
  if (setting === null) return t('switches.auto')
  if (setting === 0 || setting === 1) return t(`switches.${kind}.${setting}`)
  return t('switches.gate.share', { share: formatQuantity(locale, 100 * setting, '%') })
}
