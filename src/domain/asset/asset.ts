import type { Localized } from '../localized.ts'

/** What an asset is in the drawing. The position is its code in flat extracts: append, never reorder. */
export const ASSET_KINDS = ['line', 'point', 'structure'] as const
export type AssetKind = (typeof ASSET_KINDS)[number]

/** Operating state, CJJ 61 状态, with 规划 and 在建 of the planning plans. */
export const ASSET_STATUSES = ['planned', 'building', 'in-use', 'abandoned', 'empty', 'other'] as const
export type AssetStatus = (typeof ASSET_STATUSES)[number]

export const statusNames: Record<AssetStatus, Localized> = {
  planned: { zh: '规划', en: 'Planned' },
  building: { zh: '在建', en: 'Under construction' },
  'in-use': { zh: '在用', en: 'In use' },
  abandoned: { zh: '废弃', en: 'Abandoned' },
  empty: { zh: '空管', en: 'Empty duct' },
  other: { zh: '其他', en: 'Other' },
}

/** Location quality after PAS 128 / ASCE 38: A exposed, B detected, C surface evidence and records, D records only. */
export const QUALITY_LEVELS = ['A', 'B', 'C', 'D'] as const
export type QualityLevel = (typeof QUALITY_LEVELS)[number]
