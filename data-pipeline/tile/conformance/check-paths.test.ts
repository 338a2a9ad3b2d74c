import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aFeature, constantGeoid, everyShape } from '../a-feature.ts'
import { writeTileset } from '../write-tileset.ts'
import { checkPaths, UnreadablePath } from './check-paths.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tiles-'))
  const features = Object.values(everyShape).map((shape, index) => aFeature(index + 1, shape))
  await writeTileset(features, { directory, geoid: constantGeoid })
})
afterEach(() => rm(directory, { recursive: true, force: true }))

type Json = Record<string | number, unknown>
const BOX = ['root', 'boundingVolume', 'box']

/** The object or array at a place in a document, to be broken there. */
function at(document: Json, ...path: readonly (string | number)[]): Json {
  let found: unknown = document
  for (const key of path) found = (found as Json)[key]
  return found as Json
}

async function rules(): Promise<string[]> {
  const { findings } = await checkPaths([directory], () => {})
  return [...new Set(findings.map((finding) => finding.rule))].sort()
}

async function breakTileset(change: (tileset: Json) => void): Promise<void> {
  const path = join(directory, 'tileset.json')
  const tileset = JSON.parse(await readFile(path, 'utf8'))
  change(tileset)
  await writeFile(path, JSON.stringify(tileset))
}

/** Changes the JSON chunk of the only tile, and with `bytes` its binary chunk. */
async function breakTile(change: (gltf: Json, bytes: Buffer) => void): Promise<void> {
  const path = join(directory, 'tiles', '0.glb')
  const file = await readFile(path)
  const length = file.readUInt32LE(12)
  const gltf = JSON.parse(file.subarray(20, 20 + length).toString())
  const rest = file.subarray(20 + length)
  change(gltf, rest.subarray(8))
  const json = Buffer.from(JSON.stringify(gltf))
  const padded = Buffer.concat([json, Buffer.alloc((4 - (json.length % 4)) % 4, ' ')])
  const head = Buffer.from(file.subarray(0, 20))
  head.writeUInt32LE(20 + padded.length + rest.length, 8)
  head.writeUInt32LE(padded.length, 12)
  await writeFile(path, Buffer.concat([head, padded, rest]))
}

const table = (gltf: Json) => at(gltf, 'extensions', 'EXT_structural_metadata', 'propertyTables', 0)
const columnView = (gltf: Json, column: string, key: string) =>
  at(gltf, 'bufferViews', Number(at(table(gltf), 'properties', column)[key]))
const featureIds = (gltf: Json) =>
  at(gltf, 'meshes', 0, 'primitives', 0, 'extensions', 'EXT_mesh_features', 'featureIds', 0)
const lastView = (gltf: Json) => at(gltf, 'bufferViews', Number(at(gltf, 'bufferViews').length) - 1)
/** Changes a number where it stands. */
const add = (place: Json, key: string | number, amount: number) => {
  place[key] = Number(place[key]) + amount
}
const cutLast = (list: Json) => {
  list.length = Number(list.length) - 1
}

it('a tileset as it was written has no finding', async () => {
  expect(await rules()).toEqual([])
})

describe('a broken tileset.json is told by its rule', () => {
  const cases: readonly (readonly [string, string, (tileset: Json) => void])[] = [
    ['no geometric error', 'tileset-schema', (tileset) => delete at(tileset, 'root').geometricError],
    ['no refine at the root', 'tileset-schema', (tileset) => delete at(tileset, 'root').refine],
    ['a box of eleven numbers', 'tileset-schema', (tileset) => cutLast(at(tileset, ...BOX))],
    ['a box with null in it', 'tileset-schema', (tileset) => Object.assign(at(tileset, ...BOX), { 0: null })],
    ['an unknown version', 'tileset-schema', (tileset) => Object.assign(at(tileset, 'asset'), { version: '2.0' })],
    ['a box too small for the content', 'content-outside', (tileset) => add(at(tileset, ...BOX), 3, -5)],
    [
      'a content that is not there',
      'content-missing',
      (tileset) => Object.assign(at(tileset, 'root', 'content'), { uri: 'tiles/9.glb' }),
    ],
    [
      'a child that errs more than its parent',
      'geometric-error',
      (tileset) => {
        const root = at(tileset, 'root')
        root.children = [{ boundingVolume: root.boundingVolume, geometricError: 5 }]
      },
    ],
    [
      'a child that reaches out of its parent',
      'volume-outside',
      (tileset) => {
        const box = structuredClone(at(tileset, ...BOX))
        add(box, 3, 1)
        at(tileset, 'root').children = [{ boundingVolume: { box }, geometricError: 0 }]
      },
    ],
  ]
  it.each(cases)('%s', async (_, rule, change) => {
    await breakTileset(change)
    expect(await rules()).toContain(rule)
  })
})

