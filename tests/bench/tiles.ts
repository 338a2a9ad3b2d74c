import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { drawShard } from '../../data-pipeline/tile/draw-shard.ts'
import { type FinishedShard, finishTileset } from '../../data-pipeline/tile/finish-tileset.ts'
import { localFrame } from '../../data-pipeline/tile/local-frame.ts'
import { FLAT_GEOID } from './flat-geoid.ts'
import { madeShard } from './made-shards.ts'
import { type TimedPart, timeSplit } from './time-split.ts'

export interface TilesBench {
  readonly lines: number
  readonly points: number
  readonly shards: number
  readonly tiles: number
  /** of lines: drawing and writing, one thread */
  readonly seconds: number
  readonly cpuSeconds: number
  readonly linesPerSecond: number
  readonly linesPerCpuSecond: number
  /** of two threads at once, on the clock */
  readonly linesPerSecondOfTwo: number
  /** of the time for lines: share of each part */
  readonly split: Readonly<Record<string, number>>
  readonly pointsPerCpuSecond: number
  /** bytes a line in leaves, on disk and by gzip */
  readonly leafBytes: number
  readonly leafGzip: number
  /** bytes of all overviews against those of leaves */
  readonly parentShare: number
  /** bytes a point, on disk */
  readonly nodeBytes: number
  readonly largestTile: number
  /** bytes by gzip of what an engine loads to show the whole city in a window of 1440 × 900 */
  readonly firstViewGzip: number
}

/** Pixels of error that an engine allows, and a window 900 pixels high seen at 60°. */
const ERROR_PIXELS = 16
const PIXELS_AT_ONE_METRE = 900 / (2 * Math.tan(Math.PI / 6))

/** What drawing lines is made of. */
const PARTS: readonly TimedPart[] = [
  { name: 'axes', functionName: 'lineAxes', file: 'tile/line-axes.ts' },
  { name: 'joints', functionName: 'lineJoints', file: 'tile/line-joints.ts' },
  { name: 'runs and pieces', functionName: 'lineRuns', file: 'tile/line-runs.ts' },
  { name: 'runs and pieces', functionName: 'linePieces', file: 'tile/line-pieces.ts' },
  { name: 'tree', functionName: 'shardTree', file: 'tile/shard-tree.ts' },
  { name: 'mesh', functionName: 'fine', file: 'tile/draw-lines.ts' },
  { name: 'mesh', functionName: 'coarse', file: 'tile/draw-lines.ts' },
  { name: 'mesh', functionName: 'axis', file: 'tile/draw-lines.ts' },
  { name: 'table', functionName: 'pushLine', file: 'tile/draw-shard.ts' },
  { name: 'encode', functionName: 'writeGlb', file: 'tile/write-glb.ts' },
  { name: 'write', functionName: 'write', file: 'tile/tile-files.ts' },
]
const LOADER = new URL('../../tools/ts.mjs', import.meta.url).href

