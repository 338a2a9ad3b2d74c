import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ecefToEnu, enuToEcef, toEcef } from '../../src/domain/geo/ellipsoid.ts'
import { toEllipsoidal } from '../../src/domain/geo/heights.ts'
import { aFeature, aPoint, constantGeoid, everyShape } from './a-feature.ts'
import { checkPaths } from './conformance/check-paths.ts'
import { accessorValues } from './conformance/decode.ts'
import { reporterFor } from './conformance/finding.ts'
import { multiply, nodeMatrix, transform, Y_UP_TO_Z_UP } from './conformance/matrix.ts'
import { numbersOf, textsOf } from './conformance/property-values.ts'
import { type Model, readGltf } from './conformance/read-gltf.ts'
import type { TileFeature } from './feature.ts'
import { writeTileset } from './write-tileset.ts'

/** A survey node may move this far on its way into a tile [m]. */
const NODE_TOLERANCE = 0.01
const [RADIUS, WALL] = [0.15, 0.05]

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tiles-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function readTile(name: string): Promise<Model> {
  const model = await readGltf(join(directory, 'tiles', name), reporterFor(name, []))
  if (!model) throw new Error(`${name} cannot be read`)
  return model
}

/** Vertices of a tile in Earth-centred metres with their drawing index and row. */
async function vertices(model: Model) {
  const tileset = JSON.parse(await readFile(join(directory, 'tileset.json'), 'utf8'))
  const primitive = model.gltf.meshes?.[0]?.primitives[0]
  const read = (name: string) => accessorValues(model, primitive?.attributes[name] ?? -1) ?? new Float64Array()
  const matrix = multiply(multiply(tileset.root.transform, Y_UP_TO_Z_UP), nodeMatrix(model.gltf.nodes?.[0] ?? {}))
  const [positions, gids, rows] = [read('POSITION'), read('_GID'), read('_FEATURE_ID_0')]
  return Array.from(gids, (gid, index) => ({
    gid,
    row: rows[index] ?? -1,
    position: transform(matrix, [
      positions[index * 3] ?? 0,
      positions[index * 3 + 1] ?? 0,
      positions[index * 3 + 2] ?? 0,
    ]),
  }))
}

function tunnels(count: number): TileFeature[] {
  return Array.from({ length: count }, (_, index) =>
    aFeature(index + 1, {
      kind: 'lining',
      path: [aPoint(index * 7, index * 11, -2 - index / 50), aPoint(index * 7 + 35, index * 11 + 5, -2.3 - index / 50)],
      innerRadius: RADIUS,
      floor: 0,
      thickness: WALL,
    }),
  )
}

