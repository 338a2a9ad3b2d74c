import type { Localized } from '../localized.ts'

/** What CJJ 61-2017 §3.0.2 asks to find out of every line and point, as far as tables hold it. */
export const LINE_CELLS = {
  startDepth: { zh: '起点埋深', en: 'depth at start' },
  endDepth: { zh: '终点埋深', en: 'depth at end' },
  size: { zh: '规格', en: 'size' },
  material: { zh: '材质', en: 'material' },
  builtYear: { zh: '建设年代', en: 'year built' },
  burial: { zh: '埋设方式', en: 'burial' },
  owner: { zh: '权属单位', en: 'owner' },
  pressure: { zh: '压力', en: 'pressure' },
  voltage: { zh: '电压', en: 'voltage' },
} as const satisfies Record<string, Localized>
export type LineCell = keyof typeof LINE_CELLS

export const POINT_CELLS = {
  ground: { zh: '地面高程', en: 'ground level' },
  role: { zh: '特征或附属物', en: 'feature or appurtenance' },
  owner: { zh: '权属单位', en: 'owner' },
} as const satisfies Record<string, Localized>
export type PointCell = keyof typeof POINT_CELLS

const OF_ALL: readonly LineCell[] = ['startDepth', 'endDepth', 'size', 'material', 'builtYear', 'burial', 'owner']
/** 载体特征 */
const OF_SOME: Readonly<Record<string, readonly LineCell[]>> = { gas: ['pressure'], power: ['voltage'] }

/** The cells that a line of a discipline must have. */
export function requiredOfLines(discipline: string): readonly LineCell[] {
  return [...OF_ALL, ...(OF_SOME[discipline] ?? [])]
}
