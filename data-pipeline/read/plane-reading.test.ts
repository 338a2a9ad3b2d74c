import { describe, expect, test } from 'vitest'
import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import { Findings } from '../check/finding.ts'
import { FARTHEST, type PlanePoint, readPlane } from './plane-reading.ts'

const HERE = { north: 3_988_000, east: 531_000 }

function crs(name: string): Crs {
  const known = crsOf(name)
  if (!known) throw new Error(`no CRS ${name}`)
  return known
}

/** Places all points by a judgement of all, as a table of that length would be. */
function placed(name: string, points: readonly PlanePoint[]) {
  const findings = new Findings()
  const reading = readPlane(
    points,
    { file: 'JSPOINT.csv', column: 'X, Y', crs: crs(name), farthest: FARTHEST },
    findings,
  )
  const places = points.map((point) => reading.place(point))
  reading.finish()
  return { places, told: findings.list.map(({ rule, value }) => [rule, value]) }
}

const several = (point: PlanePoint, count: number): PlanePoint[] => Array.from({ length: count }, () => point)
const inZone = (zone: number) => ({ ...HERE, east: HERE.east + zone * 1e6 })

describe('zone numbers before eastings', () => {
  const plain = placed('EPSG:4549', [HERE]).places[0]

  test.each([
    ['EPSG:4549', 40, 531_000],
    ['EPSG:4528', 0, 40_531_000],
    ['EPSG:4528', 40, 40_531_000],
  ])('%s with zone %i in the table', (name, zone, x) => {
    const { places, told } = placed(name, [inZone(zone)])
    expect(places[0]?.x).toBe(x)
    expect(places[0]?.lon).toBeCloseTo(plain?.lon ?? 0, 10)
    expect(told.map(([rule]) => rule)).toEqual(zone === 40 && name === 'EPSG:4528' ? [] : ['zone-number'])
  })

  test('of the 6° zone with the same meridian are the same grid', () => {
    const [six, three] = [placed('EPSG:4548', [inZone(20)]), placed('EPSG:4548', [inZone(39)])]
    expect(six.places).toEqual(three.places)
    expect(six.told).toEqual([['zone-number', 20]])
    expect(placed('EPSG:4498', [inZone(20)]).told).toEqual([])
  })

  test('of another zone stop the run, and tell the width and meridian of that zone', () => {
    expect(() => placed('EPSG:4549', [inZone(39)])).toThrow(/39 \(3° zone, meridian 117°\).*meridian 120°/)
    expect(() => placed('EPSG:4549', [inZone(21)])).toThrow(/21 \(6° zone, meridian 123°\)/)
  })

  test('in some rows only are done row by row, and told', () => {
    const { places, told } = placed('EPSG:4549', [...several(HERE, 5), inZone(40), inZone(40)])
    expect(new Set(places.map((place) => place?.lon)).size).toBe(1)
    expect(told).toEqual([['mixed-zones', 40]])
  })

  test('of the next zone in some rows, where a city lies on the edge, are placed by that zone', () => {
    const edge = crs('EPSG:4549').fromLonLat(118.5, 36)
    const beyond = crs('EPSG:4527').fromLonLat(118.49, 36)
    const points = [...several({ north: edge[1], east: edge[0] }, 5), { north: beyond[1], east: beyond[0] }]
    const { places, told } = placed('EPSG:4549', points)
    expect(places[5]?.lon).toBeCloseTo(118.49, 9)
    expect((places[0]?.x ?? 0) - (places[5]?.x ?? 0)).toBeCloseTo(902, 0)
    expect(told).toEqual([['mixed-zones', 39]])
  })
})

describe('axes', () => {
  const swapped = ({ north, east }: PlanePoint) => ({ north: east, east: north })

  test.each([
    ['EPSG:4549', HERE],
    ['EPSG:4528', inZone(40)],
    ['EPSG:4499', { north: 3_988_000, east: 21_431_000 }],
    ['EPSG:4490', { north: 36.02, east: 120.34 }],
  ])('of a whole table in %s that are swapped are turned and told', (name, point) => {
    const [right, wrong] = [placed(name, [point]), placed(name, [swapped(point)])]
    expect(right.told).toEqual([])
    expect(wrong.told).toEqual([['swapped-axes', 1]])
    expect(wrong.places).toEqual(right.places)
  })

  test('of one row that are swapped lose that row', () => {
    const { places } = placed('EPSG:4549', [...several(HERE, 5), swapped(HERE)])
    expect(places.map((place) => place !== null)).toEqual([true, true, true, true, true, false])
  })
})
