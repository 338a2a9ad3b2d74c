import type { PipeFile } from '../../../src/domain/leak/pipe-file.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { toldAt } from './told.ts'

/**
 * Level of each node H [m]: the middle of the axes that end there. Where none is known it is the height of the surveyed point, and
 * where that is not known the middle of all others; both are told.
 *
 * @param isFed  nodes asked for
 * @param isIn  links whose ends count
 */
export function levelsOfNodes(
  { nodeId, nodeHeight, from, to }: NetworkFile,
  { fromLevel, toLevel }: PipeFile,
  isFed: Uint8Array,
  isIn: Uint8Array,
  said: Localized[],
): Float64Array {
  const [sum, count] = [new Float64Array(isFed.length), new Uint32Array(isFed.length)]
  const add = (node: number, level: number) => {
    if (Number.isNaN(level)) return
    sum[node] = (sum[node] ?? 0) + level
    count[node] = (count[node] ?? 0) + 1
  }
  isIn.forEach((is, link) => {
    if (!is) return
    add(from[link] ?? 0, fromLevel[link] as number)
    add(to[link] ?? 0, toLevel[link] as number)
  })
  const level = sum.map((total, node) => (count[node] ? total / (count[node] as number) : (nodeHeight[node] as number)))
  const fed = Array.from(isFed.keys()).filter((node) => isFed[node] === 1)
  const known = fed.filter((node) => Number.isFinite(level[node]))
  const mean = known.reduce((total, node) => total + (level[node] as number), 0) / known.length || 0
  const byPoint = known.filter((node) => count[node] === 0)
  const unknown = fed.filter((node) => !Number.isFinite(level[node]))
  for (const node of unknown) level[node] = mean
  said.push(
    ...toldAt(
      { zh: '管轴高程不详的节点取管点高程', en: 'nodes of unknown axis level lie at the height of their point' },
      nodeId,
      byPoint,
    ),
    ...toldAt(
      {
        zh: `高程不详的节点取平均高程 ${mean.toFixed(1)} m，其压力不可靠`,
        en: `nodes of unknown level lie at the mean of ${mean.toFixed(1)} m: their pressure is not reliable`,
      },
      nodeId,
      unknown,
    ),
  )
  return level
}
