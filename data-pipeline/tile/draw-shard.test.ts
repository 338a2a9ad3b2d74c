import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ecefToEnu, enuToEcef } from '../../src/domain/geo/ellipsoid.ts'
import { toEllipsoidal } from '../../src/domain/geo/heights.ts'
import type { Shard } from '../shard/shard.ts'
import { constantGeoid } from './a-feature.ts'
import { aShard, HOME, homePlace } from './a-shard.ts'
import { checkPaths } from './conformance/check-paths.ts'
import { accessorValues } from './conformance/decode.ts'
import { reporterFor } from './conformance/finding.ts'
import { multiply, nodeMatrix, transform, Y_UP_TO_Z_UP } from './conformance/matrix.ts'
import { numbersOf } from './conformance/property-values.ts'
import { type Model, readGltf } from './conformance/read-gltf.ts'
import { drawShard } from './draw-shard.ts'
import { finishTileset } from './finish-tileset.ts'
import { localFrame } from './local-frame.ts'

/** A survey node may move this far on its way into a tile [m]. */
const TOLERANCE = { exact: 0.01, precise: 0.001 }
const RADIUS = 0.15

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tiles-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function draw(
  shards: readonly Shard[],
  options: { isPrecise?: boolean; instancedNodes?: boolean; isImplicit?: boolean } = {},
) {
  // an anchor some kilometres off: a city's middle is seldom in the shard
  const frame = localFrame(HOME.lon + 0.05, HOME.lat - 0.04, 3, constantGeoid)
  const all = { directory, frame, city: 'demo', isPrecise: false, instancedNodes: false, isImplicit: false, ...options }
  const drawn = []
  for (const shard of shards) drawn.push({ cell: shard.cell, tiles: await drawShard(shard, all) })
  return { drawn, finished: await finishTileset(drawn, all) }
}

async function models(tileset: 'pipes' | 'nodes'): Promise<Model[]> {
  const files = (await readdir(join(directory, tileset), { recursive: true })).filter((name) => name.endsWith('.glb'))
  const read = files.sort().map((name) => readGltf(join(directory, tileset, name), reporterFor(name, [])))
  return (await Promise.all(read)).flatMap((model) => model ?? [])
}

interface Leaf {
  /** of its table */
  readonly gids: readonly number[]
  /** places of its vertices in the frame of the city, as text */
  readonly corners: ReadonlySet<string>
  /** longest side of the box around them [m] */
  readonly widest: number
}

/** What lies in the leaves of `pipes`. */
async function leafCorners(): Promise<Leaf[]> {
  const leaves = (await models('pipes')).filter(({ gltf }) => !gltf.extensionsUsed?.includes('KHR_materials_unlit'))
  return leaves.map((model) => {
    const { translation = [0, 0, 0], scale = [1, 1, 1] } = model.gltf.nodes?.[0] ?? {}
    const positions = accessorValues(model, 0) ?? new Float64Array()
    const places = Array.from({ length: positions.length / 3 }, (_, index) =>
      [0, 1, 2].map((axis) => (positions[3 * index + axis] ?? 0) * (scale[axis] ?? 1) + (translation[axis] ?? 0)),
    )
    const along = (axis: number) => places.map((place) => place[axis] ?? 0)
    const column = model.gltf.extensions?.EXT_structural_metadata?.propertyTables?.[0]?.properties?.gid
    return {
      gids: [...(numbersOf(model, column?.values ?? -1, 'UINT32') ?? [])],
      corners: new Set(places.map((place) => place.join())),
      widest: Math.max(...[0, 1, 2].map((axis) => Math.max(...along(axis)) - Math.min(...along(axis)))),
    }
  })
}

interface Vertex {
  readonly gid: number
  /** east, north, up of `HOME` at H = 0 [m] */
  readonly at: readonly [number, number, number]
}

