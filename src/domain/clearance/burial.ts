/** How a line lies in the ground, as far as clearances ask: CJJ 61-2017 埋设方式. */
export type BurialKind = 'direct' | 'duct' | 'trench' | 'gallery' | 'above-ground' | 'in-well' | 'other'

const BURIALS: readonly (readonly [BurialKind, readonly string[]])[] = [
  ['direct', ['直埋', 'ZM', '顶管', 'DG', '水下', 'SX']],
  ['duct', ['管埋', 'GM', '管块', 'GK', '排管', '保护管']],
  ['trench', ['管沟', 'GG', '小通道', 'XTD', '人防', 'RF']],
  ['gallery', ['综合管廊', '综合管廊（沟）', '管廊', 'ZH']],
  ['above-ground', ['架空', 'JK', '地面', 'DM', '上架', 'SJ']],
  ['in-well', ['井内连线', 'JN']],
]
const KINDS = new Map(BURIALS.flatMap(([kind, words]) => words.map((word) => [word, kind] as const)))

/** The kind of a surveyed 埋设方式, as a code or a word; null = not given. */
export function burialKindOf(burial: string | null): BurialKind | null {
  if (burial === null || burial === '') return null
  return KINDS.get(burial) ?? 'other'
}
