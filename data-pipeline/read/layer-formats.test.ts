import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { wkbOf, writeGeoPackage } from './a-geopackage.ts'
import { type ListedSurvey, readListed } from './a-read-survey.ts'
import { writeShapefile } from './a-shapefile.ts'
import type { SurveyOptions } from './read-survey.ts'

const MANHOLES = [
  { at: [531_000, 3_988_000], values: { manholeid: 'M1', ground: 10, bottom: 8 } },
  { at: [531_050, 3_988_000], values: { manholeid: 'M2', ground: 9, bottom: 7.5 } },
] as const
const PIPES = [
  {
    path: MANHOLES.map(({ at }) => at),
    values: {
      pipe_id: 'P1',
      from_node: 'M1',
      to_node: 'M2',
      invert_up: 8,
      invert_dn: 7.5,
      diameter: 500,
      material: '混凝土',
    },
  },
]
const CRS = { type: 'name', properties: { name: 'EPSG:4549' } }
const PRJ =
  'PROJCS["t",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-layers-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function read(sources: readonly string[], options: Partial<SurveyOptions> = {}): Promise<ListedSurvey> {
  return await readListed({ sources, vertical: '1985', name: 'town', discipline: 'sewer', ...options })
}

const feature = (type: string, coordinates: unknown, properties: object) => ({
  type: 'Feature',
  geometry: { type, coordinates },
  properties,
})
const features = () => [
  ...MANHOLES.map(({ at, values }) => feature('Point', at, values)),
  ...PIPES.map(({ path, values }) => feature('LineString', path, values)),
]

async function readGeo(some: readonly object[], options: Partial<SurveyOptions> = {}, name = 'town.geojson') {
  const source = join(await aFolder(), name)
  await writeFile(source, JSON.stringify({ features: some, type: 'FeatureCollection', crs: CRS }))
  return await read([source], options)
}

function expectTheNetwork(survey: ListedSurvey): void {
  expect(survey.findings.list).toEqual([])
  expect(survey.crs.name).toBe('EPSG:4549')
  expect(survey.points).toMatchObject([
    { key: 'M1', x: expect.closeTo(531_000, 6), y: expect.closeTo(3_988_000, 6), ground: 10, bottom: 8 },
    { key: 'M2', ground: 9, bottom: 7.5 },
  ])
  expect(survey.lines).toMatchObject([
    {
      key: 'P1',
      startPoint: 'M1',
      endPoint: 'M2',
      start: { level: 8, ground: 10, depth: 2 },
      end: { level: 7.5 },
      section: { kind: 'circle', width: 0.5 },
      material: 'T',
    },
  ])
}

