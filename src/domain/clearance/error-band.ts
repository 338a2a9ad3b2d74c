import type { QualityLevel } from '../asset/asset.ts'

/**
 * How far a surveyed place may be off where the survey gives no error [m]: exposed ±0.05 (CJJ 61), detected ±0.25 (PAS
 * 128 QL-B2), surface evidence ±0.5 (QL-B3), records alone or nothing known ±1. Example values.
 */
const BANDS = { A: 0.05, B: 0.25, C: 0.5, D: 1 } as const

/** Error band of a place, horizontal or vertical [m]: as given, else by its quality level. */
export function errorBand(given: number | null, quality: QualityLevel | null): number {
  return given ?? BANDS[quality ?? 'D']
}

/** 四值: `uncertain` where the survey's error alone decides. */
export type ClearanceAnswer = 'pass' | 'fail' | 'uncertain'

/**
 * Judges a measured clearance.
 *
 * @param gap  surface to surface [m]; below 0 = they overlap
 * @param band  error of the gap [m], ≥ 0
 */
export function judgeClearance(gap: number, required: number, band: number): ClearanceAnswer {
  if (gap + band < required) return 'fail'
  return gap - band >= required ? 'pass' : 'uncertain'
}
