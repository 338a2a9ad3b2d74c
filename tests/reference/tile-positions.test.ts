import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { constantGeoid } from '../../data-pipeline/tile/a-feature.ts'
import { accessorValues } from '../../data-pipeline/tile/conformance/decode.ts'
import { reporterFor } from '../../data-pipeline/tile/conformance/finding.ts'
import { multiply, nodeMatrix, transform, Y_UP_TO_Z_UP } from '../../data-pipeline/tile/conformance/matrix.ts'
import { readGltf } from '../../data-pipeline/tile/conformance/read-gltf.ts'
import { drawShard } from '../../data-pipeline/tile/draw-shard.ts'
import { finishTileset } from '../../data-pipeline/tile/finish-tileset.ts'
import { localFrame } from '../../data-pipeline/tile/local-frame.ts'
import { toEcef } from '../../src/domain/geo/ellipsoid.ts'
import { toEllipsoidal } from '../../src/domain/geo/heights.ts'
import { madeShard } from '../bench/made-shards.ts'

// Goals of the pipeline: within 10 mm as tiles are by default, within 1 mm with --precise. Judged against ECEF of
// longitude, latitude and H + N, without any of the tile writer's own frames.
const GOALS = [
  [false, 0.01],
  [true, 0.001],
] as const

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'positions-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

it.each(GOALS)('every end of 30,000 lines stays at its survey point, precise %s: ≤ %d m', async (isPrecise, goal) => {
  const shard = madeShard(3, 5, 1)
  const frame = localFrame(117.1, 30.05, 0, constantGeoid)
  const options = { directory, frame, city: 'bench', isPrecise, instancedNodes: false, isImplicit: false }
  const tiles = await drawShard(shard, options)
  await finishTileset([{ cell: shard.cell, tiles }], options)
  const middles = await ringMiddles(endsOf(shard))
  expect(middles.size).toBe(2 * shard.ownLines)
  let worst = 0
  for (const { distance } of middles.values()) worst = Math.max(worst, distance)
  expect(worst).toBeLessThan(goal)
  expect(worst).toBeGreaterThan(0)
})

type Point = readonly [number, number, number]

/** Both ends of every line by gid, Earth-centred [m]. */
function endsOf({ lines, placedLines, ownLines }: ReturnType<typeof madeShard>): Map<number, readonly [Point, Point]> {
  const { block } = lines.columns.path
  const at = (from: number, level: number) => {
    const [lon, lat] = [block[from] ?? 0, block[from + 1] ?? 0]
    return toEcef(lon, lat, toEllipsoidal(constantGeoid, lon, lat, level))
  }
  const ends = new Map<number, readonly [Point, Point]>()
  for (let line = 0; line < ownLines; line++)
    ends.set(placedLines.gid[line] ?? 0, [
      at(lines.columns.path.start(line), placedLines.startAxis[line] ?? 0),
      at(lines.columns.path.end(line) - 2, placedLines.endAxis[line] ?? 0),
    ])
  return ends
}

/** How far the middle of the vertices at each end of each line, in the leaves, lies from where the survey has it. */
async function ringMiddles(ends: ReadonlyMap<number, readonly [Point, Point]>) {
  const sums = new Map<string, { count: number; sum: [number, number, number]; place: Point }>()
  const { root } = JSON.parse(await readFile(join(directory, 'pipes', 'tileset.json'), 'utf8'))
  const files = (await readdir(join(directory, 'pipes'), { recursive: true })).filter((name) => name.endsWith('.glb'))
  const isLeaf = (name: string) => !files.some((other) => other.startsWith(name.replace('.glb', '-')))
  for (const name of files.filter(isLeaf)) {
    const model = await readGltf(join(directory, 'pipes', name), reporterFor(name, []))
    if (!model) throw new Error(`${name} cannot be read`)
    const { attributes } = model.gltf.meshes?.[0]?.primitives[0] ?? { attributes: {} as Record<string, number> }
    const positions = accessorValues(model, attributes.POSITION ?? -1) ?? new Float64Array()
    const gids = accessorValues(model, attributes._GID ?? -1) ?? new Float64Array()
    const matrix = multiply(multiply(root.transform, Y_UP_TO_Z_UP), nodeMatrix(model.gltf.nodes?.[0] ?? {}))
    for (const [vertex, gid] of gids.entries()) {
      const [x = 0, y = 0, z = 0] = positions.subarray(3 * vertex, 3 * vertex + 3)
      const point = transform(matrix, [x, y, z])
      const both = ends.get(gid)
      if (!both) throw new Error(`gid ${gid} is not of this shard`)
      const isEnd = apart(point, both[0]) > apart(point, both[1])
      const key = `${gid} ${isEnd}`
      const known = sums.get(key) ?? { count: 0, sum: [0, 0, 0], place: isEnd ? both[1] : both[0] }
      sums.set(key, known)
      known.count++
      // relative to the place: sums of Earth-centred metres would lose the tenths of a millimetre
      for (const axis of [0, 1, 2] as const) known.sum[axis] += point[axis] - known.place[axis]
    }
  }
  return new Map([...sums].map(([key, { count, sum }]) => [key, { distance: Math.hypot(...sum) / count }]))
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}