describe('pipes and manholes are the same network', () => {
  test('as GeoJSON, with the members in any order', async () => {
    expectTheNetwork(await readGeo(features()))
  })

  test.each(['', '\u001E'])('as a sequence of features, each after "%s"', async (separator) => {
    const source = join(await aFolder(), 'town.geojsonl')
    await writeFile(
      source,
      features()
        .map((one) => `${separator}${JSON.stringify(one)}\n`)
        .join(''),
    )
    expectTheNetwork(await read([source], { crs: 'EPSG:4549' }))
  })

  test('as Shapefiles', async () => {
    const folder = await aFolder()
    const manholes = MANHOLES.map(({ at, values }) => ({ shape: { point: at }, values }))
    const pipes = PIPES.map(({ path, values }) => ({ shape: { parts: [path] }, values }))
    await writeShapefile(join(folder, 'manholes'), { type: 1, prj: PRJ, records: manholes })
    await writeShapefile(join(folder, 'pipes'), { type: 3, prj: PRJ, cpg: 'GBK', encoding: 'gb18030', records: pipes })
    expectTheNetwork(await read([folder]))
  })

  test('as a GeoPackage, whole or by its layers, also in write-ahead mode', async () => {
    const folder = await aFolder()
    const source = join(folder, 'town.gpkg')
    writeGeoPackage(source, {
      manholes: { srs: 4549, features: MANHOLES.map(({ at, values }) => ({ wkb: wkbOf(at), values })) },
      pipes: { srs: 4549, features: PIPES.map(({ path, values }) => ({ wkb: wkbOf(...path), values })) },
    })
    expectTheNetwork(await read([source]))
    expectTheNetwork(await read([`${source}#manholes`, `${source}#pipes`]))
    const file = await open(source, 'r+')
    await file.write(Uint8Array.of(2, 2), 0, 2, 18)
    await file.close()
    expectTheNetwork(await read([source]))
    await writeFile(`${source}-wal`, 'changes')
    await expect(read([source])).rejects.toMatchObject({ finding: { rule: 'unfinished-writing' } })
  })

  test('as FlatGeobuf', async () => {
    const folder = await aFolder()
    const [first, second, pipe] = features()
    const bytes = (some: unknown[]) => serialize({ type: 'FeatureCollection', features: some } as never, 4549)
    await writeFile(join(folder, 'manholes.fgb'), bytes([first, second]))
    await writeFile(join(folder, 'pipes.fgb'), bytes([pipe]))
    expectTheNetwork(await read([folder]))
    const whole = bytes([first, second])
    await writeFile(join(folder, 'cut.fgb'), whole.subarray(0, whole.length - 30))
    await expect(read([join(folder, 'cut.fgb')])).rejects.toMatchObject({ finding: { file: 'cut.fgb' } })
  })
})

describe('geometries', () => {
  const pipe = PIPES[0]?.values ?? {}
  const [a, b] = [
    [531_000, 3_988_000],
    [531_050, 3_988_000],
  ]
  const parts = [
    [a, b],
    [b, [531_050, 3_988_040]],
  ]

  test('a line of several parts is several lines, and a null or bad geometry costs its feature', async () => {
    const survey = await readGeo([
      feature('MultiLineString', parts, { pipe_id: 'P1' }),
      { type: 'Feature', geometry: null, properties: {} },
      feature('LineString', [a, [null, 1]], {}),
      feature('LineString', [a], {}),
      feature('Polygon', [[a, b, a, a]], {}),
      { type: 'Feature' },
    ])
    expect(survey.lines.map(({ key }) => key)).toEqual(['P1', 'P1#2'])
    const told = survey.findings.list.filter(({ rule }) => rule !== 'unknown-section')
    expect(told.map(({ rule, row }) => [rule, row])).toEqual([
      ['bad-geometry', 2],
      ['bad-coordinate', 3],
      ['bad-coordinate', 4],
      ['bad-geometry', 6],
      ['other-geometry', null],
    ])
  })

  test('heights of a geometry are levels only when a mapping file says so', async () => {
    const folder = await aFolder()
    const line = feature(
      'LineString',
      [
        [...a, 3],
        [...b, 2.5],
      ],
      { pipe_id: 'P1', dn: 300 },
    )
    const plain = await readGeo([line])
    expect(plain.lines[0]?.start.level).toBeNull()
    expect(plain.findings.list).toMatchObject([{ rule: 'geometry-heights', severity: 'note', value: 1 }])
    const mapping = join(folder, 'mapping.json')
    await writeFile(mapping, '{"lines":{"startInvert":"@start_z","endInvert":"@end_z"}}')
    expect((await readGeo([line], { mapping })).lines[0]).toMatchObject({ start: { level: 3 }, end: { level: 2.5 } })
  })

  test('Z of Shapefiles and GeoPackages is read the same', async () => {
    const folder = await aFolder()
    const mapping = join(folder, 'mapping.json')
    await writeFile(mapping, '{"lines":{"startInvert":"@start_z","endInvert":"@end_z"}}')
    const path = [
      [531_000, 3_988_000, 3],
      [531_050, 3_988_000, 2.5],
    ]
    const values = { pipe_id: 'P1', dn: 300 }
    await writeShapefile(join(folder, 'pipes'), { type: 13, prj: PRJ, records: [{ shape: { parts: [path] }, values }] })
    writeGeoPackage(join(folder, 'pipes.gpkg'), { pipes: { srs: 4549, features: [{ wkb: wkbOf(...path), values }] } })
    for (const name of ['pipes.shp', 'pipes.gpkg']) {
      const survey = await read([join(folder, name)], { mapping })
      expect(survey.lines[0]).toMatchObject({ start: { level: 3 }, end: { level: 2.5 } })
    }
  })

  test('texts in another encoding than the .cpg says are told', async () => {
    const folder = await aFolder()
    const records = PIPES.map(({ path, values }) => ({ shape: { parts: [path] }, values }))
    await writeShapefile(join(folder, 'pipes'), { type: 3, prj: PRJ, cpg: 'UTF-8', encoding: 'gb18030', records })
    const survey = await read([join(folder, 'pipes.shp')])
    expect(survey.findings.list[0]).toMatchObject({ rule: 'undecodable', severity: 'error', file: 'pipes.shp', row: 1 })
  })

  test('lines that name points where there are none are told once', async () => {
    const lines = PIPES.flatMap(({ path, values }) =>
      ['P1', 'P2'].map((key) => feature('LineString', path, { ...values, pipe_id: key })),
    )
    const survey = await readGeo(lines)
    expect(survey.lines.map(({ startPoint }) => startPoint)).toEqual([null, null])
    expect(survey.findings.list).toMatchObject([{ rule: 'unknown-point', severity: 'warning', value: 4 }])
  })

  test('an empty layer is told, and the others are read', async () => {
    const source = join(await aFolder(), 'town.gpkg')
    writeGeoPackage(source, {
      empty: { srs: 4549, features: [] },
      pipes: {
        srs: 4549,
        features: [
          { wkb: wkbOf(a ?? [], b ?? []), values: pipe },
          { wkb: null, values: pipe },
        ],
      },
    })
    const survey = await read([source])
    expect(survey.lines.length).toBe(1)
    expect(survey.findings.list.filter(({ rule }) => rule !== 'unknown-point')).toMatchObject([
      { rule: 'empty-layer', file: 'town.gpkg#empty', severity: 'note' },
      { rule: 'bad-geometry', file: 'town.gpkg#pipes', row: 2 },
    ])
  })
})

