import { join } from 'node:path'
import type { Reporter } from './finding.ts'
import { readSubtree } from './read-subtree.ts'
import type { ImplicitTiling } from './tileset-schema.ts'

interface Coordinates {
  readonly level: number
  readonly x: number
  readonly y: number
  readonly z: number
}

/**
 * Follows the subtrees of an implicit tileset and gives the URI of every content that they say is there.
 *
 * @param folder  that URIs are relative to
 * @param templates  content URIs with {level}, {x}, {y}, {z}
 * @param reporterOf  of a subtree file
 */
export async function implicitContents(
  tiling: ImplicitTiling,
  folder: string,
  templates: readonly string[],
  reporterOf: (file: string) => Reporter,
): Promise<{ readonly tiles: number; readonly contents: readonly string[] }> {
  const branching = tiling.subdivisionScheme === 'QUADTREE' ? 4 : 8
  const nodes = (branching ** tiling.subtreeLevels - 1) / (branching - 1)
  const contents: string[] = []
  let tiles = 0
  const pending: Coordinates[] = [{ level: 0, x: 0, y: 0, z: 0 }]
  for (let root = pending.pop(); root; root = pending.pop()) {
    const uri = fill(tiling.subtrees.uri, root)
    const report = reporterOf(uri)
    const subtree = await readSubtree(join(folder, uri), nodes, branching ** tiling.subtreeLevels, report).catch(() => {
      report.error('subtree-missing', '@0', `子树文件读不到：${uri}`, `subtree file cannot be read: ${uri}`)
      return null
    })
    if (!subtree) continue
    let index = 0
    for (let depth = 0; depth < tiling.subtreeLevels; depth++)
      for (let morton = 0; morton < branching ** depth; morton++, index++) {
        const at = below(root, depth, morton, branching)
        if (!subtree.hasTile(index)) continue
        tiles++
        if (at.level >= tiling.availableLevels)
          report.error(
            'subtree-level',
            '/tileAvailability',
            `第 ${at.level} 级超出 availableLevels`,
            `a tile of level ${at.level} lies beyond availableLevels ${tiling.availableLevels}`,
          )
        for (const [slot, template] of templates.entries())
          if (subtree.hasContent[slot]?.(index)) contents.push(fill(template, at))
      }
    for (let morton = 0; morton < branching ** tiling.subtreeLevels; morton++)
      if (subtree.hasChild(morton)) pending.push(below(root, tiling.subtreeLevels, morton, branching))
  }
  return { tiles, contents }
}

function fill(template: string, at: Coordinates): string {
  return template.replace(/\{(level|x|y|z)\}/g, (_, key: keyof Coordinates) => String(at[key]))
}

/** The tile `depth` levels below another at a Morton index: bits of x, y (and z) take turns. */
function below(root: Coordinates, depth: number, morton: number, branching: 4 | 8): Coordinates {
  const axes = branching === 4 ? 2 : 3
  const part = [0, 0, 0]
  for (let bit = 0; bit < depth; bit++)
    for (let axis = 0; axis < axes; axis++)
      part[axis] = (part[axis] ?? 0) | (((morton >> (bit * axes + axis)) & 1) << bit)
  const size = 2 ** depth
  return {
    level: root.level + depth,
    x: root.x * size + (part[0] ?? 0),
    y: root.y * size + (part[1] ?? 0),
    z: root.z * size + (part[2] ?? 0),
  }
}
