import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublicManifest } from '../../src/domain/config/city-manifest.ts'
import type { Survey } from '../survey.ts'
import type { ShapeFault } from '../tile/tileset-summary.ts'
import { writePublicTileset } from '../tile/write-tileset.ts'
import { writePublicBuildings } from './buildings.ts'
import type { CityBuild } from './city-build.ts'
import { publicBridges } from './features.ts'
import { cellsGeoJson, publicCells } from './public-cells.ts'
import { roadsGeoJson, waterGeoJson } from './public-map.ts'
import { writePublicTerrain } from './public-terrain.ts'

/** Writes the public grade of a build into a folder: no line, id, gid, level, size or owner of a pipe. */
export async function writePublicFiles(city: CityBuild, directory: string): Promise<void> {
  const { survey, others, ground, geoid, bounds } = city
  // faults of bridges are told by the internal grade, with their ids
  const bridges = await writePublicTileset(publicBridges(others, ground), {
    directory: join(directory, 'bridges'),
    geoid,
  })
  const json = async (name: string, value: object | null) => {
    if (value) await writeFile(join(directory, name), `${JSON.stringify(value)}\n`)
    return value ? name : null
  }
  const manifest: PublicManifest = {
    ...manifestOf(city),
    ...(await writePublicTerrain(city, directory)),
    buildings: await writePublicBuildings(city, directory),
    bridges: bridges.path === null ? null : 'bridges/tileset.json',
    roads: await json('roads.geojson', roadsGeoJson(survey)),
    water: await json('water.geojson', waterGeoJson(survey)),
    cells: await json('cells.geojson', cellsGeoJson(publicCells(city.cells, bounds, survey.tables.district))),
  }
  await writeFile(join(directory, 'city.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** What both grades say of a build; paths to public files are filled in by the public one. */
export function manifestOf({ survey, build, geoid, bounds }: CityBuild): PublicManifest {
  return {
    city: survey.city,
    name: survey.name,
    grade: 'public',
    build,
    isExample: survey.isExample,
    mapReview: survey.mapReview,
    vertical: { datum: survey.vertical, geoid },
    bounds: [...bounds],
    terrain: null,
    terrainTiles: null,
    buildings: null,
    bridges: null,
    roads: null,
    water: null,
    cells: null,
  }
}

/** Shapes that could not be drawn, among the findings. */
export function reportFaults({ city, findings }: Survey, faults: readonly ShapeFault[]): void {
  for (const { feature, rule, message } of faults)
    findings.add('error', rule, message, { assets: [feature.slice(city.length + 1)] })
}