describe('coordinates of layers', () => {
  test('without a CRS, or in a datum that nothing leads from, are refused with what to give', async () => {
    const folder = await aFolder()
    const records = PIPES.map(({ path, values }) => ({ shape: { parts: [path] }, values }))
    await writeShapefile(join(folder, 'none'), { type: 3, records })
    await expect(read([join(folder, 'none.shp')])).rejects.toMatchObject({ finding: { rule: 'no-crs' } })
    const xian = PRJ.replace('D_China_2000', 'D_Xian_1980').replace('6378137.0,298.257222101', '6378140.0,298.257')
    await writeShapefile(join(folder, 'xian'), { type: 3, prj: xian, records })
    await expect(read([join(folder, 'xian.shp')])).rejects.toMatchObject({
      finding: { rule: 'crs-unknown', message: { en: expect.stringContaining('+towgs84') } },
    })
    const given = '+proj=tmerc +lon_0=120 +x_0=500000 +a=6378140 +rf=298.257 +towgs84=0,0,0 +units=m'
    const survey = await read([join(folder, 'xian.shp')], { crs: given })
    expect(survey.lines.length).toBe(1)
    expect(survey.findings.list.map(({ rule }) => rule)).toContain('crs-given')
  })

  test('with X and Y swapped are turned and told', async () => {
    const turned = features().map((one) => JSON.parse(JSON.stringify(one).replace(/(\d{6}),(\d{7})/g, '$2,$1')))
    const survey = await readGeo(turned)
    expect(survey.findings.list).toMatchObject([{ rule: 'swapped-axes', severity: 'warning', column: 'geometry' }])
    expect(survey.points[0]).toMatchObject({ x: 531_000, y: 3_988_000 })
  })

  test('with zone numbers before the eastings are read by them', async () => {
    const numbered = features().map((one) => JSON.parse(JSON.stringify(one).replaceAll('531', '40531')))
    const survey = await readGeo(numbered)
    expect(survey.findings.list).toMatchObject([{ rule: 'zone-number', severity: 'note' }])
    expect(survey.points[0]).toMatchObject({ x: 531_000, y: 3_988_000 })
  })

  test('in several CRS become one', async () => {
    const folder = await aFolder()
    const [first, second, line] = features()
    const write = async (name: string, crs: string, some: unknown) =>
      await writeFile(
        join(folder, name),
        JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: crs } }, features: some }),
      )
    await write('a-pipes.geojson', 'EPSG:4549', [line])
    const moved = (one: unknown) => JSON.parse(JSON.stringify(one).replaceAll('[531', '[40531'))
    await write('b-manholes.geojson', 'EPSG:4528', [moved(first), moved(second)])
    expectTheNetwork(await read([folder]))
  })
})

