import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { describe, expect, onTestFinished, test } from 'vitest'
import { wkbOf, writeGeoPackage } from './a-geopackage.ts'
import { type ListedSurvey, readListed } from './a-read-survey.ts'
import { writeShapefile } from './a-shapefile.ts'
import { aWorkbook } from './a-workbook.ts'
import { anAccessFile } from './an-access-file.ts'
import type { SurveyOptions } from './read-survey.ts'

const POINTS = [
  { Exp_No: 'JS1', X: 3_988_000, Y: 531_000, Surf_H: 5, Feature: '', Subsid: '水厂' },
  { Exp_No: 'JS2', X: 3_988_000, Y: 531_050, Surf_H: 5.1, Feature: '', Subsid: '阀门井' },
  { Exp_No: 'JS3', X: 3_988_040, Y: 531_050, Surf_H: 5.2, Feature: '弯头', Subsid: '' },
]
const LINES = [
  { S_Exp: 'JS1', E_Exp: 'JS2', S_Deep: 1.2, E_Deep: 1.3, PSize: '300', Material: '球墨铸铁', Mdate: '2008-05-12' },
  { S_Exp: 'JS2', E_Exp: 'JS3', S_Deep: 1.3, E_Deep: 1.25, PSize: '300', Material: 'QM', Mdate: '2008-05-12' },
]
const OPTIONS = { crs: 'EPSG:4549', vertical: '1985', name: 'town' }
const PRJ =
  'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-formats-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

async function read(sources: readonly string[], options: Partial<SurveyOptions> = {}): Promise<ListedSurvey> {
  return await readListed({ sources, ...OPTIONS, ...options })
}

/** What must be the same whatever the survey came in; files and rows are its own. */
function seen({ points, lines }: ListedSurvey) {
  return {
    points: points.map(({ key, x, y, ground, feature, appurtenance }) => [key, x, y, ground, feature, appurtenance]),
    lines: lines.map(({ key, start, end, section, material, builtYear }) => [
      key,
      start,
      end,
      section,
      material,
      builtYear,
    ]),
  }
}

async function fromCsv(): Promise<ListedSurvey> {
  const folder = await aFolder()
  await writeCsv(folder)
  return await read([folder])
}

async function writeCsv(folder: string): Promise<void> {
  const text = (rows: readonly object[]) =>
    [Object.keys(rows[0] ?? {}), ...rows.map(Object.values)].map((cells) => cells.join(',')).join('\n')
  await writeFile(join(folder, 'JSPOINT.csv'), text(POINTS))
  await writeFile(join(folder, 'JSLINE.csv'), text(LINES))
}

const header = (rows: readonly object[]) => Object.keys(rows[0] ?? {})
const plane = ({ X, Y }: { X: number; Y: number }) => [Y, X] as const
const path = ({ S_Exp, E_Exp }: { S_Exp: string; E_Exp: string }) =>
  [S_Exp, E_Exp].map((key) => plane(POINTS.find(({ Exp_No }) => Exp_No === key) ?? { X: 0, Y: 0 }))
const withoutPlane = ({ X: _, Y: __, ...rest }: (typeof POINTS)[number]) => rest

