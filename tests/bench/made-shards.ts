import { placeShard } from '../../data-pipeline/shard/place-shard.ts'
import { planeOf } from '../../data-pipeline/shard/plane.ts'
import type { Shard } from '../../data-pipeline/shard/shard.ts'
import { shardMiddle, shardSquare } from '../../data-pipeline/shard/shard-grid.ts'
import { LineRows } from '../../data-pipeline/store/line-rows.ts'
import { Names } from '../../data-pipeline/store/names.ts'
import { PointRows } from '../../data-pipeline/store/point-rows.ts'
import { NO_ATTRIBUTES, type SurveyLine, type SurveyPoint } from '../../data-pipeline/survey.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'

/** Pipes of a made shard: streets 100 m apart both ways, eight networks beside one another in each, a point every 20 to 50 m. */
const STREET = 100
const LANES = 8
const DIAMETERS = [0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.2]
const MATERIALS = ['球墨铸铁', '混凝土', 'PE', '钢', 'PVC']
const METRES_LON = 96_400
const METRES_LAT = 110_900
/** west-most column and south-most row of the made city */
const FIRST = { column: 4680, row: 1200 }

// Kept from shard to shard: growing them anew costs more than filling them.
const lines = new LineRows()
const points = new PointRows()

/** The shard at a place of the made city; equal numbers give equal shards. It is good until the next is made. */
export function madeShard(east: number, north: number, firstGid: number): Shard {
  const cell = { column: FIRST.column + east, row: FIRST.row + north }
  const { west, south, side } = shardSquare(cell)
  const random = generator(east * 1009 + north + 1)
  const names = new Names()
  lines.clear()
  points.clear()
  const [width, height] = [side * METRES_LON, side * METRES_LAT]
  const at = (x: number, y: number) => ({ x, y, lon: west + x / METRES_LON, lat: south + y / METRES_LAT })
  const street = (isEast: boolean, offset: number) => {
    const length = isEast ? width : height
    for (let lane = 0; lane < LANES; lane++) {
      const [diameter = 0.3, material = ''] = [
        DIAMETERS[Math.floor(random() * DIAMETERS.length)],
        MATERIALS[Math.floor(random() * MATERIALS.length)],
      ]
      const discipline = disciplines[lane]?.id ?? 'water'
      let along = random() * 20
      let level = -1 - lane * 1.3
      let before: { key: string; number: number; place: ReturnType<typeof at>; level: number } | null = null
      while (along < length) {
        const beside = offset + lane * 3 + (random() - 0.5) * 0.6
        const place = isEast ? at(along, beside) : at(beside, along)
        const key = `${discipline.slice(0, 2).toUpperCase()}${String(points.count + firstGid).padStart(7, '0')}`
        const isWell = lane === 1 || lane === 2
        points.push(point(key, discipline, place, isWell, level), points.count, lane, names)
        const here = { key, number: points.count - 1, place, level }
        if (before) {
          const size = { kind: 'circle', width: diameter, height: diameter } as const
          const line: SurveyLine = {
            ...NO_ATTRIBUTES,
            key: `${before.key}~${key}~1`,
            discipline,
            startPoint: before.key,
            endPoint: key,
            path: [before.place, place],
            start: { ground: 0, depth: -before.level, level: before.level },
            end: { ground: 0, depth: -level, level },
            reference: 'invert',
            section: size,
            wall: null,
            material,
            burial: '直埋',
            pressure: null,
            voltage: null,
            recordedLength: null,
            builtYear: 1980 + Math.floor(random() * 45),
            source: { file: 'LINE.csv', row: lines.count + 2 },
          }
          lines.push(line, lines.count, lane, [before.number, here.number], names)
        }
        before = here
        along += 20 + random() * 30
        level = Math.round((level - random() * 0.1) * 1000) / 1000
      }
    }
  }
  for (let y = STREET / 2; y < height; y += STREET) street(true, y)
  for (let x = STREET / 2; x < width; x += STREET) street(false, x)
  const lineGids = Uint32Array.from({ length: lines.count }, (_, row) => firstGid + row)
  const pointGids = Uint32Array.from({ length: points.count }, (_, row) => firstGid + lines.count + row)
  const placed = placeShard({ city: 'bench', lines, points, lineGids, pointGids }, () => 0)
  return {
    city: 'bench',
    cell,
    names,
    lines,
    points,
    ownLines: lines.count,
    ownPoints: points.count,
    plane: planeOf(lines.columns.path.block, shardMiddle(cell)),
    placedLines: placed.lines,
    placedPoints: placed.points,
  }
}

function point(
  key: string,
  discipline: string,
  place: { x: number; y: number; lon: number; lat: number },
  isWell: boolean,
  level: number,
): SurveyPoint {
  return {
    ...NO_ATTRIBUTES,
    ...place,
    key,
    discipline,
    ground: 0,
    bottom: isWell ? level - 0.3 : null,
    feature: isWell ? null : '直线点',
    appurtenance: isWell ? '检查井' : null,
    isOperable: null,
    source: { file: 'POINT.csv', row: 2 },
  }
}

/** Numbers 0…1 that a seed gives again (mulberry32). */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