describe('the discipline of a layer', () => {
  test('is the one that the mapping file gives, else the option, else sewer and told', async () => {
    const folder = await aFolder()
    const layer = { srs: 4549, features: PIPES.map(({ path, values }) => ({ wkb: wkbOf(...path), values })) }
    writeGeoPackage(join(folder, 'town.gpkg'), { js: layer, ps: layer })
    await writeFile(join(folder, 'mapping.json'), '{"layers":{"js":"water"}}')
    const options = { mapping: join(folder, 'mapping.json') }
    const source = join(folder, 'town.gpkg')
    const given = await read([source], { ...options, discipline: 'storm' })
    expect(given.lines.map(({ discipline }) => discipline)).toEqual(['water', 'storm'])
    const untold = await read([source], { ...options, discipline: undefined })
    expect(untold.lines.map(({ discipline }) => discipline)).toEqual(['water', 'sewer'])
    expect(untold.findings.list[0]).toMatchObject({ rule: 'assumed-discipline', file: 'town.gpkg#ps', value: 'sewer' })
  })

  test('is told by survey.json for the files that it names', async () => {
    const folder = await aFolder()
    const records = PIPES.map(({ path, values }) => ({ shape: { parts: [path] }, values }))
    await writeShapefile(join(folder, 'pipes'), { type: 3, prj: PRJ, records })
    const manifest = {
      city: 'town',
      name: { zh: '镇', en: 'Town' },
      crs: 'EPSG:4549',
      vertical: '1985',
      networks: [{ discipline: 'water', files: ['pipes.shp', 'absent.gpkg'] }],
    }
    await writeFile(join(folder, 'survey.json'), JSON.stringify(manifest))
    const survey = await readListed({ sources: [folder] })
    expect(survey.lines).toMatchObject([{ discipline: 'water', key: 'P1' }])
    expect(survey.findings.list.filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'missing-file', file: 'absent.gpkg' },
    ])
  })
})

test('a table whose geometry lies in another CRS than the survey is refused', async () => {
  const folder = await aFolder()
  const point = { shape: { point: [120.34, 36.02] }, values: { Exp_No: 'JS1', Surf_H: 5 } }
  const prj =
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
  await writeShapefile(join(folder, 'JSPOINT'), { type: 1, prj, records: [point] })
  await writeFile(join(folder, 'JSLINE.csv'), 'S_Exp,E_Exp\nJS1,JS2\n')
  const manifest = {
    city: 'town',
    name: { zh: '镇', en: 'Town' },
    crs: 'EPSG:4549',
    vertical: '1985',
    cjj61: [{ discipline: 'water', points: 'JSPOINT.shp', lines: 'JSLINE.csv' }],
  }
  await writeFile(join(folder, 'survey.json'), JSON.stringify(manifest))
  await expect(readListed({ sources: [folder] })).rejects.toMatchObject({ finding: { rule: 'crs-contradiction' } })
})
