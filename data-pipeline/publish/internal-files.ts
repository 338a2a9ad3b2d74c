import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { InternalManifest } from '../../src/domain/config/city-manifest.ts'
import { encodeNetwork } from '../../src/domain/network/network-file.ts'
import { TABLES } from '../../src/domain/records/rows.ts'
import { unreadable } from '../read/input-file.ts'
import { writeTileset } from '../tile/write-tileset.ts'
import { assetRows } from './asset-rows.ts'
import type { CityBuild } from './city-build.ts'
import { pipeFeatures, structureFeatures } from './features.ts'
import { flatExtract } from './flat-extract.ts'
import { NETWORK_DISCIPLINES, networkOf } from './network.ts'
import { publicCells } from './public-cells.ts'
import { manifestOf, reportFaults } from './public-files.ts'

/** Writes the internal grade of a build into a folder, but for its report; see data-pipeline/README.md, "A build". */
export async function writeInternalFiles(city: CityBuild, directory: string): Promise<void> {
  const { survey, assets, gids, geoid, ground } = city
  for (const folder of ['rows', 'network', 'documents', 'tiles']) await mkdir(join(directory, folder))
  const pipes = await writeTileset(pipeFeatures(assets, gids), { directory: join(directory, 'tiles/pipes'), geoid })
  const solids = structureFeatures(assets, gids, ground)
  const structures = await writeTileset(solids, { directory: join(directory, 'tiles/structures'), geoid })
  reportFaults(survey, [...pipes.faults, ...structures.faults])
  await writeFile(join(directory, 'flat.bin'), flatExtract(survey.city, assets, gids, city.maxGid))
  const networks: Record<string, string> = {}
  for (const discipline of NETWORK_DISCIPLINES) {
    const network = networkOf(discipline, survey, assets, gids)
    if (!network) continue
    networks[discipline] = `network/${discipline}.bin`
    await writeFile(join(directory, 'network', `${discipline}.bin`), encodeNetwork(network))
  }
  await writeRows(city, join(directory, 'rows'))
  await copyDocuments(city, join(directory, 'documents'))
  const manifest: InternalManifest = {
    ...manifestOf(city),
    grade: 'internal',
    crs: survey.crs.name,
    tilesets: {
      pipes: pipes.path === null ? null : 'tiles/pipes/tileset.json',
      structures: structures.path === null ? null : 'tiles/structures/tileset.json',
    },
    flat: 'flat.bin',
    networks,
    maxGid: city.maxGid,
    counts: {
      lines: survey.lines.length,
      points: survey.points.length,
      structures: survey.structures.length + survey.models.length + survey.devices.length,
      sensors: survey.tables.sensor.length,
    },
    length: city.lengths,
  }
  await writeFile(join(directory, 'city.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

async function writeRows({ survey, assets, gids, bounds }: CityBuild, directory: string): Promise<void> {
  const rows = {
    ...survey.tables,
    asset: assetRows(survey, assets, gids),
    public_cell: publicCells(assets, bounds, survey.tables.district),
  }
  for (const table of TABLES) {
    await writeFile(join(directory, `${table}.ndjson`), rows[table].map((row) => `${JSON.stringify(row)}\n`).join(''))
  }
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