/** Tiles of a made city with at least so many lines, in a temporary folder. */
export async function benchTiles(wanted: number, isPrecise = false): Promise<TilesBench> {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-tiles-'))
  const frame = localFrame(117.05, 30.05, 0, FLAT_GEOID)
  try {
    const shards: FinishedShard[] = []
    let [lines, points, milliseconds] = [0, 0, 0]
    const cpu = { lines: 0, points: 0 }
    const timed = async <Value>(part: 'lines' | 'points', work: () => Promise<Value>): Promise<Value> => {
      const [start, before] = [performance.now(), process.cpuUsage()]
      const value = await work()
      const { user, system } = process.cpuUsage(before)
      if (part === 'lines') milliseconds += performance.now() - start
      cpu[part] += (user + system) / 1e6
      return value
    }
    const side = Math.ceil(Math.sqrt(wanted / 10_000))
    while (lines < wanted) {
      const shard = madeShard(shards.length % side, Math.floor(shards.length / side), 1 + lines + points)
      const options = { directory, frame, isPrecise, instancedNodes: false }
      // Lines and points apart: the goal is one of lines, whose joints look at the points all the same.
      const pipes = await timed('lines', () => drawShard({ ...shard, ownPoints: 0 }, options))
      const { nodes } = await timed('points', () => drawShard({ ...shard, ownLines: 0 }, options))
      const tiles = { ...pipes, nodes }
      shards.push({ cell: shard.cell, tiles })
      lines += shard.ownLines
      points += shard.ownPoints
    }
    const options = { directory, frame, city: 'bench', instancedNodes: false, isImplicit: false }
    const finished = await timed('lines', () => finishTileset(shards, options))
    const leaves = await leafSizes(shards, directory)
    const again = madeShard(0, 0, 1)
    const split = await timeSplit(PARTS, async () => {
      for (let round = 0; round < 3; round++)
        await drawShard(
          { ...again, ownPoints: 0 },
          { directory: join(directory, `split-${round}`), frame, isPrecise, instancedNodes: false },
        )
    })
    const { pipes, nodes } = finished
    return {
      lines,
      points,
      shards: shards.length,
      tiles: pipes.tiles + nodes.tiles,
      seconds: milliseconds / 1000,
      cpuSeconds: cpu.lines,
      linesPerSecond: Math.round((lines / milliseconds) * 1000),
      linesPerCpuSecond: Math.round(lines / cpu.lines),
      linesPerSecondOfTwo: await speedOfTwo(wanted / 2),
      split: Object.fromEntries(split),
      pointsPerCpuSecond: Math.round(points / cpu.points),
      leafBytes: leaves.bytes / leaves.lines,
      leafGzip: leaves.gzip / leaves.lines,
      parentShare: pipes.parentBytes / (pipes.bytes - pipes.parentBytes),
      nodeBytes: nodes.bytes / points,
      largestTile: leaves.largest,
      firstViewGzip: (await firstView(join(directory, 'pipes'))) + (await firstView(join(directory, 'nodes'))),
    }
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Lines a second of two threads that draw at once, each so many lines. */
async function speedOfTwo(wanted: number): Promise<number> {
  const threads = [0, 1].map(
    (column) =>
      new Promise<{ lines: number; milliseconds: number }>((resolve, reject) => {
        const worker = new Worker(new URL('./tiles-worker.ts', import.meta.url), {
          workerData: { column, wanted },
          execArgv: ['--import', LOADER],
        })
        worker.once('message', resolve)
        worker.once('error', reject)
      }),
  )
  const speeds = (await Promise.all(threads)).map(({ lines, milliseconds }) => (lines / milliseconds) * 1000)
  return Math.round(speeds.reduce((sum, speed) => sum + speed, 0))
}

/** Sizes of the leaves of the first shards: gzip takes longer than the tiles themselves. */
async function leafSizes(shards: readonly FinishedShard[], directory: string) {
  let [bytes, gzip, lines, largest] = [0, 0, 0, 0]
  for (const { cell, tiles } of shards.slice(0, 3)) {
    lines += tiles.pipes.features
    const folder = join(directory, 'pipes', `${cell.column}_${cell.row}`)
    const names = await readdir(folder)
    const isLeaf = (name: string) => !names.some((other) => other.startsWith(name.replace('.glb', '-')))
    for (const name of names.filter(isLeaf)) {
      const content = await readFile(join(folder, name))
      bytes += content.byteLength
      gzip += gzipSync(content).byteLength
      largest = Math.max(largest, content.byteLength)
    }
  }
  return { bytes, gzip, lines, largest }
}

interface Tile {
  readonly boundingVolume: { readonly box: readonly number[] }
  readonly geometricError: number
  readonly content?: { readonly uri: string }
  readonly children?: readonly Tile[]
}

/** Bytes by gzip of tileset.json and of every tile drawn from straight above, so high that the whole city is in sight. */
export async function firstView(folder: string): Promise<number> {
  const text = await readFile(join(folder, 'tileset.json'))
  const { root } = JSON.parse(text.toString()) as { root: Tile }
  const [x = 0, y = 0, z = 0, halfEast = 0, , , , halfNorth = 0] = root.boundingVolume.box
  const eye = [x, y, z + Math.max(halfEast, halfNorth) * Math.sqrt(3)] as const
  let bytes = gzipSync(text).byteLength
  const visit = async ({ boundingVolume: { box }, geometricError, content, children = [] }: Tile): Promise<void> => {
    const outside = (axis: 0 | 1 | 2) => Math.max(0, Math.abs((box[axis] ?? 0) - eye[axis]) - (box[3 + axis * 4] ?? 0))
    const distance = Math.hypot(outside(0), outside(1), outside(2))
    // Whatever is refined was loaded first.
    if (content) bytes += gzipSync(await readFile(join(folder, content.uri))).byteLength
    if ((geometricError * PIXELS_AT_ONE_METRE) / distance > ERROR_PIXELS)
      for (const child of children) await visit(child)
  }
  await visit(root)
  return bytes
}
