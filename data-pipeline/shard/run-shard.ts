import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import { Findings } from '../check/finding.ts'
import { checkShard } from '../check/index.ts'
import { CellCounts } from '../publish/cell-counts.ts'
import { writeFindingPart } from '../publish/finding-part.ts'
import { groundOf } from '../publish/ground.ts'
import { Names } from '../store/names.ts'
import { packPlain, unpackPlain } from '../store/plain-data.ts'
import type { GroundModel } from '../survey.ts'
import { drawShard } from '../tile/draw-shard.ts'
import { type LocalFrame, localFrame } from '../tile/local-frame.ts'
import type { ShardTiles } from '../tile/shard-tiles.ts'
import { hashShard } from './hash-shard.ts'
import { linkTree } from './link-tree.ts'
import { loadShard, ShardRoom } from './load-shard.ts'
import { numberShard } from './number-shard.ts'
import { placeShard } from './place-shard.ts'
import { planeOf } from './plane.ts'
import type { Shard } from './shard.ts'
import { shardMiddle, shardOf } from './shard-grid.ts'
import type { ShardDone, ShardResult, ShardSettings, ShardTask } from './shard-task.ts'
import { writeParts } from './write-parts.ts'

const RESULT = 'result.json'

/** What a worker keeps between shards. */
export interface ShardRunner {
  run(task: ShardTask): Promise<ShardDone>
  /** the result of a shard that is only checked; its findings are written among its chunks */
  check(task: ShardTask): ShardResult
}

/** Makes shards ready to be run: names and ground are put together once. */
export function shardRunner(settings: ShardSettings): ShardRunner {
  const names = new Names(settings.names)
  const ground = groundOf(settings.ground).at
  const deviceEnds = new Set(settings.deviceEnds)
  const { lon, lat } = settings.drawing
  const frame = localFrame(lon, lat, 0, settings.geoid)
  const room = new ShardRoom()
  const plane = settings.plane === null ? null : crsOf(settings.plane)
  const open = (task: ShardTask) => openShard(task, room, settings, names, deviceEnds, ground)
  return {
    run: (task) => runShard(task, settings, open(task), deviceEnds, frame, plane),
    check: (task) => {
      const { shard, hashes } = open(task)
      const folder = join(settings.chunks, task.name)
      mkdirSync(folder, { recursive: true })
      return resultOf(shard, task, settings, hashes, deviceEnds, folder, null)
    },
  }
}

interface OpenShard {
  readonly shard: Shard
  readonly hashes: { readonly tiles: string; readonly all: string }
}

function openShard(
  task: ShardTask,
  room: ShardRoom,
  settings: ShardSettings,
  names: Names,
  deviceEnds: ReadonlySet<string>,
  ground: GroundModel,
): OpenShard {
  const cell = shardOf(task.name)
  const loaded = loadShard(settings.chunks, task.chunks, settings.sources, room)
  const { lines, points, ownLines, ownPoints } = loaded
  const gids = numberShard(loaded, cell, task.firstGid)
  const joined: string[] = []
  if (deviceEnds.size > 0)
    for (let point = 0; point < ownPoints; point++)
      if (deviceEnds.has(keyOf(points.columns, point))) joined.push(points.columns.key.at(point))
  const extra = JSON.stringify([joined, task.buildings])
  const placed = placeShard(
    { city: settings.city, lines, points, lineGids: gids.lines, pointGids: gids.points },
    ground,
  )
  const hashes = hashShard(loaded, gids, placed, names, settings.components, settings.digest, extra)
  const shard: Shard = {
    city: settings.city,
    cell,
    names,
    lines,
    points,
    ownLines,
    ownPoints,
    plane: planeOf(lines.columns.path.packed().values, shardMiddle(cell)),
    placedLines: placed.lines,
    placedPoints: placed.points,
  }
  return { shard, hashes }
}

/**
 * Makes one shard: checks it, draws it, and writes its rows and parts into its folder. One that is as in the last build
 * stays as it is; the folder appears whole or not at all.
 */
