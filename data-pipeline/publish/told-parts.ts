import type { Localized } from '../../src/domain/localized.ts'
import type { Told } from '../../src/domain/told.ts'

/** of each reason so many assets are named */
const NAMED = 20

/** Gathers what a simulation goes without, or takes from elsewhere than the survey, by its reason. */
export class ToldParts {
  private readonly reasons = new Map<string, Told>()

  /** Of one asset. */
  add(part: string, why: Localized, asset: string): void {
    this.each(part, why)(() => asset)
  }

  /** Of assets one by one, of which there may be a million: only the first are asked for their names. */
  each(part: string, why: Localized): (asset: () => string) => void {
    const told: Told = this.reasons.get(`${part} ${why.en}`) ?? { part, why, count: 0, assets: [] }
    this.reasons.set(`${part} ${why.en}`, told)
    return (asset) => {
      told.count = (told.count ?? 0) + 1
      if (told.assets.length < NAMED) told.assets.push(asset())
    }
  }

  /** Of a part as a whole. */
  whole(part: string, why: Localized): void {
    this.reasons.set(`${part} ${why.en}`, { part, why, count: null, assets: [] })
  }

  list(): Told[] {
    return [...this.reasons.values()].filter(({ count }) => count !== 0)
  }
}
