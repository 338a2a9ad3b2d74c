import type { Localized } from '../../../src/domain/localized.ts'

/** So many are named; more are counted. */
const NAMED = 5

/** A sentence of some things by count and name, which follows their count; nothing of none. */
export function toldByName(ids: readonly string[], zh: string, en: string): Localized[] {
  if (ids.length === 0) return []
  const some = [...ids.slice(0, NAMED), ...(ids.length > NAMED ? ['…'] : [])]
  return [{ zh: `${ids.length} ${zh}：${some.join('、')}。`, en: `${ids.length} ${en}: ${some.join(', ')}.` }]
}
