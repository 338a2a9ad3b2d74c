import { UnusableInput } from '../check/finding.ts'
import type { Place, Survey } from '../survey.ts'

/** Gauss-Krueger northings and eastings of China [m], easting without zone number */
const NORTHING = [1_900_000, 6_000_000] as const
const EASTING = [100_000, 900_000] as const
const ZONE_STEP = 1_000_000
/** a point farther than this from the middle of its table is a wrong coordinate [m] */
const FARTHEST = 100_000

export interface PlanePoint {
  readonly north: number
  readonly east: number
  readonly row: number
  readonly asset: string
}

/**
 * Places the points of one table: zone numbers before eastings are taken off or put on as the CRS wants them, a table
 * whose X is east is turned round and reported, and points far away from all others are reported and left out.
 *
 * @throws UnusableInput when the eastings carry the zone number of another zone than the CRS's
 */
export function placePoints<Point extends PlanePoint>(
  points: readonly Point[],
  file: string,
  survey: Survey,
): { readonly place: Place; readonly value: Point }[] {
  const { crs, findings } = survey
  const isGaussKrueger = /^EPSG:45[1-5]\d$/.test(crs.name)
  const isSwapped = isGaussKrueger && isMostlySwapped(points)
  if (isSwapped) {
    const message = {
      zh: 'X、Y 对调：本表 X 为东、Y 为北，已按此读入（CJJ 61 规定 X 为北）',
      en: 'X and Y are swapped: in this table X is east; read as such (CJJ 61 has X north)',
    }
    findings.add('warning', 'swapped-axes', message, {
      file,
      column: 'X, Y',
      value: points.length,
      expected: 'X ≈ 2–6 × 10⁶',
    })
  }
  const planes = points.map((value) => ({
    value,
    y: isSwapped ? value.east : value.north,
    x: isSwapped ? value.north : value.east,
  }))
  const shift = isGaussKrueger ? zoneShift(planes, file, survey) : 0
  const [middleX, middleY] = [median(planes.map(({ x }) => x)), median(planes.map(({ y }) => y))]
  const placed: { place: Place; value: Point }[] = []
  for (const { value, x, y } of planes) {
    const isFar = !crs.isGeographic && Math.hypot(x - middleX, y - middleY) > FARTHEST
    const place = { x: x + shift, y, ...crs.toLonLat(x + shift, y) }
    if (!isFar && Number.isFinite(place.lon) && Number.isFinite(place.lat)) {
      placed.push({ place, value })
      continue
    }
    const message = {
      zh: '坐标远离本表其他点（可能 X、Y 对调或有错），该点略去',
      en: 'coordinate far from all other points (swapped or wrong); the point is left out',
    }
    findings.add('error', 'point-far-away', message, {
      file,
      row: value.row,
      column: 'X, Y',
      value: `${value.north}, ${value.east}`,
      expected: `within ${FARTHEST / 1000} km of ${middleY.toFixed(0)}, ${middleX.toFixed(0)}`,
      assets: [value.asset],
    })
  }
  return placed
}

function isMostlySwapped(points: readonly PlanePoint[]): boolean {
  const isNorthing = (value: number) => value >= NORTHING[0] && value <= NORTHING[1]
  const isEasting = (value: number) => {
    const withoutZone = value % ZONE_STEP
    const zone = Math.floor(value / ZONE_STEP)
    return withoutZone >= EASTING[0] && withoutZone <= EASTING[1] && (zone === 0 || (zone >= 13 && zone <= 45))
  }
  const swapped = points.filter(({ north, east }) => isNorthing(east) && isEasting(north)).length
  return swapped * 2 > points.length
}

/** Metres to add to eastings so that they carry the zone number exactly when the CRS has one. */
function zoneShift(points: readonly { readonly x: number }[], file: string, survey: Survey): number {
  const { crs, findings } = survey
  const given = Math.floor(median(points.map(({ x }) => x)) / ZONE_STEP)
  const wanted = crs.zone ?? 0
  if (points.length === 0 || given === wanted) return 0
  const meridianZone = crs.zone ?? Number(crs.name.slice(5)) - 4534 + 25
  if (given !== 0 && given !== meridianZone) {
    const message = {
      zh: `Y 坐标带号 ${given} 与坐标系 ${crs.name}（带号 ${meridianZone}）矛盾`,
      en: `eastings carry zone ${given}, but ${crs.name} is zone ${meridianZone}`,
    }
    throw new UnusableInput('zone-contradiction', message, {
      file,
      column: 'Y',
      value: given,
      expected: String(meridianZone),
    })
  }
  const message = {
    zh: given === 0 ? 'Y 坐标不带带号，已补上' : `Y 坐标带有带号 ${given}，已去掉`,
    en: given === 0 ? 'eastings lack the zone number; added' : `eastings carry the zone number ${given}; taken off`,
  }
  findings.add('note', 'zone-number', message, { file, column: 'Y', value: given, expected: crs.name })
  return (wanted - given) * ZONE_STEP
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[sorted.length >> 1] ?? 0
}
