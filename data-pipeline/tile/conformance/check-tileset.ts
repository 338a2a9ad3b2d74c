import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkContent } from './check-content.ts'
import { checkTilesetExtensions } from './check-tileset-extensions.ts'
import { checkTilesetMetadata } from './check-tileset-metadata.ts'
import { type Finding, type Reporter, reporterFor } from './finding.ts'
import { implicitContents } from './implicit-tiles.ts'
import { IDENTITY, type Matrix, multiply } from './matrix.ts'
import { pointer } from './pointer.ts'
import { parseJson } from './read-gltf.ts'
import { reportIssues } from './schema-issues.ts'
import { type Tile, type Tileset, tilesetSchema } from './tileset-schema.ts'
import { type Volume, volumeOf } from './volume.ts'

/** A child may reach this far out of its parent [m]: volumes are written with fewer digits than positions. */
const TOLERANCE = 0.01

/** What was seen; grows while a tileset is walked. */
export interface CheckTally {
  tilesets: number
  tiles: number
  contents: number
  features: number
  triangles: number
  readonly findings: Finding[]
  /** contents of formats before 1.1, which are not looked into */
  readonly unchecked: string[]
  /** tileset files already walked */
  readonly seen: Set<string>
}

interface Walk {
  readonly tally: CheckTally
  readonly report: Reporter
  readonly folder: string
  /** this tileset, and those that hold it */
  readonly above: readonly string[]
}

/**
 * Walks a tileset.json and everything it names.
 *
 * @param above  tilesets that hold this one
 * @throws when the file itself cannot be read
 */
export async function checkTileset(path: string, tally: CheckTally, above: readonly string[] = []): Promise<void> {
  if (tally.seen.has(path)) return
  tally.seen.add(path)
  const bytes = new Uint8Array(await readFile(path))
  tally.tilesets++
  const report = reporterFor(path, tally.findings)
  const json = parseJson(bytes, report)
  if (json === undefined) return
  const parsed = tilesetSchema.safeParse(json)
  if (!parsed.success) reportIssues(tilesetSchema, json, 'tileset-schema', report)
  // A fault in the statistics must not hide faults in the tiles.
  const usable = parsed.success ? parsed : tilesetSchema.omit({ properties: true }).safeParse(json)
  if (!usable.success) return
  const tileset: Tileset = usable.data
  checkTilesetExtensions(tileset, report)
  await checkTilesetMetadata(tileset, dirname(path), report)
  const walk: Walk = { tally, report, folder: dirname(path), above: [...above, path] }
  await checkTile(tileset.root, ['root'], { matrix: IDENTITY, parent: null }, walk)
}

async function checkTile(
  tile: Tile,
  at: readonly PropertyKey[],
  above: {
    readonly matrix: Matrix
    readonly parent: { readonly volume: Volume | null; readonly error: number } | null
  },
  walk: Walk,
): Promise<void> {
  const { tally, report } = walk
  tally.tiles++
  const matrix = tile.transform ? multiply(above.matrix, tile.transform) : above.matrix
  const volume = volumeOf(tile.boundingVolume, matrix)
  if (above.parent) {
    if (tile.geometricError > above.parent.error)
      report.warning(
        'geometric-error',
        pointer([...at, 'geometricError']),
        `几何误差 ${tile.geometricError} 大于父级 ${above.parent.error}`,
        `geometric error ${tile.geometricError} is above the parent's ${above.parent.error}`,
      )
    checkNested(volume, above.parent.volume, pointer([...at, 'boundingVolume']), report)
  }
  const contents = [...(tile.content ? [tile.content] : []), ...(tile.contents ?? [])]
  if (tile.implicitTiling) await checkImplicit(tile.implicitTiling, contents, walk)
  else
    for (const content of contents) {
      const own = content.boundingVolume && volumeOf(content.boundingVolume, matrix)
      checkNested(own ?? null, volume, pointer([...at, 'content', 'boundingVolume']), report)
      // Its own volume is the closer one, and was just seen to lie in the tile's.
      await checkUri(content.uri, pointer([...at, 'content', 'uri']), { matrix, volume: own ?? volume }, walk)
    }
  for (const [index, child] of (tile.children ?? []).entries())
    await checkTile(child, [...at, 'children', index], { matrix, parent: { volume, error: tile.geometricError } }, walk)
}

function checkNested(inner: Volume | null, outer: Volume | null, where: string, report: Reporter): void {
  // A box's corners may stand out of a region that holds all of its content: only like can be compared with like.
  if (!inner?.corners || inner.kind !== outer?.kind) return
  const outside = Math.max(...inner.corners.map((corner) => outer.outside(corner)))
  if (outside > TOLERANCE)
    report.error(
      'volume-outside',
      where,
      `包围体超出父级 ${outside.toFixed(3)} 米`,
      `the volume reaches ${outside.toFixed(3)} m out of the one that holds it`,
    )
}

async function checkImplicit(
  tiling: NonNullable<Tile['implicitTiling']>,
  contents: readonly { readonly uri: string }[],
  walk: Walk,
): Promise<void> {
  const { tally, folder } = walk
  const found = await implicitContents(
    tiling,
    folder,
    contents.map((content) => content.uri),
    (file) => reporterFor(join(folder, file), tally.findings),
  )
  tally.tiles += found.tiles
  for (const uri of found.contents) await checkUri(uri, pointer(['root', 'implicitTiling']), null, walk)
}

async function checkUri(
  uri: string,
  where: string,
  placement: Parameters<typeof checkContent>[1],
  { tally, report, folder, above }: Walk,
): Promise<void> {
  const file = decodeURIComponent(uri.split(/[?#]/)[0] ?? uri)
  const path = join(folder, file)
  const missing = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error)
    const isAbsent = error instanceof Error && 'code' in error
    if (isAbsent) report.error('content-missing', where, `内容读不到：${uri}`, `content cannot be read: ${uri}`)
    else
      report.error(
        'content-broken',
        where,
        `内容无法解析：${uri}（${reason}）`,
        `content breaks the reader: ${uri} (${reason})`,
      )
  }
  if (/\.json$/i.test(file)) {
    if (above.includes(path))
      report.error('tileset-cycle', where, `瓦片集包含自身：${uri}`, `the tileset holds itself: ${uri}`)
    return checkTileset(path, tally, above).catch(missing)
  }
  tally.contents++
  if (!/\.(glb|gltf)$/i.test(file)) {
    tally.unchecked.push(path)
    return
  }
  await checkFile(path, placement, tally).catch(missing)
}

/** Checks one .glb or .gltf. @throws when it cannot be read */
export async function checkFile(
  path: string,
  placement: Parameters<typeof checkContent>[1],
  tally: CheckTally,
): Promise<void> {
  const count = await checkContent(path, placement, reporterFor(path, tally.findings))
  tally.features += count.features
  tally.triangles += count.triangles
}