/** Vertices of the only tile of a tileset. */
async function vertices(tileset: 'pipes' | 'nodes' = 'pipes'): Promise<Vertex[]> {
  const [model] = await models(tileset)
  if (!model) throw new Error(`${tileset} has no tile`)
  const { root } = JSON.parse(await readFile(join(directory, tileset, 'tileset.json'), 'utf8'))
  const primitive = model.gltf.meshes?.[0]?.primitives[0]
  const read = (name: string) => accessorValues(model, primitive?.attributes[name] ?? -1) ?? new Float64Array()
  const matrix = multiply(multiply(root.transform, Y_UP_TO_Z_UP), nodeMatrix(model.gltf.nodes?.[0] ?? {}))
  const [positions, gids] = [read('POSITION'), read('_GID')]
  const home = enuToEcef(HOME.lon, HOME.lat, toEllipsoidal(constantGeoid, HOME.lon, HOME.lat, 0))
  return Array.from(gids, (gid, index) => {
    const [x = 0, y = 0, z = 0] = positions.subarray(3 * index, 3 * index + 3)
    return { gid, at: ecefToEnu(home, ...transform(matrix, [x, y, z])) }
  })
}

/** A place of a test as the tile should have it: H is above the curved Earth, some millimetres below the plane of `HOME`. */
function expected(x: number, y: number, height: number): readonly [number, number, number] {
  const { lon, lat } = homePlace(x, y)
  const frame = localFrame(HOME.lon, HOME.lat, 0, constantGeoid)
  const target = new Float64Array(3)
  frame.place(lon, lat, height, target, 0)
  return [target[0] ?? 0, target[1] ?? 0, target[2] ?? 0]
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, axis) => value - (b[axis] ?? 0)))
}

const near = (all: readonly Vertex[], place: readonly number[], gid: number, reach = 3 * RADIUS) =>
  all.filter((vertex) => vertex.gid === gid && distance(vertex.at, place) < reach)

function middleOf(vertices: readonly Vertex[]): number[] {
  return [0, 1, 2].map((axis) => vertices.reduce((sum, { at }) => sum + (at[axis] ?? 0), 0) / vertices.length)
}

/** How far the corners of one line's end lie from the nearest corner of the other's, at worst [m]. */
function gap(all: readonly Vertex[], place: readonly number[], gid: number, other: number): number {
  const theirs = near(all, place, other)
  const own = near(all, place, gid)
  expect(own.length).toBeGreaterThan(0)
  return Math.max(...own.map(({ at }) => Math.min(...theirs.map((vertex) => distance(at, vertex.at)))))
}

const bent = () =>
  aShard()
    .point('A', 0, 0)
    .point('B', 40, 3)
    .point('C', 55, 38)
    .point('D', 20, 50)
    .line({ from: 'A', to: 'B', levels: [-2, -2.4] })
    .line({ from: 'C', to: 'B', levels: [-3.1, -2.4] })
    .line({ from: 'C', to: 'D', levels: [-3.1, -7], between: [[40, 47]] })

