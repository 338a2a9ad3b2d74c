import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { buildCity } from './build.ts'
import type { Finding } from './check/finding.ts'
import { aSurveyFolder, linesText, pointsText } from './read/a-survey-folder.ts'

const square = (x: number) => `POLYGON((${x} 3988100,${x + 10} 3988100,${x + 10} 3988110,${x} 3988110,${x} 3988100))`
const FLAT = 'POLYGON((531200 3988100,531210 3988100,531220 3988100,531200 3988100))'
const BOW = 'POLYGON((531300 3988100,531310 3988110,531310 3988100,531300 3988118,531300 3988100))'

/** One broken row in every table, one file that is no table, footprints without area and crossing themselves. */
const FILES = {
  'JSPOINT.csv': pointsText('JS4,NaN,531000,5,弯头,,,,WATER'),
  'JSLINE.csv': linesText('JS1,JS9,1,1,200,PE,8,2020,直埋,WATER'),
  'YSPOINT.csv': '\u0000\u0001\u0002 no table',
  'YSLINE.csv': 'S_Exp,E_Exp\nA,B\n',
  'organisations.csv': 'id,name,party\nWATER,供水公司,enterprise\nX,某公司,nobody\n',
  'districts.csv': `id,name_zh,name_en,wkt\nD1,一区,One,"${square(531_000)}"\nD2,二区,Two,POLYGON((1 2))x\n`,
  'roads.csv':
    'id,name_zh,name_en,class,width_m,wkt\nR1,路,Road,main,wide,"LINESTRING(531000 3988000,531100 3988000)"\n',
  'buildings.csv': `id,height_m,ground_m,wkt\nB1,9,5,"${square(531_050)}"\nB2,9,5,"${FLAT}"\nB3,9,5,"${BOW}"\nB4,tall,5,"${square(531_080)}"\n`,
  'projects.csv': 'id,code,name,category,investment_10k_cny\nP1,,改造,给水,NaN\nP2,2019-1,新建,给水,5\n',
  'responsibilities.csv': 'discipline,party,organisation_id\nwater,enterprise,NOBODY\nwater,owner,WATER\n',
  'customers.csv': 'id,name,class,x_east,y_north\nC1,用户,residential,NaN,3988000\n',
  'land_cover.csv': 'class,wkt\nwater,POINT EMPTY\n',
}
const TABLES = Object.fromEntries(
  ['organisations', 'districts', 'roads', 'buildings', 'projects', 'responsibilities', 'customers', 'land_cover'].map(
    (name) => [name, `${name}.csv`],
  ),
)

async function build(sources: readonly string[], options: object = {}) {
  const root = await mkdtemp(join(tmpdir(), 'lifeline-bad-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const target = { dataDirectory: join(root, 'data'), publicDirectory: join(root, 'public') }
  const report = await buildCity({ sources, ...target, ...options })
  const folder = join(target.dataDirectory, report.city, 'build')
  const { findings } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as { findings: Finding[] }
  return { report, errors: findings.filter(({ severity }) => severity === 'error'), ...target }
}

test('a survey of broken rows and a broken file is built, and each fault is told once', async () => {
  const cjj61 = [
    { discipline: 'water', points: 'JSPOINT.csv', lines: 'JSLINE.csv' },
    { discipline: 'storm', points: 'YSPOINT.csv', lines: 'YSLINE.csv' },
  ]
  const source = await aSurveyFolder({ manifest: { cjj61, tables: TABLES }, files: FILES })
  const { report, errors, publicDirectory } = await build([source])
  expect(report.counts).toMatchObject({ lines: 2, points: 3 })
  const told = errors.map(({ rule, file, row, assets }) => [rule, file ?? assets[0], row].join(' ')).sort()
  expect(told).toEqual([
    'bad-coordinate JSPOINT.csv 5',
    'bad-project-code projects.csv 3',
    'bad-row buildings.csv 5',
    'bad-row customers.csv 2',
    'bad-row districts.csv 3',
    'bad-row land_cover.csv 2',
    'bad-row organisations.csv 3',
    'bad-row projects.csv 2',
    'bad-row responsibilities.csv 3',
    'bad-row roads.csv 2',
    'shape-ring-area buildings.csv 3',
    'shape-ring-crossing buildings.csv 4',
    'unknown-point JSLINE.csv 4',
    'unknown-reference responsibility ',
    'utf-16 YSPOINT.csv ',
  ])
  const buildings = JSON.parse(await readFile(join(publicDirectory, 'testtown/buildings/tileset.json'), 'utf8'))
  expect(buildings.root).toBeDefined()
})

test('of a folder of models, a broken file and a face without a normal are told once and the rest is built', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-models-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const vertices = [
    [0, 0, 0],
    [10, 0, 0],
    [20, 0, 0],
    [0, 10, 0],
    [0, 0, 10],
  ]
  const boundaries = [[[0, 1, 3]], [[0, 1, 2]], [[0, 1, 4]]]
  const model = {
    type: 'CityJSON',
    version: '2.0',
    transform: { scale: [1, 1, 1], translate: [531_000, 3_988_000, 2] },
    metadata: { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/4549' },
    CityObjects: { shed: { type: 'GenericCityObject', geometry: [{ type: 'MultiSurface', lod: '1', boundaries }] } },
    vertices,
  }
  await writeFile(join(folder, 'good.city.json'), JSON.stringify(model))
  await writeFile(join(folder, 'broken.city.json'), JSON.stringify(model).slice(0, 200))
  const { report, errors } = await build([folder], { vertical: '1985', name: 'town' })
  expect(report.counts.models).toBe(1)
  expect(errors.map(({ rule, file }) => [rule, file])).toEqual([['bad-json', 'broken.city.json']])
  expect(report.rules.map(({ rule }) => rule)).toContain('model-faces')
})
