import type { BandScale } from './asset-bands.ts'
import type { AssetIndex } from './asset-index.ts'

/** Which assets are drawn, beyond hidden disciplines; null = no limit. */
export interface AssetFilter {
  /** built in this year or before; assets without a year stay */
  readonly builtBefore: number | null
  /** [mm]; assets without a size stay */
  readonly leastDiameter: number | null
  /** 1 by gid = stays: what a trace found. It is of this page alone, no link carries it */
  readonly among: Uint8Array | null
}

export const NO_FILTER: AssetFilter = { builtBefore: null, leastDiameter: null, among: null }

/** Does a filter leave anything out? */
export function isFiltering({ builtBefore, leastDiameter, among }: AssetFilter): boolean {
  return builtBefore !== null || leastDiameter !== null || among !== null
}

/** Does an asset pass? One whose year or size is not known stays: it may be what one looks for. */
export function passesFilter(index: AssetIndex, gid: number, filter: AssetFilter): boolean {
  const { builtBefore, leastDiameter, among } = filter
  const year = index.builtYear[gid] ?? 0
  const size = index.diameter[gid] ?? 0
  return (
    (among === null || among[gid] === 1) &&
    (builtBefore === null || year === 0 || year <= builtBefore) &&
    (leastDiameter === null || size === 0 || size >= leastDiameter)
  )
}

/** What a filter and the hidden disciplines leave of a city. */
export interface FilterCount {
  readonly total: number
  readonly shown: number
  /** shown only because the year that is filtered by is not known */
  readonly unknownYear: number
  /** shown only because the size that is filtered by is not known, or because it has none */
  readonly unknownSize: number
  /** shown assets by the code of their discipline */
  readonly disciplines: readonly number[]
  /** shown assets by the position of their band; empty where the palette has none */
  readonly bands: readonly number[]
}

/** Counts what is drawn, as `scene/asset-paint` draws it. */
export function countShown(
  index: AssetIndex,
  filter: AssetFilter,
  isHidden: (disciplineCode: number) => boolean,
  scale: BandScale | null,
): FilterCount {
  const count = { total: 0, shown: 0, unknownYear: 0, unknownSize: 0 }
  const disciplines: number[] = []
  const bands = (scale?.bands ?? []).map(() => 0)
  for (let gid = 1; gid < index.ids.length; gid += 1) {
    if (!index.ids.has(gid)) continue
    count.total += 1
    const code = index.discipline[gid] ?? 0
    if (isHidden(code) || !passesFilter(index, gid, filter)) continue
    count.shown += 1
    if (filter.builtBefore !== null && index.builtYear[gid] === 0) count.unknownYear += 1
    if (filter.leastDiameter !== null && index.diameter[gid] === 0) count.unknownSize += 1
    disciplines[code] = (disciplines[code] ?? 0) + 1
    const band = scale?.bandOf(index, gid)
    if (band !== undefined) bands[band] = (bands[band] ?? 0) + 1
  }
  return { ...count, disciplines, bands }
}
