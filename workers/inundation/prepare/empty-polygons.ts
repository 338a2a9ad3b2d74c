import { cellsWithin, type Extent, type Ring } from '../../../src/domain/inundation/cells.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { FloodCase } from '../case/case.ts'

/** So many are named; more are counted. */
const NAMED = 10

/** Buildings and roofs that hold the middle of no cell, as none does that is smaller than a cell: what becomes of each is told. */
export function emptyPolygons({ buildings, roofs }: FloodCase, extent: Extent): Localized[] {
  return [
    ...told(
      'buildings',
      buildings.map((ring) => [ring]),
      extent,
      {
        zh: '其处按地面过水',
        en: 'water passes where they stand',
      },
    ),
    ...told(
      'roofs',
      roofs.map(({ polygon, holes }) => [polygon, ...holes]),
      extent,
      {
        zh: '其雨水落在地面',
        en: 'their rain falls on the ground',
      },
    ),
  ]
}

function told(item: string, polygons: readonly (readonly Ring[])[], extent: Extent, what: Localized): Localized[] {
  const empty = polygons.flatMap((rings, index) => (cellsWithin(extent, rings).length > 0 ? [] : [`${item}[${index}]`]))
  if (empty.length === 0) return []
  const named = empty.slice(0, NAMED).join(', ') + (empty.length > NAMED ? ', …' : '')
  return [
    {
      zh: `${named}：共 ${empty.length} 个多边形不含任何格心（小于网格或在网格之外），${what.zh}。`,
      en: `${named}: ${empty.length} in all hold the middle of no cell (smaller than a cell, or outside): ${what.en}.`,
    },
  ]
}