describe('the tables of a survey say the same', () => {
  test('as sheets of an Excel workbook, with a title, a merged header, dates and a sheet of notes', async () => {
    const source = join(await aFolder(), 'survey.xlsx')
    const rowsOf = (rows: readonly object[]) => rows.map((row) => Object.values(row))
    const dated = LINES.map((line) => ({ ...line, Mdate: new Date('2008-05-12') }))
    const bytes = aWorkbook({
      说明: { rows: [['本表由外业采集']] },
      JSPOINT: {
        rows: [
          ['给水管点表'],
          ['物探点号', '坐标', null, '地面高程(m)', '特征', '附属物'],
          [null, 'X', 'Y'],
          ...rowsOf(POINTS),
          [null, null],
        ],
        merged: ['A1:F1', 'A2:A3', 'B2:C2', 'D2:D3', 'E2:E3', 'F2:F3'],
      },
      JSLINE: { rows: [header(LINES), ...rowsOf(dated)] },
    })
    await writeFile(source, bytes)
    const survey = await read([source])
    expect(seen(survey)).toEqual(seen(await fromCsv()))
    expect(survey.lines[0]?.source).toEqual({ file: 'survey.xlsx#JSLINE', row: 2 })
    expect(survey.findings.list).toMatchObject([{ rule: 'unknown-table', file: 'survey.xlsx#说明' }])
    expect(new Set(survey.inputs)).toEqual(new Set([source]))
  })

  test('as tables of an Access file, in which one cell is text and the next a number', async () => {
    const source = join(await aFolder(), 'survey.mdb')
    await writeFile(source, anAccessFile({ JSPOINT: POINTS, JSLINE: LINES }))
    const survey = await read([source])
    expect(seen(survey)).toEqual(seen(await fromCsv()))
    expect(survey.lines[1]?.source).toEqual({ file: 'survey.mdb#JSLINE', row: 2 })
    expect(survey.findings.list).toEqual([])
  })

  test.each(['gb18030', 'utf-8'] as const)(
    'as Shapefiles in %s whose points have no X and Y columns',
    async (encoding) => {
      const folder = await aFolder()
      await writeShapefile(join(folder, 'JSPOINT'), {
        type: 1,
        encoding,
        prj: PRJ,
        records: POINTS.map((point) => ({ shape: { point: plane(point) }, values: withoutPlane(point) })),
      })
      await writeShapefile(join(folder, 'JSLINE'), {
        type: 3,
        encoding,
        records: LINES.map((line) => ({ shape: { parts: [path(line)] }, values: line })),
      })
      const survey = await read([folder], { crs: undefined })
      expect(seen(survey)).toEqual(seen(await fromCsv()))
      expect(survey.crs.name).toBe('EPSG:4549')
      expect(survey.inputs.map((input) => input.slice(folder.length + 1))).toEqual([
        'JSPOINT.shp',
        'JSPOINT.dbf',
        'JSPOINT.prj',
        'JSLINE.shp',
        'JSLINE.dbf',
      ])
    },
  )

  test('as layers of a GeoPackage', async () => {
    const source = join(await aFolder(), 'survey.gpkg')
    writeGeoPackage(source, {
      JSPOINT: { srs: 4549, features: POINTS.map((p) => ({ wkb: wkbOf(plane(p)), values: withoutPlane(p) })) },
      JSLINE: { srs: 4549, features: LINES.map((line) => ({ wkb: wkbOf(...path(line)), values: line })) },
    })
    expect(seen(await read([source], { crs: undefined }))).toEqual(seen(await fromCsv()))
  })

  test('as FlatGeobuf files', async () => {
    const folder = await aFolder()
    const collection = (features: object[]) => ({ type: 'FeatureCollection', features }) as never
    const point = (p: (typeof POINTS)[number]) => ({ type: 'Point', coordinates: plane(p) })
    const points = POINTS.map((p) => ({ type: 'Feature', geometry: point(p), properties: withoutPlane(p) }))
    const lines = LINES.map((line) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: path(line) },
      properties: line,
    }))
    await writeFile(join(folder, 'JSPOINT.fgb'), serialize(collection(points), 4549))
    await writeFile(join(folder, 'JSLINE.fgb'), serialize(collection(lines), 4549))
    expect(seen(await read([folder], { crs: undefined }))).toEqual(seen(await fromCsv()))
  })

  test('as tables of several formats that survey.json names', async () => {
    const folder = await aFolder()
    await writeFile(
      join(folder, 'points.xlsx'),
      aWorkbook({ 管点: { rows: [header(POINTS), ...POINTS.map(Object.values)] } }),
    )
    await writeShapefile(join(folder, 'lines'), {
      type: 3,
      records: LINES.map((line) => ({ shape: { parts: [path(line)] }, values: line })),
    })
    await writeGeoPackage(join(folder, 'city.gpkg'), {
      buildings: {
        srs: 4549,
        features: [{ wkb: polygon, values: { id: 'B1', height_m: 12 } }],
      },
    })
    const manifest = {
      city: 'town',
      name: { zh: '镇', en: 'Town' },
      crs: 'EPSG:4549',
      vertical: '1985',
      cjj61: [{ discipline: 'water', points: 'points.xlsx#管点', lines: 'lines.shp' }],
      tables: { buildings: 'city.gpkg#buildings' },
    }
    await writeFile(join(folder, 'survey.json'), JSON.stringify(manifest))
    const survey = await readListed({ sources: [folder] })
    expect(seen(survey)).toEqual(seen(await fromCsv()))
    expect(survey.buildings).toMatchObject([{ height: 12, rings: [{ length: 5 }] }])
  })
})

/** WKB of a square building */
const polygon = Buffer.concat([
  Buffer.from([1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0]),
  Buffer.from(
    Float64Array.from([
      531_000, 3_988_000, 531_010, 3_988_000, 531_010, 3_988_010, 531_000, 3_988_010, 531_000, 3_988_000,
    ]).buffer,
  ),
])

