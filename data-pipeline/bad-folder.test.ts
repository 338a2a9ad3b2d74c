import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { expect, onTestFinished, test } from 'vitest'
import { buildCity } from './build.ts'
import type { Finding } from './check/finding.ts'
import { wkbOf, writeGeoPackage } from './read/a-geopackage.ts'
import { writeShapefile } from './read/a-shapefile.ts'
import { linesText, pointsText } from './read/a-survey-folder.ts'
import { aWorkbook } from './read/a-workbook.ts'
import { anAccessFile } from './read/an-access-file.ts'
import { checkPaths } from './tile/conformance/check-paths.ts'

const [EAST, NORTH] = [531_000, 3_988_000]
/** Two points and the pipe between them, north of all others by `row`, and a third point without a place. */
const points = (row: number, nowhere: number | string | null) => [
  { Exp_No: `A${row}`, X: NORTH + row, Y: EAST, Surf_H: 5, Subsid: '检查井' },
  { Exp_No: `B${row}`, X: NORTH + row, Y: EAST + 50, Surf_H: 5, Subsid: '检查井' },
  { Exp_No: `C${row}`, X: nowhere, Y: EAST, Surf_H: 5, Subsid: '检查井' },
]
const lines = (row: number) => [{ S_Exp: `A${row}`, E_Exp: `B${row}`, S_Deep: 1, E_Deep: 1, PSize: '300' }]
const rowsOf = (records: readonly Readonly<Record<string, string | number | null>>[]) => [
  Object.keys(records[0] ?? {}),
  ...records.map((record) => Object.values(record)),
]
/** A pipe of a network, `row` metres north, and one that goes nowhere. */
const path = (row: number): [number, number][] => [
  [EAST, NORTH + row],
  [EAST + 50, NORTH + row],
]
const NOWHERE: [number, number][] = [
  [EAST, Number.NaN],
  [EAST + 50, NORTH],
]
const pipe = (id: string) => ({ id, diameter: 300 })
const collection = (id: string, row: number, nowhere: unknown) => ({
  type: 'FeatureCollection',
  crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4549' } },
  features: [path(row), nowhere].map((coordinates, index) => ({
    type: 'Feature',
    properties: pipe(`${id}${index}`),
    geometry: { type: 'LineString', coordinates },
  })),
})
const SQUARE = '3988500 531000 5 3988500 531020 5 3988510 531020 5 3988510 531000 5 3988500 531000 5'
const FLAT = '3988500 531000 5 3988510 531000 5 3988520 531000 5 3988500 531000 5'
const polygon = (posList: string) =>
  `<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>${posList}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember>`