async function runShard(
  task: ShardTask,
  settings: ShardSettings,
  { shard, hashes }: OpenShard,
  deviceEnds: ReadonlySet<string>,
  frame: LocalFrame,
  plane: Crs | null,
): Promise<ShardDone> {
  const folder = join(settings.parts ?? '', task.name)
  const kept = readResult(folder)
  const done = (result: ShardResult, isKept: boolean): ShardDone => ({
    name: task.name,
    rows: result.lines + result.points,
    tiles: (result.tiles?.pipes.tiles ?? 0) + (result.tiles?.nodes.tiles ?? 0),
    bytes: (result.tiles?.pipes.bytes ?? 0) + (result.tiles?.nodes.bytes ?? 0),
    isKept,
  })
  if (kept?.hash === hashes.all) return done(kept, true)
  // a shard that was taken for lost may be made twice at once
  const temporary = `${folder}.${process.pid}.tmp`
  await rm(temporary, { recursive: true, force: true })
  await mkdir(temporary, { recursive: true })
  const drawn = kept?.tilesHash === hashes.tiles ? kept.tiles : null
  if (drawn) await linkTree(join(folder, 'tiles'), join(temporary, 'tiles'))
  const { isPrecise, instancedNodes } = settings.drawing
  const options = { directory: join(temporary, 'tiles'), frame, isPrecise, instancedNodes }
  const tiles = drawn ?? (await drawShard(shard, options))
  const result = resultOf(shard, task, settings, hashes, deviceEnds, temporary, tiles)
  writeParts(shard, settings.known, task.firstGid, temporary, plane)
  writeFileSync(join(temporary, RESULT), packPlain(result))
  takePlace(temporary, folder)
  return done(result, false)
}

/** Puts a folder in the place of another; when one that was made at the same time came first, that one stays. */
function takePlace(temporary: string, folder: string): void {
  rmSync(folder, { recursive: true, force: true })
  try {
    renameSync(temporary, folder)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
    rmSync(temporary, { recursive: true, force: true })
  }
}

/** The result in a shard's folder; null when there is none or it is of another program. */
export function readResult(folder: string): ShardResult | null {
  const path = join(folder, RESULT)
  if (!existsSync(path)) return null
  try {
    return unpackPlain(readFileSync(path, 'utf8')) as ShardResult
  } catch {
    return null // cut short by a crash of the machine: it is made again
  }
}

function resultOf(
  shard: Shard,
  task: ShardTask,
  settings: ShardSettings,
  hashes: OpenShard['hashes'],
  deviceEnds: ReadonlySet<string>,
  folder: string,
  tiles: ShardTiles | null,
): ShardResult {
  const { lines, points, ownLines, ownPoints, placedLines, placedPoints } = shard
  const findings = new Findings()
  const { buildings } = task
  checkShard(
    shard,
    { buildings, deviceEnds, census: new Set(settings.census), components: settings.components },
    findings,
  )
  const cells = new CellCounts(settings.cells)
  const { path, discipline } = lines.columns
  let assumed = 0
  for (let line = 0; line < ownLines; line++) {
    cells.addLine(discipline[line] ?? 0, path.block, 2, path.start(line), path.end(line))
    assumed += placedLines.isAssumed[line] ?? 0
  }
  const deviceHeights: [number, number][] = []
  for (let point = 0; point < ownPoints; point++) {
    assumed += placedPoints.isAssumed[point] ?? 0
    if (deviceEnds.size > 0 && placedPoints.degree[point] && deviceEnds.has(keyOf(points.columns, point)))
      deviceHeights.push([points.columns.number[point] ?? 0, placedPoints.height[point] ?? 0])
  }
  return {
    hash: hashes.all,
    tilesHash: hashes.tiles,
    lines: ownLines,
    points: ownPoints,
    assumed,
    rules: writeFindingPart(folder, findings.list),
    facts: findings.facts,
    owners: findings.owners,
    cells: cells.packed(),
    deviceHeights,
    tiles,
  }
}

function keyOf(columns: Shard['points']['columns'], point: number): string {
  return `${disciplines[columns.discipline[point] ?? 0]?.id}/${columns.key.at(point)}`
}
