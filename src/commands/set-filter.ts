import type { AssetFilter } from '../domain/asset/asset-filter.ts'
import type { CommandContext } from './context.ts'

/** Leaves out of the picture what was built later or is smaller; the limits that are not named stay. */
export function setFilter({ store }: CommandContext, change: Partial<AssetFilter>): void {
  store.setState(({ filter }) => ({ filter: { ...filter, ...change } }))
}
