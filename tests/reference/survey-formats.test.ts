import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Findings } from '../../data-pipeline/check/finding.ts'
import { readListed } from '../../data-pipeline/read/a-read-survey.ts'
import { geoFeatures } from '../../data-pipeline/read/geo-feature.ts'
import { openLayers } from '../../data-pipeline/read/layer-files.ts'
import { openRows } from '../../data-pipeline/read/table.ts'
import { listTables } from '../../data-pipeline/read/table-files.ts'
import { benchFolder } from './bench-folder.ts'

/** Outside data; its READMEs were counted by an independent script. */
const BENCH = join(benchFolder, 'pipeline')
const DUTCH_GRID =
  '+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.417,50.3319,465.552,-0.398957,0.343988,-1.8774,4.0725 +units=m'

async function rowsOf(path: string, columns: readonly string[]): Promise<string[][]> {
  const rows: string[][] = []
  const options = { encoding: 'utf-8', required: columns.slice(0, 1) } as const
  const table = await openRows(path, options, new Findings())
  await table.each((row) => rows.push(columns.map((name) => row.cell(table.column(name)))))
  return rows
}

async function countOf(path: string): Promise<number> {
  let count = 0
  for (const layer of await openLayers(path, 'utf-8')) for await (const _ of layer.features()) count++
  return count
}

describe.runIf(existsSync(BENCH))('tables and layers of others', () => {
  const access = (name: string) => join(BENCH, 'access-reader', name)

  test('Access 2003: Table1 has 2 rows of 9 columns, Table2 none of 89', async () => {
    const path = access('V2003_test.mdb')
    expect((await listTables(path)).map((table) => table.split('#')[1])).toEqual([
      'Table1',
      'Table2',
      'Table3',
      'Table4',
    ])
    const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']
    expect(await rowsOf(`${path}#Table1`, letters)).toEqual([
      ['abcdefg', 'hijklmnop', '2', '222', '333333333', '444.555', '1974-09-21', '3.5000', '1'],
      ['a', 'b', '0', '0', '0', '0', '1981-12-12', '0.0000', '0'],
    ])
    expect(await rowsOf(`${path}#Table2`, ['column1', 'column89'])).toEqual([])
    await expect(rowsOf(`${path}#Table2`, ['column90'])).rejects.toMatchObject({ finding: { rule: 'missing-column' } })
    await expect(rowsOf(`${path}#Table9`, ['A'])).rejects.toMatchObject({
      finding: { rule: 'no-table', expected: 'Table1, Table2, Table3, Table4' },
    })
  })

  test('Access 2007: the one table has 65 rows of 13 columns', async () => {
    const rows = await rowsOf(access('ASampleDatabase.accdb'), ['Asset No', 'Acquired', 'Warranty', 'Comments'])
    expect(rows.length).toBe(65)
    expect(rows[0]).toEqual(['30050', '1997-09-02', '12', ''])
  })

  test('an Access file without survey tables is refused with the names of its tables', async () => {
    await expect(
      readListed({ sources: [access('ASampleDatabase.accdb')], crs: 'EPSG:4549', vertical: '1985' }),
    ).rejects.toMatchObject({ finding: { rule: 'unknown-table', value: 'ASampleDatabase.accdb#Asset Items' } })
  })

  const dutch = join(BENCH, 'gpkg-dhydamo/Example_model.gpkg')

  test.each([
    ['hydroobject', 61],
    ['stuw', 25],
    ['duikersifonhevel', 92],
    ['brug', 1],
    ['profielpunt', 2203],
    ['ruwheidprofiel', 9976],
    ['gemaal', 2],
    ['pomp', 3],
    ['kunstwerkopening', 217],
    ['test_empty', 0],
  ])('GeoPackage: %s has %i rows', async (layer, count) => {
    expect(await countOf(`${dutch}#${layer}`)).toBe(count)
  })

  test('GeoPackage: its culverts become lines once the grid is given, which it does not lead to CGCS2000 itself', async () => {
    const sources = [`${dutch}#duikersifonhevel`]
    const options = { sources, vertical: 'egm96', discipline: 'storm', name: 'dutch' }
    await expect(readListed(options)).rejects.toMatchObject({
      finding: { rule: 'crs-unknown', file: 'Example_model.gpkg#duikersifonhevel', value: 'Amersfoort / RD New' },
    })
    const survey = await readListed({ ...options, crs: DUTCH_GRID })
    expect(survey.lines.length).toBe(92)
    const [first] = survey.lines[0]?.path ?? []
    expect(first?.lon).toBeGreaterThan(5)
    expect(first?.lon).toBeLessThan(7)
    expect(first?.lat).toBeCloseTo(51.54, 1)
  })

  test.each([
    ['pipes', 'line', 1001],
    ['manholes', 'point', 1007],
    ['pipe_nodes', 'point', 2833],
  ])('GeoJSON: %s has %s features: %i', async (name, kind, count) => {
    const [layer] = await openLayers(join(BENCH, 'hydromt-piave', `${name}.geojson`), 'utf-8')
    expect(layer?.crs).toBe('urn:ogc:def:crs:EPSG::3857')
    const findings = new Findings()
    let found = 0
    for await (const feature of layer ? geoFeatures(layer, findings) : []) if (feature.kind === kind) found++
    expect(found).toBe(count)
    expect(findings.list).toEqual([])
  })

  test.each(['test-dataset-DSS.xtf', 'minimal-dataset-SIA405-ABWASSER.xtf'])(
    'INTERLIS: %s is refused with a hint',
    async (name) => {
      const refusal = {
        finding: { rule: 'format-not-read', file: name, message: { en: expect.stringContaining('ili2gpkg') } },
      }
      const options = { crs: 'EPSG:4549', vertical: '1985' }
      await expect(readListed({ sources: [join(BENCH, 'teksi-dss', name)], ...options })).rejects.toMatchObject(refusal)
      await expect(readListed({ sources: [join(BENCH, 'teksi-dss')], ...options })).rejects.toMatchObject({
        finding: { rule: 'format-not-read' },
      })
    },
  )
})
