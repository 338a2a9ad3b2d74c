import { SPACE_KINDS, type SpaceKind } from '../../src/domain/leak/space-file.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { ToldParts } from '../publish/told-parts.ts'
import type { SpaceRows } from './space-part.ts'
import type { PartOfStructure } from './structure-spaces.ts'

const PART = 'spaces'
const MISSING: Record<SpaceKind | 'depth', Localized> = {
  well: { zh: '井深或井室尺寸未知，容积未知', en: 'wells whose depth or shaft is not known have no volume' },
  drain: { zh: '排水管断面未知，容积未知', en: 'drains whose section is not known have no volume' },
  duct: {
    zh: '管块内孔或管沟断面未知，容积未知',
    en: 'ducts whose holes, and trenches whose section is not known have no volume',
  },
  tunnel: { zh: '隧道断面未知，容积未知', en: 'tunnels whose section is not known have no volume' },
  basement: { zh: '地下室容积未知', en: 'basements whose volume is not known' },
  other: { zh: '化粪池等的容积未知', en: 'tanks whose volume is not known' },
  depth: { zh: '空间的埋深未知', en: 'how deep the space lies is not known' },
}
const ASSUMED = {
  empty: {
    zh: '排水管内水位未知，按空管计容积',
    en: 'drains have the volume of empty ones: how much water is in them is not told',
  },
  walls: {
    zh: '综合管廊的防火墙未测，舱室按全长连通',
    en: 'fire walls were not surveyed: cabins are open along their length',
  },
  ground: {
    zh: '结构埋深按地形高程计',
    en: 'structures lie below the ground model: no ground was surveyed above them',
  },
} as const satisfies Record<string, Localized>

/** Tells what spaces go without, rows after rows. */
export class SpaceTeller {
  private readonly withoutVolume: readonly ((id: () => string) => void)[]
  private readonly withoutDepth: (id: () => string) => void
  private readonly empty: (id: () => string) => void

  constructor(missing: ToldParts, assumed: ToldParts) {
    this.withoutVolume = SPACE_KINDS.map((kind) => missing.each(PART, MISSING[kind]))
    this.withoutDepth = missing.each(PART, MISSING.depth)
    this.empty = assumed.each(PART, ASSUMED.empty)
  }

  tell({ columns, count }: SpaceRows): void {
    const { kind, volume, depth, otherDepth, id } = columns
    const drain = SPACE_KINDS.indexOf('drain')
    for (let row = 0; row < count; row++) {
      const name = () => id.at(row)
      const hasVolume = !Number.isNaN(volume[row] ?? Number.NaN)
      if (!hasVolume) this.withoutVolume[kind[row] ?? 0]?.(name)
      else if (kind[row] === drain) this.empty(name)
      if (Number.isNaN((depth[row] ?? 0) + (otherDepth[row] ?? 0))) this.withoutDepth(name)
    }
  }
}

/** What is taken of structures, one of each. */
export function tellStructures(parts: readonly PartOfStructure[], assumed: ToldParts): void {
  const [walls, ground] = [assumed.each(PART, ASSUMED.walls), assumed.each(PART, ASSUMED.ground)]
  for (const [asset, cabins] of cabinsByAsset(parts)) {
    ground(() => asset)
    if (cabins.size > 1) walls(() => asset)
  }
}

function cabinsByAsset(parts: readonly PartOfStructure[]): Map<string, Set<string>> {
  const cabins = new Map<string, Set<string>>()
  for (const { asset, cabin } of parts) cabins.set(asset, (cabins.get(asset) ?? new Set()).add(cabin))
  return cabins
}
