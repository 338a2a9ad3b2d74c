import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ASSET_STATUSES, QUALITY_LEVELS } from '../../src/domain/asset/asset.ts'
import type { InternalManifest } from '../../src/domain/config/city-manifest.ts'
import { encodeNetwork } from '../../src/domain/network/network-file.ts'
import { type RowsByTable, TABLES, type TableName } from '../../src/domain/records/rows.ts'
import { writeFlood } from '../flood/write-flood.ts'
import { disciplineIndex } from '../ingest/ingest.ts'
import { LeakFiles } from '../leak/write-leak.ts'
import { unreadable } from '../read/input-file.ts'
import { linkFile, linkTree } from '../shard/link-tree.ts'
import { shardOf } from '../shard/shard-grid.ts'
import { finishTileset } from '../tile/finish-tileset.ts'
import { localFrame } from '../tile/local-frame.ts'
import { writeTileset } from '../tile/write-tileset.ts'
import { assetRows } from './asset-rows.ts'
import type { CityBuild } from './city-build.ts'
import { writeTable, writeTableList } from './copy-table.ts'
import { attributesOf, structureFeatures } from './features.ts'
import { writeFlatExtract } from './flat-extract.ts'
import { FlatRows } from './flat-part.ts'
import { networkOf } from './network.ts'
import { NETWORK_DISCIPLINES } from './network-part.ts'
import type { PlacedAsset } from './placed.ts'
import { publicCells } from './public-cells.ts'
import { manifestOf, reportFaults } from './public-files.ts'

/** Writes the internal grade of a build into a folder, but for its report; see data-pipeline/README.md, "A build". */
export async function writeInternalFiles(city: CityBuild, directory: string): Promise<void> {
  const { survey, shards, others, geoid, ground } = city
  for (const folder of ['rows/asset', 'network', 'documents', 'tiles'])
    await mkdir(join(directory, folder), { recursive: true })
  const { pipes, nodes } = await writeShardTiles(city, join(directory, 'tiles'))
  const solids = structureFeatures(others, ground)
  const structures = await writeTileset(solids, { directory: join(directory, 'tiles/structures'), geoid })
  reportFaults(survey, structures.faults)
  const flat = [...shards.map(({ folder }) => join(folder, 'flat.bin')), flatRows(others).encode()]
  await writeFlatExtract(join(directory, 'flat.bin'), survey.city, flat, city.maxGid)
  const leaks = new LeakFiles(city, directory)
  const networks = await writeNetworks(city, join(directory, 'network'), leaks)
  const [flood, leak] = [await writeFlood(city, directory), await leaks.finish()]
  await writeRows(city, join(directory, 'rows'))
  await copyDocuments(city, join(directory, 'documents'))
  const manifest: InternalManifest = {
    ...manifestOf(city),
    grade: 'internal',
    crs: survey.crs.name,
    tilesets: {
      pipes: pipes.path && `tiles/${pipes.path}`,
      nodes: nodes.path && `tiles/${nodes.path}`,
      structures: structures.path === null ? null : 'tiles/structures/tileset.json',
    },
    flat: 'flat.bin',
    networks,
    flood,
    leak,
    maxGid: city.maxGid,
    counts: {
      lines: survey.lines.count,
      points: survey.points.count,
      structures: others.length,
      sensors: survey.tables.sensor.length,
    },
    length: { planar: city.lengths.planar, ellipsoid: city.lengths.ellipsoid },
  }
  await writeFile(join(directory, 'city.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Gives the tiles of all shards their place in the build, and writes what lies above them. */
async function writeShardTiles({ survey, shards, drawing, geoid }: CityBuild, directory: string) {
  for (const { folder, tiles } of shards) {
    await linkTree(join(folder, 'tiles'), directory)
    reportFaults(survey, tiles.faults)
  }
  const finished = shards.map(({ name, tiles }) => ({ cell: shardOf(name), tiles }))
  const { lon, lat, instancedNodes, isImplicit } = drawing
  const frame = localFrame(lon, lat, 0, geoid)
  return await finishTileset(finished, { directory, frame, city: survey.city, instancedNodes, isImplicit })
}

function flatRows(others: readonly PlacedAsset[]): FlatRows {
  const rows = new FlatRows()
  for (const asset of others) {
    const { builtYear, qualityLevel, status } = attributesOf(asset)
    const flat = {
      ...{ gid: asset.gid, id: asset.id, kind: asset.kind, middle: asset.middle, size: 0 },
      discipline: disciplineIndex(asset.discipline),
      builtYear: builtYear ?? 0,
      quality: qualityLevel === null ? 0 : 1 + QUALITY_LEVELS.indexOf(qualityLevel),
      status: ASSET_STATUSES.indexOf(status),
    }
    rows.push(
      flat,
      asset.path.flatMap(({ lon, lat, height }) => [lon, lat, height]),
    )
  }
  return rows
}

async function writeNetworks(city: CityBuild, directory: string, leaks: LeakFiles): Promise<Record<string, string>> {
  const { survey, shards, names } = city
  const written: Record<string, string> = {}
  for (const discipline of NETWORK_DISCIPLINES) {
    const files = (kind: string) => shards.map(({ folder }) => join(folder, `${discipline}.${kind}`))
    const devices = city.others.flatMap(({ id, gid, discipline: own, of }) =>
      of.type === 'device' && own === discipline ? [{ id, gid, start: of.ends[0], end: of.ends[1] }] : [],
    )
    const { findings } = survey
    const given = { city: survey.city, names, customers: survey.tables.customer, findings, devices }
    const network = networkOf(discipline, { nodes: files('nodes'), links: files('links') }, given)
    if (!network) continue
    written[discipline] = `network/${discipline}.bin`
    await writeFile(join(directory, `${discipline}.bin`), encodeNetwork(network))
    await leaks.add(network)
  }
  return written
}

/** One file a table, but for findings, which come last; assets, which are many, have one more a shard. */
async function writeRows(
  { survey, shards, others, known, bounds, cells, ground }: CityBuild,
  directory: string,
): Promise<void> {
  const rows: { readonly [Table in TableName]?: readonly RowsByTable[Table][] } = {
    ...survey.tables,
    asset: assetRows(survey.city, others, known, ground),
    public_cell: publicCells(cells, bounds, survey.tables.district),
  }
  writeTableList(directory)
  for (const table of TABLES) {
    const list = rows[table]
    if (list) writeTable(directory, table, list)
  }
  for (const { name, folder } of shards)
    await linkFile(join(folder, 'rows.copy'), join(directory, 'asset', `${name}.copy`))
}

/** Files that a document row names and the folder has; the ones it lacks are findings already. */
async function copyDocuments({ survey }: CityBuild, directory: string): Promise<void> {
  if (survey.documents === null) return
  for (const { file } of survey.tables.document) {
    // a name with a path in it could read files from elsewhere
    if (file.includes('/') || file.includes('\\')) continue
    await copyFile(join(survey.documents, file), join(directory, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'EISDIR')
        throw unreadable(join(survey.documents ?? '', file), error)
    })
  }
}
