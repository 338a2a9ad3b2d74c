import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readListed } from '../../data-pipeline/read/a-read-survey.ts'
import { benchFolder } from './bench-folder.ts'

const folder = join(benchFolder, 'pipeline/ifc-infra')
const others = join(benchFolder, 'tiles/ifc43_infra')
const LOCAL = { crs: 'local', anchor: { lon: 120.3, lat: 36.1 }, vertical: 'local' }
/** EPSG:7856, GDA2020 / MGA zone 56 */
const MGA56 = '+proj=utm +zone=56 +south +ellps=GRS80 +units=m +no_defs'

const read = (path: string, options: object = LOCAL) => readListed({ sources: [path], ...options })
const errorsOf = (survey: Awaited<ReturnType<typeof read>>) =>
  survey.findings.list.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)

describe.runIf(existsSync(folder))('IFC infrastructure test files', () => {
  test.each([
    ['DrainageSystem-1-1.ifc', 'IfcPipeSegment 6, IfcDistributionChamberElement 7; triangles 1144'],
    ['DrainageSystem-1-2.ifc', 'IfcPipeSegment 6, IfcDistributionChamberElement 7; triangles 1144'],
    ['KIT-Simple-Road-Test-Web-IFC4x3_RC2.ifc', 'IfcPavement 39, IfcKerb 27; triangles 3026'],
  ])('%s: %s', async (name, counts) => {
    const survey = await read(join(folder, name))
    expect(String(survey.facts[name])).toContain(counts)
    expect(errorsOf(survey)).toEqual([])
  })

  test('the wells of the drainage system stand between the inverts and rims of its property sets', async () => {
    const survey = await read(join(folder, 'DrainageSystem-1-2.ifc'))
    const wells = survey.models.filter(({ kind }) => kind === 'IfcDistributionChamberElement')
    expect(wells.length).toBe(7)
    for (const { mesh, attributes, discipline } of wells) {
      const heights = mesh.positions.filter((_, index) => index % 3 === 2)
      const set = 'imPset_DistributionChamberElementCommon'
      expect(Math.min(...heights)).toBeCloseTo(Number(attributes[`${set}.InvertElevation`]), 3)
      expect(Math.max(...heights)).toBeCloseTo(Number(attributes[`${set}.RimElevation`]), 3)
      expect(discipline).toBe('storm')
    }
  })

  test('a terrain of IfcTriangulatedIrregularNetwork, for which web-ifc has no mesh, is told', async () => {
    const survey = await read(join(folder, 'Georeferencing-Tin-12d-1.ifc'), {
      crs: MGA56,
      vertical: 'AHD',
      geoid: 'egm96',
    })
    expect(survey.models).toEqual([])
    const earthworks = await read(join(folder, 'UT-Earthworks-01.ifc'))
    expect(earthworks.facts['UT-Earthworks-01.ifc']).toContain('IfcEarthworksFill 1; triangles 23830')
    expect(errorsOf(earthworks)).toEqual(['ifc-no-mesh'])
    expect(survey.findings.list).toContainEqual(
      expect.objectContaining({
        rule: 'ifc-no-mesh',
        value: expect.stringContaining('IfcTriangulatedIrregularNetwork'),
      }),
    )
  })

  test.each([
    ['pipeline/ifc-infra/LinearPlacement-4.ifc', 33],
    ['tiles/ifc43_infra/LinearPlacement-1.ifc', 11],
    ['tiles/ifc43_infra/FixedReferenceSweptAreaSolid-1.ifc', 1],
  ])('%s: each of %i products along an alignment is told and left out', async (file, count) => {
    const survey = await read(join(benchFolder, file))
    expect(survey.models).toEqual([])
    expect(errorsOf(survey)).toEqual(new Array(count).fill('ifc-linear-placement'))
  })

  test('a bare alignment and a site without products give nothing, and are told', async () => {
    const alignment = await read(join(others, 'Alignment-12d-1.ifc'))
    expect([alignment.models.length, errorsOf(alignment)]).toEqual([0, []])
    const site = await read(join(others, 'UT_GeoRef_1.ifc'), {
      // EPSG:5834 = DB_REF / 3-degree Gauss-Kruger zone 4 and DHHN92
      crs: '+proj=tmerc +lat_0=0 +lon_0=12 +k=1 +x_0=4500000 +y_0=0 +ellps=bessel +towgs84=584.9636,107.7175,413.8067,1.1155,0.2824,-3.1384,7.9922 +units=m +no_defs',
      vertical: 'DHHN92',
      geoid: 'egm96',
    })
    expect(site.models).toEqual([])
    expect(site.findings.list).toContainEqual(expect.objectContaining({ rule: 'type-not-read', value: 'IfcSite 1' }))
  })
})
