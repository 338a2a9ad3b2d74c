import type { Texts } from '../../../src/domain/formats/packed-texts.ts'
import type { LeakPlan } from '../../../src/domain/leak/leak-plan.ts'
import type { Localized } from '../../../src/domain/localized.ts'

/** so many are named, by their source key; of more, their number is told */
const NAMED = 3

/** What the plan of a city lacks, and what it takes in place of it, of some parts: caveats, what lacks first. */
export function toldOf({ missing, assumed }: LeakPlan, parts: readonly string[]): Localized[] {
  return [...missing, ...assumed]
    .filter(({ part }) => parts.includes(part))
    .map(({ why, count, assets }) => told(why, count, assets))
}

/**
 * A caveat with how many it concerns and the first of them.
 *
 * @param count  null = it is the whole part
 * @param assets  ids, the first of them
 */
export function told(why: Localized, count: number | null, assets: readonly string[] = []): Localized {
  const names = assets.slice(0, NAMED).map((id) => id.slice(id.lastIndexOf('/') + 1))
  const more = names.length > 0 && (count ?? 0) > names.length ? ' …' : ''
  const [zh, en] = [
    [...(count === null ? [] : [`${count} 处`]), ...(names.length > 0 ? [names.join('、') + more] : [])].join('：'),
    [...(count === null ? [] : [`${count}`]), ...(names.length > 0 ? [names.join(', ') + more] : [])].join(': '),
  ]
  return { zh: zh ? `${why.zh}（${zh}）` : why.zh, en: en ? `${why.en} (${en})` : why.en }
}

/** The same of things by their numbers in `ids`; none = nothing is told. */
export function toldAt(why: Localized, ids: Texts, at: readonly number[]): Localized[] {
  const assets = at.slice(0, NAMED).map((number) => ids.at(number) ?? '')
  return at.length === 0 ? [] : [told(why, at.length, assets)]
}
