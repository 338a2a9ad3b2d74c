import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import { meridianOfZone } from '../../src/domain/geo/gauss-krueger.ts'
import { type Findings, UnusableInput } from '../check/finding.ts'
import type { Place } from '../survey.ts'

/** Gauss-Krueger northings and eastings of China [m], easting without zone number */
const NORTHING = [1_900_000, 6_000_000] as const
const EASTING = [100_000, 900_000] as const
const ZONE_STEP = 1_000_000
/** A point farther than this from the middle of its city is a wrong coordinate [m]. */
export const FARTHEST = 100_000
/** first EPSG code of the CGCS2000 grids whose eastings carry the zone number: 6° from zone 13, 3° from zone 25 */
const [SIX_DEGREES, THREE_DEGREES] = [4491 - 13, 4513 - 25]

/** Coordinates as the source gives them: `north` is what stands where the north coordinate should. */
export interface PlanePoint {
  readonly north: number
  readonly east: number
}

/** Where the coordinates came from, for what is told of them. */
interface Origin {
  readonly file: string
  /** what its coordinates are called, e.g. "X, Y" or "geometry" */
  readonly column: string
  readonly crs: Crs
  /** a place farther than this from the middle is a wrong one [m]; degrees are not measured */
  readonly farthest: number
}

/** How the coordinates of one table or layer are to be read. */
export interface PlaneReading {
  /** null when the place lies far from all others or is none */
  place(point: PlanePoint): Place | null
  /** what a point far away is told as */
  readonly expected: string
  /** tells how many rows were read otherwise than the rest */
  finish(): void
}

/**
 * Judges by the first points of a table how its coordinates are meant, and tells it: which of the two is north, and
 * whether eastings carry a zone number. Both are then done row by row: a row whose easting carries the number of another
 * zone than the others is placed by that zone.
 *
 * @throws UnusableInput when most eastings carry the number of another zone than the CRS's
 */
export function readPlane(sample: readonly PlanePoint[], origin: Origin, findings: Findings): PlaneReading {
  const { crs, file, column, farthest } = origin
  const isSwapped = isMostly(sample, (point) => isTurned(point, crs))
  if (isSwapped) {
    const message = {
      zh: 'X、Y 对调：本表 X 为东、Y 为北，已按此读入（CJJ 61 规定 X 为北）',
      en: 'X and Y are swapped: in this table X is east; read as such (CJJ 61 has X north)',
    }
    const expected = crs.isGeographic ? '|latitude| ≤ 90' : 'X ≈ 2–6 × 10⁶'
    findings.add('warning', 'swapped-axes', message, { file, column, value: sample.length, expected })
  }
  const planes = sample.map((point) => turned(point, isSwapped))
  const common = crs.meridian === null ? 0 : zoneOf(median(planes.map(({ east }) => east)))
  if (crs.meridian !== null && planes.length > 0) tellZone(common, origin, findings)
  const wanted = (crs.zone ?? 0) * ZONE_STEP
  const others = new Map<number, number>()
  const grids = new Map<number, Crs | null>()
  const project = ({ north, east }: PlanePoint): Place => {
    const zone = crs.meridian === null ? 0 : zoneOf(east)
    if (crs.meridian === null) return { x: east, y: north, ...crs.toLonLat(east, north) }
    if (zone !== common) others.set(zone, (others.get(zone) ?? 0) + 1)
    if (zone === 0 || meridianOfZone(zone) === crs.meridian) {
      const x = east - zone * ZONE_STEP + wanted
      return { x, y: north, ...crs.toLonLat(x, north) }
    }
    const grid = grids.get(zone) ?? gridOfZone(zone)
    grids.set(zone, grid)
    const { lon, lat } = grid?.toLonLat(east, north) ?? { lon: Number.NaN, lat: Number.NaN }
    const [x, y] = crs.fromLonLat(lon, lat)
    return { x, y, lon, lat }
  }
  const places = planes.map(project)
  others.clear()
  const [middleX, middleY] = [median(places.map(({ x }) => x)), median(places.map(({ y }) => y))]
  return {
    expected: `within ${farthest / 1000} km of ${middleY.toFixed(0)}, ${middleX.toFixed(0)}`,
    place(point) {
      const place = project(turned(point, isSwapped))
      const isFar = !crs.isGeographic && Math.hypot(place.x - middleX, place.y - middleY) > farthest
      return isFar || !Number.isFinite(place.lon) || !Number.isFinite(place.lat) ? null : place
    },
    finish() {
      for (const [zone, count] of [...others].sort(([a], [b]) => a - b)) {
        const message = {
          zh: `${count} 行的东坐标${zone === 0 ? '不带带号' : `带有带号 ${zone}`}，与本表其余各行不同；已按各自带号读入`,
          en: `${count} rows have eastings ${zone === 0 ? 'without zone number' : `of zone ${zone}`}, unlike the others; each is placed by its own`,
        }
        const expected = common === 0 ? 'no zone number' : `zone ${common}`
        findings.add('warning', 'mixed-zones', message, { file, column, value: zone, expected })
      }
    },
  }
}

