import { MATERIALS } from './adjacent-spaces.ts'

/** The material of a pipe as surveyed, as a place in MATERIALS; −1 = none of them is told. Ductile iron counts as cast iron. */
export function materialOf(text: string): number {
  if (/PE|PVC|塑|乙烯/i.test(text)) return MATERIALS.indexOf('polyethylene')
  if (/ZT|QT|铸铁|iron/i.test(text)) return MATERIALS.indexOf('cast iron')
  return /钢|^GG?$|steel|^ST$/i.test(text) ? MATERIALS.indexOf('steel') : -1
}
