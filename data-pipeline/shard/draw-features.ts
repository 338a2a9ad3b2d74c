import { readFile } from 'node:fs/promises'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { GeoidGrid } from '../../src/domain/geo/heights.ts'
import { SECTIONS } from '../store/line-rows.ts'
import type { Section, Shape, TileFeature } from '../tile/feature.ts'
import { writeTileset } from '../tile/write-tileset.ts'
import { lineAxis } from './line-axis.ts'
import type { Shard } from './shard.ts'
import type { ShardTiles } from './shard-task.ts'

const WELL = /井|人孔|手孔|检查室|箅|池/
const WELL_RADIUS = 0.5
const SMALLEST_BALL = 0.1
/** a ball is a little wider than the widest line that it joins */
const BALL_EXCESS = 1.15
/** drawn so wide when a size is not known; the property table says that it is not [m] */
const UNKNOWN_DIAMETER = 0.1

/** Tiles of the own rows of a shard: lines as tubes, points as wells or balls. Open channels have no solid. */
export async function drawFeatures(shard: Shard, geoid: GeoidGrid, directory: string): Promise<ShardTiles> {
  const features: TileFeature[] = []
  for (let line = 0; line < shard.ownLines; line++) {
    const feature = tube(shard, line)
    if (feature) features.push(feature)
  }
  for (let point = 0; point < shard.ownPoints; point++) features.push(node(shard, point))
  features.sort((a, b) => a.properties.gid - b.properties.gid)
  const { path, tiles, bytes, faults } = await writeTileset(features, { directory, geoid })
  if (path === null) return { tiles, bytes, faults, root: null }
  const { root } = JSON.parse(await readFile(path, 'utf8')) as {
    root: { boundingVolume: { box: number[] }; transform: number[]; geometricError: number }
  }
  const { boundingVolume, transform, geometricError } = root
  return { tiles, bytes, faults, root: { box: boundingVolume.box, transform, geometricError } }
}

function tube(shard: Shard, line: number): TileFeature | null {
  const { lines, placedLines, names } = shard
  const { columns } = lines
  const kind = SECTIONS[columns.section[line] ?? 0] ?? null
  if (kind === 'open') return null
  const [width, height] = [columns.width[line] ?? 0, columns.height[line] ?? 0]
  const axis = new Float64Array(((columns.path.end(line) - columns.path.start(line)) / 2) * 3)
  const count = lineAxis(shard, line, axis)
  const section: Section =
    kind === null
      ? { kind: 'circle', diameter: UNKNOWN_DIAMETER }
      : kind === 'circle'
        ? { kind, diameter: width }
        : { kind, width, height }
  const path = Array.from({ length: count }, (_, i) => ({
    lon: axis[i * 3] ?? 0,
    lat: axis[i * 3 + 1] ?? 0,
    height: axis[i * 3 + 2] ?? 0,
  }))
  return {
    properties: {
      id: placedLines.id(line),
      gid: placedLines.gid[line] ?? 0,
      discipline: disciplines[columns.discipline[line] ?? 0]?.id ?? '',
      kind: 'line',
      material: names.text(columns.material[line] ?? 0) ?? '',
      width: kind === null ? 0 : width,
      height: kind === null ? 0 : height,
      year: columns.builtYear[line] ?? 0,
      startLevel: columns.startLevel[line] ?? Number.NaN,
      endLevel: columns.endLevel[line] ?? Number.NaN,
    },
    shape: { kind: 'tube', path, section },
    prominence: section.kind === 'circle' ? section.diameter : Math.max(width, height),
  }
}

function node(shard: Shard, point: number): TileFeature {
  const { points, placedPoints } = shard
  const { columns } = points
  const shape = nodeShape(shard, point)
  return {
    properties: {
      id: placedPoints.id(point),
      gid: placedPoints.gid[point] ?? 0,
      discipline: disciplines[columns.discipline[point] ?? 0]?.id ?? '',
      kind: 'point',
      material: '',
      width: 0,
      height: 0,
      year: columns.builtYear[point] ?? 0,
      startLevel: columns.ground[point] ?? Number.NaN,
      endLevel: columns.bottom[point] ?? Number.NaN,
    },
    shape,
    prominence: 'radius' in shape ? shape.radius * 2 : 0,
  }
}

function nodeShape({ points, placedPoints, names }: Shard, at: number): Shape {
  const { columns } = points
  const [lon, lat] = [columns.lon[at] ?? 0, columns.lat[at] ?? 0]
  const [ground, well] = [columns.ground[at] ?? Number.NaN, columns.bottom[at] ?? Number.NaN]
  const called = names.text((columns.appurtenance[at] || columns.feature[at]) ?? 0) ?? ''
  const isWell = !Number.isNaN(well) || WELL.test(called)
  const bottom = Math.min(Number.isNaN(well) ? Infinity : well, placedPoints.lowest[at] ?? Infinity)
  if (isWell && bottom < ground)
    return { kind: 'cylinder', base: { lon, lat, height: bottom }, radius: WELL_RADIUS, height: ground - bottom }
  const center = { lon, lat, height: placedPoints.height[at] ?? 0 }
  return { kind: 'ball', center, radius: Math.max((placedPoints.widest[at] ?? 0) * BALL_EXCESS, SMALLEST_BALL) }
}