test('a second table of the same kind and discipline is not read, and told', async () => {
  const folder = await aFolder()
  await writeCsv(folder)
  await writeFile(join(folder, 'z.xlsx'), aWorkbook({ JSLINE: { rows: [header(LINES)] } }))
  const survey = await read([folder])
  expect(seen(survey)).toEqual(seen(await fromCsv()))
  expect(survey.findings.list).toMatchObject([{ rule: 'second-table', severity: 'error', file: 'z.xlsx#JSLINE' }])
})

describe('a file that cannot be used costs one finding beside others, and stops the run alone', () => {
  const text = Buffer.from('Exp_No,X,Y\nJS1,3988000,531000\n')
  const compound = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  const cases: readonly [name: string, bytes: Uint8Array, rule: string, says: RegExp][] = [
    ['JSPOINT.xlsx', text, 'bad-workbook', /CSV/],
    ['JSPOINT.xlsx', Buffer.concat([compound, Buffer.alloc(600)]), 'locked-workbook', /password/],
    ['JSPOINT.xlsx', aWorkbook({ JSPOINT: { rows: [['Exp_No']] } }).subarray(0, 400), 'bad-workbook', /cut short/],
    ['survey.mdb', text, 'bad-access', /Access/],
    ['pipes.gpkg', text, 'bad-geopackage', /GeoPackage/],
    ['pipes.fgb', text, 'bad-flatgeobuf', /FlatGeobuf/],
    ['pipes.shp', text, 'bad-shapefile', /Shapefile/],
    ['pipes.geojson', Buffer.from('{"type":"FeatureCollection","features":[{"type":"Fea'), 'bad-json', /feature 0/],
    ['pipes.geojson', Buffer.from('{"type":"Topology"}'), 'no-features', /FeatureCollection/],
    ['sewers.xtf', text, 'format-not-read', /ili2gpkg/],
    ['survey.xls', Buffer.concat([compound]), 'format-not-read', /save it as \.xlsx/],
    ['pipes.dwg', text, 'format-not-read', /GeoPackage/],
  ]
  test.each(cases.map(([name, bytes, rule, says]) => ({ name, bytes, rule, says })))(
    '$name: $rule',
    async ({ name, bytes, rule, says }) => {
      const folder = await aFolder()
      await writeFile(join(folder, name), bytes)
      const refusal = { rule, file: name, message: { en: expect.stringMatching(says) } }
      await expect(read([join(folder, name)])).rejects.toMatchObject({ finding: refusal })
      const beside = await aFolder()
      await writeFile(join(beside, name), bytes)
      await writeCsv(beside)
      // a point table of the same discipline would be the survey's own
      if (name.startsWith('JSPOINT'))
        await rm(join(beside, name)).then(() => writeFile(join(beside, `GD${name}`), bytes))
      const survey = await read([beside])
      expect(survey.lines.length).toBe(2)
      expect(survey.findings.list.filter(({ severity }) => severity === 'error')).toMatchObject([{ rule }])
    },
  )

  test('a GeoPackage, a Shapefile and its table that are cut short', async () => {
    const folder = await aFolder()
    writeGeoPackage(join(folder, 'a.gpkg'), {
      pipes: { srs: 4549, features: LINES.map((l) => ({ wkb: wkbOf(...path(l)), values: l })) },
    })
    await writeShapefile(join(folder, 'b'), {
      type: 3,
      prj: PRJ,
      records: LINES.map((l) => ({ shape: { parts: [path(l)] }, values: l })),
    })
    const shape = await readFile(join(folder, 'b.shp'))
    for (const name of ['a.gpkg', 'b.shp']) {
      const bytes = await readFile(join(folder, name))
      await writeFile(join(folder, name), bytes.subarray(0, bytes.length - 8))
      await expect(read([join(folder, name)])).rejects.toMatchObject({ finding: { rule: 'truncated', file: name } })
    }
    await writeFile(join(folder, 'c.shp'), shape)
    await writeFile(join(folder, 'c.dbf'), (await readFile(join(folder, 'b.dbf'))).subarray(0, 400))
    const refusal = { finding: { rule: 'truncated', file: 'c.dbf' } }
    await expect(read([join(folder, 'c.shp')])).rejects.toMatchObject(refusal)
  })

  test('an unknown extension is answered with what is read', async () => {
    const folder = await aFolder()
    await writeFile(join(folder, 'pipes.xyz'), text)
    await expect(read([join(folder, 'pipes.xyz')])).rejects.toMatchObject({
      finding: { rule: 'unknown-format', value: '.xyz', expected: expect.stringContaining('.gpkg') },
    })
    await writeCsv(folder)
    expect((await read([folder])).findings.list).toMatchObject([
      { rule: 'unknown-format', severity: 'note', value: 'pipes.xyz' },
    ])
  })
})