const GML = `<core:CityModel xmlns:core="c" xmlns:gml="g" xmlns:uro="u" xmlns:frn="f">
<gml:boundedBy><gml:Envelope srsName="http://www.opengis.net/def/crs/EPSG/0/4549"/></gml:boundedBy>
<core:cityObjectMember><uro:WaterPipe gml:id="gml"><frn:lod1Geometry><gml:MultiSurface>${polygon(SQUARE)}${polygon(FLAT)}</gml:MultiSurface></frn:lod1Geometry></uro:WaterPipe></core:cityObjectMember>
</core:CityModel>`
const CITY_JSON = JSON.stringify({
  type: 'CityJSON',
  version: '2.0',
  transform: { scale: [1, 1, 1], translate: [EAST, NORTH + 600, 2] },
  metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/4549' },
  // the second face is a line: it has no normal
  CityObjects: {
    shed: {
      type: 'GenericCityObject',
      geometry: [{ type: 'MultiSurface', lod: '1', boundaries: [[[0, 1, 3]], [[0, 1, 2]]] }],
    },
  },
  vertices: [
    [0, 0, 0],
    [10, 0, 0],
    [20, 0, 0],
    [0, 10, 0],
  ],
})
const LAND_XML = `<?xml version="1.0"?><LandXML xmlns="http://www.landxml.org/schema/LandXML-1.2" version="1.2">
<Units><Metric linearUnit="meter" diameterUnit="millimeter" elevationUnit="meter"/></Units><CoordinateSystem epsgCode="4549"/>
<PipeNetworks><PipeNetwork name="N" pipeNetType="storm"><Structs>
<Struct name="1" elevSump="3" elevRim="5"><Center>3988700 531000</Center><Invert elev="3" flowDir="out" refPipe="p"/></Struct>
<Struct name="2" elevSump="2" elevRim="5"><Center>3988700 531040</Center><Invert elev="2.9" flowDir="in" refPipe="p"/></Struct></Structs>
<Pipes><Pipe name="p" refStart="1" refEnd="2"><CircPipe diameter="400"/></Pipe><Pipe name="q" refStart="1" refEnd="9"><CircPipe diameter="400"/></Pipe></Pipes>
</PipeNetwork></PipeNetworks></LandXML>`
const INP = `[JUNCTIONS]
 J1 2 3
 J2 2 3
 J3 two 3
 J4 2 3
[CONDUITS]
 C1 J1 J2 50 0.01 0 0
[XSECTIONS]
 C1 CIRCULAR 0.3 0 0 0
[COORDINATES]
 J1 531000 3988800
 J2 531050 3988800
 J3 531060 3988800
 J4 east 3988800
[OPTIONS]
 FLOW_UNITS CMS
`
const cut = (bytes: Uint8Array, share = 0.5) => bytes.subarray(0, Math.floor(bytes.length * share))

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-bad-folder-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** Of every format one file with a faulty row or face, and one that ends in the middle. */
async function aFolderOfEveryFormat(): Promise<string> {
  const folder = await aFolder()
  const write = (name: string, content: string | Uint8Array) => writeFile(join(folder, name), content)
  await write('JSPOINT.csv', pointsText('JS4,NaN,531000,5,弯头,,,,WATER'))
  await write('JSLINE.csv', linesText('JS1,JS9,1,1,200,PE,8,2020,直埋,WATER'))
  const sheets = { YSPOINT: { rows: rowsOf(points(100, '十')) }, YSLINE: { rows: rowsOf(lines(100)) } }
  await write('storm.xlsx', aWorkbook(sheets))
  await write('broken.xlsx', cut(aWorkbook(sheets)))
  const access = anAccessFile({ WSPOINT: points(200, null), WSLINE: lines(200) })
  await write('sewer.mdb', access)
  await write('broken.mdb', cut(access))
  const shapes = [path(300), NOWHERE].map((part, index) => ({ shape: { parts: [part] }, values: pipe(`shp${index}`) }))
  for (const name of ['shape', 'broken']) await writeShapefile(join(folder, name), { type: 3, records: shapes })
  await write('broken.shp', cut(await readFile(join(folder, 'broken.shp')), 0.9))
  const features = [wkbOf(...path(350)), wkbOf(...NOWHERE)].map((wkb, index) => ({ wkb, values: pipe(`gpkg${index}`) }))
  writeGeoPackage(join(folder, 'town.gpkg'), { pipes: { srs: 4549, features } })
  await write('broken.gpkg', cut(await readFile(join(folder, 'town.gpkg'))))
  const geojson = JSON.stringify(collection('geojson', 400, [['a', 'b']]))
  await write('town.geojson', geojson)
  await write('broken.geojson', geojson.slice(0, -40))
  const flat = serialize(collection('fgb', 450, NOWHERE) as never, 4549)
  await write('town.fgb', flat)
  await write('broken.fgb', cut(flat, 0.8))
  await write('town.gml', GML)
  await write('broken.gml', GML.slice(0, 300))
  await write('town.city.json', CITY_JSON)
  await write('broken.city.json', CITY_JSON.slice(0, -20))
  await write('town.xml', LAND_XML)
  await write('broken.xml', LAND_XML.slice(0, 400))
  await write('town.inp', INP)
  await write('broken.inp', INP.replace(/\[COORDINATES\][^[]*/, ''))
  await write('broken.ifc', 'ISO-10303-21;')
  return folder
}

test('of a folder of every format the sound rest is built, and each broken file and row is told once', async () => {
  const [source, root] = [await aFolderOfEveryFormat(), await aFolder()]
  const target = { dataDirectory: join(root, 'data'), publicDirectory: join(root, 'public') }
  const report = await buildCity({ sources: [source], crs: 'EPSG:4549', vertical: '1985', name: 'town', ...target })
  const file = await readFile(join(target.dataDirectory, 'town/build/report.json'), 'utf8')
  const { findings } = JSON.parse(file) as { findings: Finding[] }
  const errors = findings.filter(({ severity }) => severity === 'error')
  expect(
    errors.map(({ rule, file: name, row }) => [name, row, rule].filter((part) => part !== null).join(' ')).sort(),
  ).toEqual([
    'JSLINE.csv 4 unknown-point',
    'JSPOINT.csv 5 bad-coordinate',
    'broken.city.json 1 bad-json',
    'broken.fgb 2 truncated',
    'broken.geojson 1 bad-json',
    'broken.gml 3 bad-xml',
    'broken.gpkg truncated',
    'broken.ifc bad-ifc',
    'broken.inp missing-section',
    'broken.mdb bad-access',
    'broken.shp truncated',
    'broken.xlsx bad-workbook',
    'broken.xml 4 bad-xml',
    'sewer.mdb#WSPOINT 3 bad-coordinate',
    'shape.shp 2 bad-coordinate',
    'storm.xlsx#YSPOINT 4 bad-coordinate',
    'town.fgb 2 bad-coordinate',
    'town.geojson 2 bad-coordinate',
    'town.gpkg#pipes 2 bad-coordinate',
    'town.inp 14 not-a-number',
    'town.inp 4 not-a-number',
    'town.xml 6 unknown-point',
  ])
  // the faces without area and without a normal are told of their models
  expect(report.rules).toContainEqual(expect.objectContaining({ rule: 'model-faces', total: 2 }))
  expect(report.counts).toMatchObject({ lines: 10, points: 11, models: 2 })
  expect((await checkPaths([root], () => {})).findings).toEqual([])
})
