import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readListed } from '../a-read-survey.ts'

/** A box of 20 × 10 × 6 m whose corner lies at 531 000 east, 3 992 000 north, H 2; millimetres as whole numbers. */
const floor = [
  [0, 0, 0],
  [20_000, 0, 0],
  [20_000, 10_000, 0],
  [0, 10_000, 0],
]
const box = [...floor, ...floor.map(([x = 0, y = 0]) => [x, y, 6_000])]
const transform = { scale: [0.001, 0.001, 0.001], translate: [531_000, 3_992_000, 2] }
const SHELL = [[[3, 2, 1, 0]], [[4, 5, 6, 7]], [[0, 1, 5, 4]], [[1, 2, 6, 5]], [[2, 3, 7, 6]], [[3, 0, 4, 7]]]
const solid = (lod = '1') => ({ type: 'Solid', lod, boundaries: [SHELL] })
const metadata = { referenceSystem: 'https://www.opengis.net/def/crs/EPSG/0/4549' }

const object = (type: string, ...geometry: object[]) => ({ type, geometry })
const city = (CityObjects: object, more: object = {}) => ({
  type: 'CityJSON',
  version: '2.0',
  transform,
  metadata,
  CityObjects,
  vertices: box,
  ...more,
})

async function read(content: object | string, name = 'town.json', options: object = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'lifeline-cityjson-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
  return await readListed({ sources: [join(folder, name)], vertical: '1985', ...options })
}

const rulesOf = (survey: Awaited<ReturnType<typeof read>>) =>
  survey.findings.list.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule)

describe('a CityJSON file', () => {
  test('gives bridges, tunnels and other things as models, at their place', async () => {
    const survey = await read(
      city({ b: object('Bridge', solid()), t: object('TunnelPart', solid()), g: object('CityFurniture', solid()) }),
    )
    expect(survey.models.map(({ key, discipline }) => [key, discipline])).toEqual([
      ['b', 'bridge'],
      ['t', 'tunnel'],
      ['g', 'other'],
    ])
    const { positions, indices } = survey.models[0]?.mesh ?? { positions: [], indices: [] }
    expect(indices.length).toBe(3 * 12)
    const corners = Array.from({ length: positions.length / 3 }, (_, index) => [
      ...survey.crs.fromLonLat(positions[3 * index] ?? 0, positions[3 * index + 1] ?? 0),
      positions[3 * index + 2] ?? 0,
    ])
    expect(corners).toContainEqual([expect.closeTo(531_020, 4), expect.closeTo(3_992_010, 4), expect.closeTo(8, 9)])
  })

  test('gives a block of a building as a prism, and one with a roof as its own shape', async () => {
    const block = await read(city({ a: object('Building', solid('1.2')) }))
    expect(block.buildings).toMatchObject([{ ground: 2, height: 6, rings: [{ length: 4 }] }])
    expect(block.buildings[0]?.mesh).toBeUndefined()
    const both = city({ a: object('BuildingPart', solid('1.2'), solid('2.2')) })
    expect((await read(both)).buildings[0]?.mesh?.indices.length).toBe(3 * 12)
    expect((await read(both, 'town.json', { level: 1.3 })).buildings[0]?.mesh).toBeUndefined()
  })

  test('leaves out what lies on the ground or indoors, and says so', async () => {
    const survey = await read(
      city({ b: object('Bridge', solid()), r: object('Road', solid()), f: object('BuildingRoom', solid()) }),
    )
    expect(survey.models.length).toBe(1)
    expect(survey.findings.list).toMatchObject([{ rule: 'type-not-read', value: 'Road 1, BuildingRoom 1' }])
  })

  test('places a template by its matrix and its point', async () => {
    const templates = {
      templates: [{ type: 'MultiSurface', lod: '3', boundaries: [[[0, 1, 2]]] }],
      'vertices-templates': [
        [0, 0, 0],
        [1, 0, 0],
        [0, 1, 0],
      ],
    }
    const twice = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1]
    const instance = { type: 'GeometryInstance', template: 0, boundaries: [6], transformationMatrix: twice }
    const survey = await read(city({ lamp: object('CityFurniture', instance) }, { 'geometry-templates': templates }))
    const { positions } = survey.models[0]?.mesh ?? { positions: new Float64Array() }
    const east = [0, 1, 2].map(
      (index) => survey.crs.fromLonLat(positions[3 * index] ?? 0, positions[3 * index + 1] ?? 0)[0],
    )
    expect(Math.max(...east) - Math.min(...east)).toBeCloseTo(2, 4)
    expect(Math.min(...east)).toBeCloseTo(531_020, 4)
  })

  test('as a sequence is read line by line, and a broken line costs one finding', async () => {
    const feature = (id: string, type = 'CityJSONFeature') =>
      JSON.stringify({ type, id, CityObjects: { [id]: object('Bridge', solid()) }, vertices: box })
    const lines = [
      JSON.stringify(city({}, { vertices: [] })),
      feature('a'),
      '{"type":',
      feature('x', 'Other'),
      feature('b'),
      '',
    ]
    const survey = await read(lines.join('\n'), 'town.jsonl')
    expect(survey.models.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(survey.findings.list).toMatchObject([
      { rule: 'bad-json', row: 3 },
      { rule: 'bad-row', row: 4 },
    ])
  })

  test('without a CRS takes a local one, anchored at the middle', async () => {
    const local = { crs: 'local', anchor: { lon: 120.3, lat: 36.1 } }
    const survey = await read(city({ b: object('Bridge', solid()) }, { metadata: {} }), 'town.json', local)
    const { positions } = survey.models[0]?.mesh ?? { positions: new Float64Array() }
    const lons = Array.from({ length: positions.length / 3 }, (_, index) => positions[3 * index] ?? 0)
    expect((Math.min(...lons) + Math.max(...lons)) / 2).toBeCloseTo(120.3, 7)
  })
})

describe('what is wrong in a CityJSON file costs one finding', () => {
  test.each([
    ['a vertex that is not there', [[0, 1, 99]], 'model-faces'],
    ['a face that is no list', 'oops', 'model-faces'],
    ['a face without area', [[0, 1, 0]], 'model-faces'],
  ])('%s', async (_, face, rule) => {
    const surface = { type: 'MultiSurface', lod: '1', boundaries: [[[0, 1, 2]], face] }
    const survey = await read(city({ b: object('Bridge', surface), c: object('Bridge', solid()) }))
    expect(rulesOf(survey)).toEqual([rule])
    expect(survey.models.map(({ mesh }) => mesh.indices.length)).toEqual([3, 36])
  })

  test('an object of another form', async () => {
    const survey = await read(city({ b: object('Bridge', solid()), c: { geometry: 5 } }))
    expect(rulesOf(survey)).toEqual(['bad-geometry'])
    expect(survey.models.length).toBe(1)
  })

  test('a version that is not read, and a text that breaks off, stop the run', async () => {
    await expect(read(city({}, { version: '0.6' }))).rejects.toMatchObject({ finding: { rule: 'cityjson-version' } })
    const whole = JSON.stringify(city({ b: object('Bridge', solid()) }))
    await expect(read(whole.slice(0, -5))).rejects.toMatchObject({ finding: { rule: 'bad-json' } })
  })
})
