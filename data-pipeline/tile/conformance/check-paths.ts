import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type CheckTally, checkFile, checkTileset } from './check-tileset.ts'
import { decoderReady } from './decode.ts'

export type { CheckTally } from './check-tileset.ts'
export type { Finding } from './finding.ts'

/** Nothing that could be checked lies at a path. */
export class UnreadablePath extends Error {}

/**
 * Checks tilesets and single contents: a path is a tileset.json, a .glb or .gltf, or a folder, which is searched for
 * tilesets and, where it has none, for contents.
 *
 * @throws  UnreadablePath when a path is missing or holds nothing to check
 */
export async function checkPaths(paths: readonly string[], progress: (path: string) => void): Promise<CheckTally> {
  await decoderReady
  const tally: CheckTally = {
    tilesets: 0,
    tiles: 0,
    contents: 0,
    features: 0,
    triangles: 0,
    findings: [],
    unchecked: [],
    seen: new Set(),
  }
  for (const path of paths)
    for (const file of await filesAt(path)) {
      progress(file)
      try {
        if (isContent(file)) {
          tally.contents++
          await checkFile(file, null, tally)
        } else await checkTileset(file, tally)
      } catch (error) {
        throw new UnreadablePath(`${file}: ${error instanceof Error ? error.message : String(error)}`)
      }
    }
  return tally
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new UnreadablePath(`${path}: does not exist`)
  if (found.isFile()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const tilesets = files.filter((file) => /(^|[\\/])tileset\.json$/i.test(file))
  const wanted = tilesets.length > 0 ? tilesets : files.filter(isContent)
  if (wanted.length === 0) throw new UnreadablePath(`${path}: no tileset.json, .glb or .gltf in this folder`)
  return wanted
}

function isContent(file: string): boolean {
  return /\.(glb|gltf)$/i.test(file)
}