describe('a broken tile is told by its rule', () => {
  const cases: readonly (readonly [string, string, (gltf: Json, bytes: Buffer) => void])[] = [
    ['another version', 'gltf-version', (gltf) => Object.assign(at(gltf, 'asset'), { version: '1.0' })],
    ['an undeclared extension', 'extension-undeclared', (gltf) => cutLast(at(gltf, 'extensionsUsed'))],
    [
      'a required extension not used',
      'extension-required',
      (gltf) => Object.assign(gltf, { extensionsRequired: ['KHR_lights'] }),
    ],
    ['a view past its buffer', 'buffer-view-range', (gltf) => add(lastView(gltf), 'byteLength', 100)],
    ['an accessor past its view', 'accessor-range', (gltf) => add(at(gltf, 'accessors', 1), 'count', 10)],
    ['a wrong minimum', 'accessor-bounds', (gltf) => add(at(gltf, 'accessors', 0, 'min'), 1, 12)],
    ['no bounds of positions', 'position-bounds', (gltf) => delete at(gltf, 'accessors', 0).max],
    ['meshopt data that is none', 'meshopt-data', (_, bytes) => bytes.fill(0, 0, 16)],
    ['fewer rows than features', 'feature-count', (gltf) => Object.assign(table(gltf), { count: 2 })],
    ['feature ids beyond the rows', 'feature-id', (gltf) => Object.assign(table(gltf), { count: 2 })],
    ['a feature count that is not true', 'feature-distinct', (gltf) => add(featureIds(gltf), 'featureCount', -2)],
    ['more features than draw everywhere', 'feature-limit', (gltf) => add(featureIds(gltf), 'featureCount', 5000)],
    ['a table that is not there', 'feature-table', (gltf) => add(featureIds(gltf), 'propertyTable', 4)],
    ['a class that is not there', 'table-class', (gltf) => Object.assign(table(gltf), { class: 'pipe' })],
    ['string offsets one too long', 'offset-length', (gltf) => add(table(gltf), 'count', -1)],
    ['a required column missing', 'column-missing', (gltf) => delete at(table(gltf), 'properties').id],
    [
      'a column off its boundary',
      'column-alignment',
      (gltf) => add(columnView(gltf, 'gid', 'values'), 'byteOffset', 4),
    ],
    [
      'a minimum above the values',
      'column-statistics',
      (gltf) => Object.assign(at(table(gltf), 'properties', 'gid'), { min: 3 }),
    ],
    [
      'a gid that is not the table’s',
      'gid-match',
      (gltf) => {
        const columns = at(table(gltf), 'properties')
        at(columns, 'gid').values = at(columns, 'year').values
      },
    ],
    [
      'string offsets that fall',
      'offset-order',
      (gltf, bytes) => {
        const view = columnView(gltf, 'id', 'stringOffsets')
        for (const key of Object.keys(view)) if (key !== 'byteLength') delete view[key]
        Object.assign(view, { buffer: 0, byteOffset: 0 })
        bytes.writeUInt32LE(60_000, 4)
      },
    ],
  ]
  it.each(cases)('%s', async (_, rule, change) => {
    await breakTile(change)
    expect(await rules()).toContain(rule)
  })

  it('a file cut short', async () => {
    const path = join(directory, 'tiles', '0.glb')
    await writeFile(path, (await readFile(path)).subarray(0, 3000))
    expect(await rules()).toContain('glb-length')
  })

  it('a file that is no GLB', async () => {
    await writeFile(join(directory, 'tiles', '0.glb'), 'hello')
    expect(await rules()).toEqual(['glb-header'])
  })
})

it('a finding names file, place and both languages', async () => {
  await breakTileset((tileset) => Object.assign(at(tileset, 'root', 'content'), { uri: 'gone.glb' }))
  const { findings } = await checkPaths([directory], () => {})
  expect(findings).toEqual([
    {
      rule: 'content-missing',
      severity: 'error',
      file: join(directory, 'tileset.json'),
      where: '/root/content/uri',
      message: { zh: '内容读不到：gone.glb', en: 'content cannot be read: gone.glb' },
    },
  ])
})

it('a path that is not there cannot be checked', async () => {
  await expect(checkPaths([join(directory, 'nowhere')], () => {})).rejects.toThrow(UnreadablePath)
})

it('whatever bytes of a tile are changed, the checker answers with findings and never breaks', async () => {
  const path = join(directory, 'tiles', '0.glb')
  const whole = await readFile(path)
  const changes = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(changes, async (edits) => {
      const file = Buffer.from(whole)
      for (const [offset, value] of edits) file[offset] = value
      await writeFile(path, file)
      await checkPaths([directory], () => {})
    }),
    { numRuns: 60, seed: 1 },
  )
})
