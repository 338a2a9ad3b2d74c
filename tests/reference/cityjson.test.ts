import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { buildCity } from '../../data-pipeline/build.ts'
import { readListed } from '../../data-pipeline/read/a-read-survey.ts'
import { checkPaths } from '../../data-pipeline/tile/conformance/check-paths.ts'
import { benchFolder } from './bench-folder.ts'

const folder = join(benchFolder, 'pipeline/cityjson')
/** EPSG:28992, which the twin does not know by its number (epsg.io). */
const RIJKSDRIEHOEK =
  '+proj=sterea +lat_0=52.15616055555555 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.2369,50.0087,465.658,-0.406857,0.350733,-1.87035,4.0812 +units=m +no_defs'
const NETHERLANDS = { crs: RIJKSDRIEHOEK, vertical: 'NAP', geoid: 'egm96' }

describe.runIf(existsSync(folder))('CityJSON of cjio', () => {
  test('delft: counts of the README, buildings as prisms, bridges and other things as models', async () => {
    const survey = await readListed({ sources: [join(folder, 'delft.json')], ...NETHERLANDS })
    expect(survey.facts['delft.json']).toBe(
      'Bridge 3, Building 160, LandUse 81, PlantCover 126, WaterBody 3, Road 143, GenericCityObject 54; vertices 18262',
    )
    expect(survey.buildings.length).toBe(160)
    expect(survey.models.filter(({ discipline }) => discipline === 'bridge').length).toBe(3)
    expect(survey.models.filter(({ kind }) => kind === 'GenericCityObject').length).toBe(54)
    expect(survey.findings.count('error')).toBe(0)
    // the extent that the file states, [84616.468, 447422.999, …, 85140.839, 447750.636, …]
    const [lon = 0, lat = 0] = survey.models[0]?.mesh.positions ?? []
    const [x, y] = survey.crs.fromLonLat(lon, lat)
    expect(x).toBeGreaterThan(84_616)
    expect(x).toBeLessThan(85_141)
    expect(y).toBeGreaterThan(447_422)
    expect(y).toBeLessThan(447_751)
  })

  test('delft becomes tiles without a fault', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'cityjson-'))
    onTestFinished(() => rm(directory, { recursive: true }))
    const [dataDirectory, publicDirectory] = [join(directory, 'data'), join(directory, 'public')]
    const sources = [join(folder, 'delft.json')]
    await buildCity({ sources, ...NETHERLANDS, name: 'delft', dataDirectory, publicDirectory })
    const { findings, features } = await checkPaths([directory], () => {})
    expect(findings).toEqual([])
    expect(features).toBeGreaterThanOrEqual(57)
  })

  test('delft without a definition of its CRS, and rotterdam without any, are refused with the reason', async () => {
    const read = (file: string) => readListed({ sources: [join(folder, file)], vertical: 'NAP', geoid: 'egm96' })
    await expect(read('delft.json')).rejects.toMatchObject({ finding: { rule: 'crs-unknown' } })
    await expect(read('rotterdam_subset.json')).rejects.toMatchObject({ finding: { rule: 'no-crs' } })
  })

  test('rotterdam: 16 buildings of LOD 2 with their own shape', async () => {
    const survey = await readListed({ sources: [join(folder, 'rotterdam_subset.json')], ...NETHERLANDS })
    expect(survey.facts['rotterdam_subset.json']).toBe('Building 16; vertices 383')
    expect(survey.buildings.filter(({ mesh }) => mesh !== undefined).length).toBe(16)
    expect(survey.findings.count('error')).toBe(0)
  })
})