describe('lines of a shard', () => {
  it.each(['exact', 'precise'] as const)('have every survey node in the middle of its ring, %s', async (precision) => {
    await draw([bent().build()], { isPrecise: precision === 'precise' })
    const all = await vertices()
    const ends = [
      [1, 0, 0, -2],
      [1, 40, 3, -2.4],
      [2, 40, 3, -2.4],
      [2, 55, 38, -3.1],
      [3, 55, 38, -3.1],
      [3, 20, 50, -7],
    ] as const
    for (const [gid, x, y, height] of ends) {
      const place = expected(x, y, height)
      const corners = near(all, place, gid)
      expect(corners.length % 8).toBe(0)
      expect(corners.length).toBeGreaterThan(0)
      expect(distance(middleOf(corners), place)).toBeLessThan(TOLERANCE[precision])
    }
  })

  it('meet without a gap at bends, whichever way they were drawn', async () => {
    await draw([bent().build()], { isPrecise: true })
    const all = await vertices()
    expect(gap(all, expected(40, 3, -2.4), 1, 2)).toBeLessThan(TOLERANCE.precise)
    expect(gap(all, expected(55, 38, -3.1), 2, 3)).toBeLessThan(TOLERANCE.precise)
  })

  it('meet without a gap where one turns down steeply or back on itself', async () => {
    const shard = aShard()
      .point('A', 0, 0)
      .point('B', 20, 0)
      .point('C', 20.5, 0.2)
      .point('D', 3, 8)
      .line({ from: 'A', to: 'B', levels: [-2, -2] })
      .line({ from: 'B', to: 'C', levels: [-2, -6] })
      .line({ from: 'C', to: 'D', levels: [-6, -5] })
    await draw([shard.build()], { isPrecise: true })
    const all = await vertices()
    expect(gap(all, expected(20, 0, -2), 1, 2)).toBeLessThan(TOLERANCE.precise)
    expect(gap(all, expected(20.5, 0.2, -6), 2, 3)).toBeLessThan(TOLERANCE.precise)
  })

  it('have equal corners in different tiles, so nothing gapes at their borders', async () => {
    const shard = aShard()
    for (let key = 0; key <= 60; key++) shard.point(`P${key}`, key * 21 - 630, (key % 3) * 4)
    for (let key = 1; key <= 60; key++) shard.line({ from: `P${key - 1}`, to: `P${key}` })
    await draw([shard.build()])
    const tiles = await leafCorners()
    expect(tiles.length).toBeGreaterThan(2)
    const shared = tiles.flatMap((one, index) =>
      tiles.slice(index + 1).map((other) => [...one.corners].filter((corner) => other.corners.has(corner)).length),
    )
    // each border is crossed by one joint of eight corners
    expect(shared.filter((count) => count >= 8).length).toBeGreaterThanOrEqual(2)
  })

  it('longer than a tile lie in all the tiles along them, by one row in each, and without a gap', async () => {
    const shard = aShard()
      .point('A', -1100, -1000)
      .point('B', 9000, 4000)
      .line({
        from: 'A',
        to: 'B',
        levels: [-2, -9],
        between: [
          [-400, -700],
          [-398, -300],
        ],
      })
    await draw([shard.build()])
    expect((await checkPaths([directory], () => {})).findings).toEqual([])
    const tiles = await leafCorners()
    expect(tiles.length).toBeGreaterThan(20)
    for (const { gids, widest } of tiles) {
      expect(gids).toEqual([1])
      expect(widest).toBeLessThan(510)
    }
    const all = tiles.flatMap(({ corners }) => [...corners])
    const seen = all.filter((corner, index) => all.indexOf(corner) !== index)
    // a ring of eight corners at each border
    expect(seen).toHaveLength(8 * (tiles.length - 1))
  })

  it('that reach far into another shard are met there without a gap, by what turns into their plane', async () => {
    const places = () => aShard().point('A', 0, 0).point('B', 2000, 100).point('C', 2030, 180)
    const long = { from: 'A', to: 'B' }
    const own = places().line(long).build()
    const both = places().line({ from: 'B', to: 'C' }).line(long).build()
    const other = { ...both, ownLines: 1, placedLines: { ...both.placedLines, gid: Uint32Array.of(9, 0) } }
    await draw([own, other], { isPrecise: true })
    const drawn = await leafCorners()
    const ring = drawn.filter(({ gids }) => gids.includes(9)).flatMap(({ corners }) => [...corners])
    const theirs = new Set(drawn.filter(({ gids }) => gids.includes(1)).flatMap(({ corners }) => [...corners]))
    expect(ring.filter((corner) => theirs.has(corner))).toHaveLength(8)
  })

  it('end in a cap where nothing hides the hole, and in a manhole without one', async () => {
    const open = aShard().point('A', 0, 0).point('B', 30, 0).line({ from: 'A', to: 'B' })
    await draw([open.build()])
    const capped = (await vertices()).length
    const well = { ground: 0, bottom: -3, appurtenance: '检查井' }
    const hidden = aShard().point('A', 0, 0, well).point('B', 30, 0, well).line({ from: 'A', to: 'B' })
    await draw([hidden.build()])
    expect([capped, (await vertices()).length]).toEqual([32, 16])
  })

  it('close the wider end where the size changes, and not the narrower', async () => {
    const shard = aShard()
      .point('A', 0, 0)
      .point('B', 30, 0)
      .point('C', 60, 0)
      .line({ from: 'A', to: 'B', section: { kind: 'circle', width: 0.6, height: 0.6 } })
      .line({ from: 'B', to: 'C' })
    await draw([shard.build()])
    const all = await vertices()
    const at = expected(30, 0, -2)
    expect([near(all, at, 1, 1).length, near(all, at, 2, 1).length]).toEqual([16, 8])
  })

  it('branch into the axis of the main that runs through', async () => {
    const shard = aShard()
      .point('A', 0, 0)
      .point('B', 30, 0)
      .point('C', 60, 1)
      .point('D', 31, 25)
      .line({ from: 'A', to: 'B' })
      .line({ from: 'B', to: 'C' })
      .line({ from: 'D', to: 'B', section: { kind: 'circle', width: 0.2, height: 0.2 } })
    await draw([shard.build()], { isPrecise: true })
    const all = await vertices()
    const at = expected(30, 0, -2)
    expect(gap(all, at, 1, 2)).toBeLessThan(TOLERANCE.precise)
    expect(near(all, at, 3)).toHaveLength(8)
  })

  it('that cannot be drawn cost one fault each and not the tile', async () => {
    const shard = bent()
      .point('E', 5, 5)
      .line({ from: 'E', to: 'E' })
      .line({ from: 'A', to: 'E', levels: [Number.POSITIVE_INFINITY, 0] })
      .line({ from: 'E', to: 'B', section: { kind: 'egg', width: 2, height: 0.5 } })
    const { drawn, finished } = await draw([shard.build()])
    expect(drawn[0]?.tiles.faults.map(({ feature, rule }) => [feature, rule])).toEqual([
      ['demo/water/E~E~1', 'shape-length'],
      ['demo/water/A~E~1', 'shape-coordinate'],
      ['demo/water/E~B~1', 'shape-size'],
    ])
    expect(finished.pipes.features).toBe(3)
  })
})

