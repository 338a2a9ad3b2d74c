import { cellsWithin, type Extent, type Ring } from '../../../src/domain/inundation/cells.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { FloodCase } from '../case/case.ts'

/** So many are named; more are counted. */
const NAMED = 10

/** Buildings and roofs that hold the middle of no cell, as none does that is smaller than a cell: what becomes of them is told. */
export function emptyPolygons({ buildings, roofs }: FloodCase, extent: Extent): Localized[] {
  const blocks = namesOf('buildings', buildings, (ring) => [ring], extent)
  const covers = namesOf('roofs', roofs, ({ polygon, holes }) => [polygon, ...holes], extent)
  return [
    ...(blocks ? [tell(blocks, '栋建筑', 'buildings', '按地面过水', 'water passes where they stand')] : []),
    ...(covers ? [tell(covers, '处屋面', 'roofs', '其雨水落在地面', 'their rain falls on the ground')] : []),
  ]
}

interface Empty {
  readonly count: number
  readonly named: string
}

function namesOf<One>(
  item: string,
  all: readonly One[],
  ringsOf: (one: One) => readonly Ring[],
  extent: Extent,
): Empty | null {
  const names = all.flatMap((one, index) => (cellsWithin(extent, ringsOf(one)).length > 0 ? [] : [`${item}[${index}]`]))
  if (names.length === 0) return null
  return { count: names.length, named: names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ', …' : '') }
}

function tell({ count, named }: Empty, zhWhat: string, enWhat: string, zh: string, en: string): Localized {
  return {
    zh: `${count} ${zhWhat}不含任何格心（小于网格或在网格之外），${zh}（${named}）。`,
    en: `${count} ${enWhat} hold the middle of no cell (smaller than a cell, or outside): ${en} (${named}).`,
  }
}
