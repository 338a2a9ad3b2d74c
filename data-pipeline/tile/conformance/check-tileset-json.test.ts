import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { checkPaths } from './check-paths.ts'

const ROOT = { boundingVolume: { sphere: [0, 0, 0, 100] }, geometricError: 0, refine: 'ADD' }
const SCHEMA = {
  id: 'city',
  classes: {
    pipe: {
      properties: {
        level: { type: 'SCALAR', componentType: 'FLOAT32', min: 0, max: 10, required: true },
        material: { type: 'ENUM', enumType: 'material' },
        raw: { type: 'SCALAR', componentType: 'UINT8', normalized: true, offset: 1, scale: 2, max: 2 },
      },
    },
  },
  enums: { material: { values: [{ name: 'steel', value: 0 }] } },
}

/** What is found in a tileset.json with some of its members changed, as "rule where". */
async function findings(changes: object, others: Readonly<Record<string, object>> = {}): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tileset-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const tileset = { asset: { version: '1.1' }, geometricError: 1, root: ROOT, ...changes }
  for (const [name, json] of Object.entries({ 'tileset.json': tileset, ...others }))
    await writeFile(join(folder, name), JSON.stringify(json))
  const { findings: found } = await checkPaths([folder], () => {})
  return found.map(({ rule, where }) => `${rule} ${where}`)
}

const property = (changes: object) => ({ ...SCHEMA, classes: { pipe: { properties: { one: changes } } } })
const number = { type: 'SCALAR', componentType: 'FLOAT32' }
const ONE = '/schema/classes/pipe/properties/one'

// Verdicts are those of the official 3D Tiles Validator 0.6.1 on the same documents.
describe('metadata of a tileset.json', () => {
  test('is sound', async () => {
    const changes = {
      schema: SCHEMA,
      groups: [{ class: 'pipe', properties: { level: 3 } }],
      statistics: { classes: { pipe: { count: 1, properties: { level: { min: 0 } } } } },
      metadata: { class: 'pipe', properties: { level: 3, material: 'steel', raw: 100 } },
      root: { ...ROOT, metadata: { class: 'pipe', properties: { level: 10 } } },
    }
    expect(await findings(changes)).toEqual([])
    expect(await findings({ schemaUri: 'schema.json' }, { 'schema.json': SCHEMA })).toEqual([])
  })

  test.each([
    ['a number without componentType', { type: 'SCALAR' }],
    ['a text with one', { type: 'STRING', componentType: 'UINT8' }],
    ['an enum that does not exist', { type: 'ENUM', enumType: 'colour' }],
    ['an enum of numbers', { ...number, enumType: 'material' }],
    ['a count without array', { ...number, count: 3 }],
    ['a normalized float', { ...number, normalized: true }],
    ['an offset of plain integers', { type: 'SCALAR', componentType: 'UINT8', offset: 1 }],
    ['a scale of three for a VEC2', { type: 'VEC2', componentType: 'FLOAT32', scale: [1, 1, 1] }],
    ['a least text', { type: 'STRING', min: 1 }],
    ['a largest of an array of any length', { ...number, array: true, max: 1 }],
    ['noData that is no name of its enum', { type: 'ENUM', enumType: 'material', noData: 'gold' }],
    ['a required property with a default', { ...number, required: true, default: 1 }],
    ['a geometric error that is a text', { type: 'STRING', semantic: 'TILE_GEOMETRIC_ERROR' }],
    ['a bounding box of eleven', { ...number, array: true, count: 11, semantic: 'TILE_BOUNDING_BOX' }],
  ])('has %s', async (_, changes) => {
    expect(await findings({ schema: property(changes) })).toEqual([`class-property ${ONE}`])
  })

  test.each([
    ['no id', { classes: {} }, 'metadata-schema /schema/id'],
    ['a class called "a b"', { id: 'x', classes: { 'a b': {} } }, 'metadata-schema /schema/classes/a b'],
    [
      'a class of no properties',
      { id: 'x', classes: { a: { properties: {} } } },
      'metadata-schema /schema/classes/a/properties',
    ],
    ['an enum of no values', { id: 'x', enums: { a: { values: [] } } }, 'metadata-schema /schema/enums/a/values'],
    [
      'a name twice in an enum',
      {
        id: 'x',
        enums: {
          a: {
            values: [
              { name: 'b', value: 0 },
              { name: 'b', value: 1 },
            ],
          },
        },
      },
      'class-enum /schema/enums/a',
    ],
    [
      'a value that its type cannot hold',
      { id: 'x', enums: { a: { valueType: 'INT8', values: [{ name: 'b', value: 200 }] } } },
      'class-enum /schema/enums/a',
    ],
  ])('has %s', async (_, schema, finding) => {
    expect(await findings({ schema })).toEqual([finding])
  })

  test.each([
    ['a class that does not exist', { metadata: { class: 'valve' } }, 'metadata-class /metadata'],
    ['a group of no class', { groups: [{ class: 'valve' }] }, 'metadata-class /groups/0'],
    ['statistics of no class', { statistics: { classes: { valve: {} } } }, 'metadata-class /statistics/classes/valve'],
    [
      'statistics of no property',
      { statistics: { classes: { pipe: { properties: { colour: {} } } } } },
      'metadata-property /statistics/classes/pipe/properties/colour',
    ],
    ['no required value', { metadata: { class: 'pipe' } }, 'metadata-value /metadata/properties/level'],
    [
      'a value above the largest',
      { metadata: { class: 'pipe', properties: { level: 11 } } },
      'metadata-value /metadata/properties/level',
    ],
    [
      'a value above the largest once stretched',
      { metadata: { class: 'pipe', properties: { level: 1, raw: 200 } } },
      'metadata-value /metadata/properties/raw',
    ],
    [
      'a name that the enum lacks',
      { metadata: { class: 'pipe', properties: { level: 1, material: 'gold' } } },
      'metadata-value /metadata/properties/material',
    ],
    [
      'a tile in a group that does not exist',
      { root: { ...ROOT, content: { uri: 'b.json', group: 0 } } },
      'metadata-group /root/content/group',
    ],
    ['a schema of its own and one elsewhere', { schemaUri: 'schema.json' }, 'metadata-schema /schemaUri'],
  ])('has %s', async (_, changes, finding) => {
    const other = { asset: { version: '1.1' }, geometricError: 1, root: ROOT }
    expect(await findings({ schema: SCHEMA, ...changes }, { 'b.json': other })).toEqual([finding])
  })
})

describe('a tileset.json', () => {
  test.each([
    ['uses an extension that it does not declare', { extensions: { A: {} } }, 'extension-undeclared /extensions/A'],
    ['declares one that it does not use', { extensionsUsed: ['A'] }, 'extension-unused /extensionsUsed'],
    [
      'has an extension that is no object',
      { extensions: { A: 1 }, extensionsUsed: ['A'] },
      'extension-value /extensions/A',
    ],
    [
      'requires one that it does not declare',
      { extensions: { A: {} }, extensionsUsed: ['A'], extensionsRequired: ['B'] },
      'extension-required /extensionsRequired',
    ],
    ['names one twice', { extensions: { A: {} }, extensionsUsed: ['A', 'A'] }, 'extension-twice /extensionsUsed'],
    ['has least above largest', { properties: { a: { minimum: 2, maximum: 1 } } }, 'tileset-schema /properties/a'],
    ['is its own content', { root: { ...ROOT, content: { uri: 'tileset.json' } } }, 'tileset-cycle /root/content/uri'],
  ])('%s', async (_, changes, finding) => {
    expect(await findings(changes)).toEqual([finding])
  })
})