/** The point has north and east the wrong way round, by what its CRS allows. */
function isTurned({ north, east }: PlanePoint, crs: Crs): boolean {
  if (crs.isGeographic) return Math.abs(north) > 90 && Math.abs(north) <= 180 && Math.abs(east) <= 90
  return crs.meridian !== null && isNorthing(east) && isEasting(north)
}

function isNorthing(value: number): boolean {
  return value >= NORTHING[0] && value <= NORTHING[1]
}

function isEasting(value: number): boolean {
  const zone = zoneOf(value)
  const plain = value - zone * ZONE_STEP
  return plain >= EASTING[0] && plain <= EASTING[1] && (zone === 0 || meridianOfZone(zone) !== null)
}

/** Number before an easting; below 10 it is no zone of China but a far place. */
function zoneOf(east: number): number {
  const zone = Math.floor(east / ZONE_STEP)
  return zone >= 10 ? zone : 0
}

function gridOfZone(zone: number): Crs | null {
  return meridianOfZone(zone) === null ? null : crsOf(`EPSG:${zone + (zone < 25 ? SIX_DEGREES : THREE_DEGREES)}`)
}

function tellZone(given: number, { crs, file, column }: Origin, findings: Findings): void {
  if (given === (crs.zone ?? 0)) return
  if (given !== 0 && meridianOfZone(given) !== crs.meridian) {
    const meridian = meridianOfZone(given)
    const width = given < 25 ? 6 : 3
    const message = {
      zh: `东坐标带号 ${given}${meridian === null ? '' : `（${width}° 带，中央经线 ${meridian}°）`}与坐标系 ${crs.name}（中央经线 ${crs.meridian}°）矛盾`,
      en: `eastings carry zone ${given}${meridian === null ? '' : ` (${width}° zone, meridian ${meridian}°)`}, but ${crs.name} has meridian ${crs.meridian}°`,
    }
    const expected = `${(crs.meridian ?? 0) / 3}`
    throw new UnusableInput('zone-contradiction', message, { file, column, value: given, expected })
  }
  const message = {
    zh: given === 0 ? '东坐标不带带号，已补上' : `东坐标带有带号 ${given}，已去掉或换算`,
    en: given === 0 ? 'eastings lack the zone number; added' : `eastings carry the zone number ${given}; taken off`,
  }
  findings.add('note', 'zone-number', message, { file, column, value: given, expected: crs.name })
}

function turned({ north, east }: PlanePoint, isSwapped: boolean): PlanePoint {
  return isSwapped ? { north: east, east: north } : { north, east }
}

function isMostly(points: readonly PlanePoint[], test: (point: PlanePoint) => boolean): boolean {
  return points.filter(test).length * 2 > points.length
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[sorted.length >> 1] ?? 0
}