const bank = { burial: '管块', attributes: { TotalHole: 6 } }
/** one line of every section, each between points of its own, and one point of every form */
const everything = () => {
  const shard = aShard()
  const sections = [
    { section: { kind: 'circle', width: 0.3, height: 0.3 } },
    { section: { kind: 'rectangle', width: 1.2, height: 0.8 } },
    { section: { kind: 'rectangle', width: 0.6, height: 0.4 }, ...bank },
    { section: { kind: 'egg', width: 0.8, height: 1.2 } },
    { section: { kind: 'open', width: 1, height: 0.7 } },
  ] as const
  for (const [row, one] of sections.entries()) {
    shard.point(`A${row}`, 0, row * 5, { ground: 0, appurtenance: '阀门' })
    shard.point(`B${row}`, 30, row * 5 + 1, { ground: 0, bottom: -3, appurtenance: '检查井' })
    shard.point(`C${row}`, 45, row * 5 + 9, { ground: 0, appurtenance: '消防栓' })
    shard.line({ from: `A${row}`, to: `B${row}`, ...one }).line({ from: `B${row}`, to: `C${row}`, ...one })
  }
  return shard
}

describe('the tilesets of a city', () => {
  it('have no fault of either judge, with every section and node', async () => {
    const { finished } = await draw([everything().build()])
    expect((await checkPaths([directory], () => {})).findings).toEqual([])
    expect(finished).toMatchObject({ pipes: { features: 10 }, nodes: { features: 15 } })
    expect(await issues()).toEqual([])
  })

  it('have none either where nodes are instances and positions exact to the millimetre', async () => {
    await draw([everything().build()], { isPrecise: true, instancedNodes: true })
    expect((await checkPaths([directory], () => {})).findings).toEqual([])
    expect(await issues()).toEqual([])
    const { extras } = JSON.parse(await readFile(join(directory, 'nodes', 'tileset.json'), 'utf8'))
    expect(extras.display).toContain('static')
  })

  it('have tubes above the leaves, then lines, all with the identity of the largest', async () => {
    const shards = [0, 2500, 5000].map((offset) => {
      const shard = aShard()
      for (let key = 0; key < 600; key++) {
        const [x, y] = [offset + (key % 26) * 40, Math.floor(key / 26) * 40]
        const width = key % 10 === 0 ? 1 : 0.2
        shard.point(`P${offset}.${key}`, x, y).point(`Q${offset}.${key}`, x + 18, y)
        shard.line({
          from: `P${offset}.${key}`,
          to: `Q${offset}.${key}`,
          section: { kind: 'circle', width, height: width },
        })
      }
      return shard.build()
    })
    const { finished } = await draw(shards)
    const tally = await checkPaths([directory], () => {})
    expect(tally.findings).toEqual([])
    expect(tally.contents).toBe(finished.pipes.tiles + finished.nodes.tiles)
    const modes = (await models('pipes')).map((model) => model.gltf.meshes?.[0]?.primitives[0]?.mode ?? 4)
    expect(new Set(modes)).toEqual(new Set([1, 4]))
    for (const model of await models('pipes')) {
      const table = model.gltf.extensions?.EXT_structural_metadata?.propertyTables?.[0]
      expect(numbersOf(model, table?.properties?.gid?.values ?? -1, 'UINT32')?.[0]).toBeGreaterThan(0)
    }
    expect(await issues()).toEqual([])
  })

  it('show whole runs in overviews, and the widest of them', async () => {
    const [streets, length] = [40, 60]
    const shard = aShard()
    for (let street = 0; street < streets; street++)
      for (let key = 0; key <= length; key++) {
        shard.point(`${street}.${key}`, 28 * key - 840, 25 * street - 500)
        const width = street % 8 === 0 ? 0.6 : 0.3
        const section = { kind: 'circle', width, height: width } as const
        if (key > 0) shard.line({ from: `${street}.${key - 1}`, to: `${street}.${key}`, section })
      }
    await draw([shard.build()])
    const root = (await models('pipes')).find((model) => model.gltf.meshes?.[0]?.primitives[0]?.mode === 1)
    if (!root) throw new Error('no overview of lines')
    const column = root.gltf.extensions?.EXT_structural_metadata?.propertyTables?.[0]?.properties?.gid
    const shown = new Map<number, number>()
    for (const gid of numbersOf(root, column?.values ?? -1, 'UINT32') ?? []) {
      const street = Math.floor((gid - 1) / length)
      shown.set(street, (shown.get(street) ?? 0) + 1)
    }
    expect(shown.size).toBeGreaterThan(5)
    expect([...shown.values()]).toEqual([...shown].map(() => length))
    for (let wide = 0; wide < streets; wide += 8) expect(shown.get(wide)).toBe(length)
  })

  it('have the same leaves by implicit tiling, each with its true box', async () => {
    const far = aShard().point('A', 5000, 9000).point('B', 5030, 9000).line({ from: 'A', to: 'B' })
    const explicit = await draw([bent().build(), far.build()])
    await rm(directory, { recursive: true })
    const { finished } = await draw([bent().build(), far.build()], { isImplicit: true })
    const { features, triangles } = explicit.finished.pipes
    expect(finished.pipes).toMatchObject({ features, triangles })
    const tally = await checkPaths([directory], () => {})
    expect(tally.findings).toEqual([])
    expect(tally.contents).toBe(finished.pipes.tiles + finished.nodes.tiles)
    const { root } = JSON.parse(await readFile(join(directory, 'pipes', 'tileset.json'), 'utf8'))
    const [west = 0, south = 0, east = 0, north = 0] = root.boundingVolume.region.map(
      (value: number) => (value * 180) / Math.PI,
    )
    expect([west < HOME.lon, HOME.lon < east, south < HOME.lat, HOME.lat < north]).toEqual([true, true, true, true])
    const [file = ''] = await readdir(join(directory, 'pipes', 'subtrees'))
    const subtree = await readFile(join(directory, 'pipes', 'subtrees', file))
    const boxes = subtree.subarray(-12 * 8 * finished.pipes.tiles)
    // the first box is the root's: 8 km and more from corner to corner
    expect(boxes.readDoubleLE(7 * 8)).toBeGreaterThan(4000)
  })

  it('are equal bytes for equal shards, in whatever order they come', async () => {
    const far = aShard().point('A', 5000, 0).point('B', 5030, 0).line({ from: 'A', to: 'B' })
    await draw([bent().build(), far.build()])
    const first = await allBytes()
    await rm(directory, { recursive: true })
    await draw([far.build(), bent().build()])
    expect(await allBytes()).toEqual(first)
  })

  it('leave nothing behind where there is nothing to draw', async () => {
    const { finished } = await draw([aShard().build()])
    expect(finished).toMatchObject({ pipes: { path: null, tiles: 0 }, nodes: { path: null } })
  })
})

/** What the glTF validator of Khronos says of all tiles: errors and warnings. */
async function issues(): Promise<unknown[]> {
  const files = (await readdir(directory, { recursive: true })).filter((name) => name.endsWith('.glb'))
  const reports = files.map(async (name) =>
    validateBytes(new Uint8Array(await readFile(join(directory, name))), { maxIssues: 20 }),
  )
  return (await Promise.all(reports)).flatMap((report) => report.issues.messages.filter(({ severity }) => severity < 2))
}

async function allBytes(): Promise<Record<string, string>> {
  const files = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((file) => file.isFile())
  const read = files.map(async ({ parentPath, name }) => [
    name,
    (await readFile(join(parentPath, name))).toString('base64'),
  ])
  return Object.fromEntries(await Promise.all(read))
}
