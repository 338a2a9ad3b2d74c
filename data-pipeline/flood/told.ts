import type { Told } from '../../src/domain/inundation/flood-plan.ts'
import type { Localized } from '../../src/domain/localized.ts'

/** of each reason so many assets are named */
const NAMED = 20

/** Gathers what a flood goes without, or takes from elsewhere than the survey, by its reason. */
export class ToldParts {
  private readonly reasons = new Map<string, Told>()

  /** Of one asset. */
  add(part: string, why: Localized, asset: string): void {
    const told: Told = this.reasons.get(`${part} ${why.en}`) ?? { part, why, count: 0, assets: [] }
    this.reasons.set(`${part} ${why.en}`, told)
    told.count = (told.count ?? 0) + 1
    if (told.assets.length < NAMED) told.assets.push(asset)
  }

  /** Of a part as a whole. */
  whole(part: string, why: Localized): void {
    this.reasons.set(`${part} ${why.en}`, { part, why, count: null, assets: [] })
  }

  list(): Told[] {
    return [...this.reasons.values()]
  }
}
