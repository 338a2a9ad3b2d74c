import type { LineEnd } from '../survey.ts'

/** Both ends of a line with their names in a report. */
export const ENDS = [
  { end: 'start', zh: '起点', en: 'start' },
  { end: 'end', zh: '终点', en: 'end' },
] as const

/** Depth of a line end below ground [m], by its levels where both are known; null = not known. */
export function depthOf({ ground, level, depth }: LineEnd): number | null {
  return ground !== null && level !== null ? ground - level : depth
}
