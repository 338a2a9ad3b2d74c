import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { linkTree } from '../shard/link-tree.ts'
import type { ShardPart } from './city-build.ts'

/** Puts the tiles of all shards below one tileset.json, each as a tileset of its own. @returns false when there are none */
export async function writePipesTileset(shards: readonly ShardPart[], directory: string): Promise<boolean> {
  const children: object[] = []
  let largest = 0
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (const { name, folder, tiles } of shards) {
    if (!tiles.root) continue
    await linkTree(join(folder, 'tiles/pipes'), join(directory, name))
    const { box, transform, geometricError } = tiles.root
    const world = moved(box, transform)
    largest = Math.max(largest, geometricError)
    for (const axis of [0, 1, 2]) {
      const reach = [3, 6, 9].reduce((sum, at) => sum + Math.abs(world[at + axis] ?? 0), 0)
      low[axis] = Math.min(low[axis] ?? 0, (world[axis] ?? 0) - reach)
      high[axis] = Math.max(high[axis] ?? 0, (world[axis] ?? 0) + reach)
    }
    children.push({
      boundingVolume: { box: world },
      geometricError,
      content: { uri: `${name}/tileset.json` },
    })
  }
  if (children.length === 0) return false
  const middle = low.map((value, axis) => (value + (high[axis] ?? 0)) / 2)
  const [x = 0, y = 0, z = 0] = low.map((value, axis) => ((high[axis] ?? 0) - value) / 2)
  const geometricError = Math.max(2 * Math.hypot(x, y, z), 2 * largest, 1)
  const root = {
    boundingVolume: { box: [...middle, x, 0, 0, 0, y, 0, 0, 0, z] },
    geometricError: Math.max(largest, 1),
    refine: 'REPLACE',
    children,
  }
  const text = JSON.stringify({ asset: { version: '1.1', generator: 'lifeline-twin' }, geometricError, root })
  await writeFile(join(directory, 'tileset.json'), text)
  return true
}

/** A box in Earth-centred metres. */
function moved(box: readonly number[], transform: readonly number[]): number[] {
  const turn = (at: number, isPlace: boolean) =>
    [0, 1, 2].map(
      (row) =>
        [0, 1, 2].reduce((sum, column) => sum + (transform[column * 4 + row] ?? 0) * (box[at + column] ?? 0), 0) +
        (isPlace ? (transform[12 + row] ?? 0) : 0),
    )
  return [turn(0, true), turn(3, false), turn(6, false), turn(9, false)].flat()
}