describe('a tile that is read back', () => {
  it('has every survey node within 10 mm, as the middle of the ring around it', async () => {
    const features = tunnels(40)
    await writeTileset(features, { directory, geoid: constantGeoid })
    const all = await vertices(await readTile('0.glb'))
    for (const { properties, shape } of features) {
      if (shape.kind !== 'lining') throw new Error('expected tunnels')
      for (const { lon, lat, height } of shape.path) {
        const h = toEllipsoidal(constantGeoid, lon, lat, height)
        const frame = enuToEcef(lon, lat, h)
        const near = all
          .filter((vertex) => vertex.gid === properties.gid)
          .map((vertex) => ecefToEnu(frame, ...vertex.position))
          .filter((local) => Math.hypot(...local) < 2 * RADIUS)
        // inside and outside, each once for the wall and once for the face at the end
        expect(near).toHaveLength(4 * 32)
        for (const axis of [0, 1, 2] as const) {
          const middle = near.reduce((sum, local) => sum + local[axis], 0) / near.length
          expect(Math.abs(middle)).toBeLessThan(NODE_TOLERANCE)
        }
        // The rings lie around the node at their radius: node, radius and rounding together.
        for (const local of near) {
          const radius = Math.hypot(...local)
          expect(Math.min(Math.abs(radius - RADIUS), Math.abs(radius - RADIUS - WALL))).toBeLessThan(NODE_TOLERANCE)
        }
      }
    }
  })

  it('has the exact id, gid, texts, year and levels of each feature in its row', async () => {
    const features = tunnels(12)
    await writeTileset(features, { directory, geoid: constantGeoid })
    const model = await readTile('0.glb')
    const { schema, propertyTables } = model.gltf.extensions?.EXT_structural_metadata ?? {}
    const columns = propertyTables?.[0]?.properties ?? {}
    const numbers = (name: string, type: 'UINT32' | 'INT32') =>
      columns[name] ? [...(numbersOf(model, columns[name].values, type) ?? [])] : null
    const names = (name: string) => {
      const known = new Map(schema?.enums?.[name]?.values.map((entry) => [entry.value, entry.name]))
      return numbers(name, 'UINT32')?.map((value) => known.get(value))
    }
    const column = <Key extends keyof TileFeature['properties']>(name: Key) =>
      features.map((feature) => feature.properties[name])
    expect(columns.id && textsOf(model, columns.id)).toEqual(column('id'))
    for (const name of ['discipline', 'material'] as const) expect(names(name)).toEqual(column(name))
    expect(numbers('gid', 'UINT32')).toEqual(column('gid'))
    expect(numbers('year', 'INT32')).toEqual(column('year'))
    expect(numbers('width_mm', 'UINT32')).toEqual(column('width').map((width) => Math.round(width * 1000)))
    const levels = (name: string) =>
      numbers(name, 'INT32')?.map((steps) => (steps === -(2 ** 31) ? NaN : steps / 10_000))
    expect(levels('start_level_m')).toEqual(column('startLevel'))
    expect(levels('end_level_m')).toEqual(column('endLevel'))
    for (const { gid, row } of await vertices(model)) expect(gid).toBe(features[row]?.properties.gid)
  })

  it('keeps its 8-byte boundaries, also inside the compression', async () => {
    await writeTileset(tunnels(3), { directory, geoid: constantGeoid })
    const { gltf } = await readTile('0.glb')
    for (const view of gltf.bufferViews ?? []) {
      expect((view.byteOffset ?? 0) % 8).toBe(0)
      expect((view.extensions?.EXT_meshopt_compression?.byteOffset ?? 0) % 8).toBe(0)
    }
  })

  it('holds a structure longer than a tile within 10 mm too', async () => {
    const path = [aPoint(0, 0, -15), aPoint(1500, 200, -22), aPoint(3000, 900, -16)]
    await writeTileset([aFeature(1, { kind: 'lining', path, innerRadius: 2.75, thickness: 0.35, floor: 0 })], {
      directory,
      geoid: constantGeoid,
    })
    const all = await vertices(await readTile('0.glb'))
    const { lon, lat, height } = path[2] ?? aPoint(0, 0, 0)
    const end = toEcef(lon, lat, toEllipsoidal(constantGeoid, lon, lat, height))
    const near = all.map(({ position }) => Math.hypot(...position.map((value, axis) => value - (end[axis] ?? 0))))
    expect(Math.abs(Math.min(...near) - 2.75)).toBeLessThan(NODE_TOLERANCE)
  })
})

describe('a tileset of several levels', () => {
  it('has no fault of the own checker, and every feature in its leaves', async () => {
    const features = [
      ...tunnels(4500),
      ...Object.values(everyShape).map((shape, index) => aFeature(5001 + index, shape)),
    ]
    const summary = await writeTileset(features, { directory, geoid: constantGeoid })
    const tally = await checkPaths([directory], () => {})
    expect(tally.findings).toEqual([])
    expect(summary).toMatchObject({ features: features.length, faults: [], tiles: tally.contents })
    expect(await readdir(join(directory, 'tiles'))).toHaveLength(summary.tiles)
    const gids = new Set<number>()
    for (const name of await leaves()) for (const { gid } of await vertices(await readTile(name))) gids.add(gid)
    expect(gids).toEqual(new Set(features.map((feature) => feature.properties.gid)))
  })
})

interface Tile {
  readonly content: { readonly uri: string }
  readonly children?: readonly Tile[]
}

async function leaves(): Promise<string[]> {
  const tileset = JSON.parse(await readFile(join(directory, 'tileset.json'), 'utf8'))
  const visit = (tile: Tile): string[] =>
    tile.children ? tile.children.flatMap(visit) : [tile.content.uri.replace('tiles/', '')]
  return visit(tileset.root)
}
