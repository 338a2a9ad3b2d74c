import { describe, expect, test } from 'vitest'
import { crsOf, localCrs, normalizeCrsName } from './crs.ts'
import { planLength } from './ellipsoid.ts'

test('a zone without number and the same zone with number give the same place', () => {
  const plain = crsOf('EPSG:4549')?.toLonLat(531_000, 3_992_000)
  const numbered = crsOf('EPSG:4528')?.toLonLat(40_531_000, 3_992_000)
  expect(plain?.lon).toBeCloseTo(120.344, 2)
  expect(numbered?.lon).toBeCloseTo(plain?.lon ?? 0, 10)
  expect(numbered?.lat).toBeCloseTo(plain?.lat ?? 0, 10)
})

test('the central meridian lies at easting 500 000', () => {
  expect(crsOf('EPSG:4550')?.toLonLat(500_000, 4_000_000).lon).toBeCloseTo(123, 12)
})

test('there and back again is the same point', () => {
  const crs = crsOf('EPSG:4549')
  const { lon, lat } = crs?.toLonLat(531_234.567, 3_991_234.567) ?? { lon: 0, lat: 0 }
  const [x, y] = crs?.fromLonLat(lon, lat) ?? [0, 0]
  expect(Math.hypot(x - 531_234.567, y - 3_991_234.567)).toBeLessThan(1e-6)
})

test('a local grid keeps lengths true and puts its own point at the anchor', () => {
  const crs = localCrs({ lon: 120.3, lat: 36.1 }, 5_000, 8_000)
  const a = crs.toLonLat(5_000, 8_000)
  const b = crs.toLonLat(5_600, 8_800)
  expect(a.lon).toBeCloseTo(120.3, 9)
  expect(planLength(a.lon, a.lat, b.lon, b.lat)).toBeCloseTo(1_000, 3)
})

test('CRS names are read in all their spellings, and unknown ones are refused', () => {
  expect(normalizeCrsName('urn:ogc:def:crs:EPSG::3857')).toBe('EPSG:3857')
  expect(normalizeCrsName('urn:ogc:def:crs:OGC:1.3:CRS84')).toBe('EPSG:4326')
  expect(crsOf('EPSG:99999')).toBeNull()
})

test("Japan's plane system VIII has its origin at 36° N 138.5° E and is east first", () => {
  const crs = crsOf('EPSG:6676')
  expect(crs?.toLonLat(0, 0)).toEqual({ lon: expect.closeTo(138.5, 10), lat: expect.closeTo(36, 10) })
  const { lon, lat } = crs?.toLonLat(22_146.9495, 158_375.4385) ?? { lon: 0, lat: 0 }
  expect(lon).toBeGreaterThan(138.5)
  const [x, y] = crs?.fromLonLat(lon, lat) ?? [0, 0]
  expect(Math.hypot(x - 22_146.9495, y - 158_375.4385)).toBeLessThan(1e-6)
  expect(planLength(138.5, 36, lon, lat) * 0.9999).toBeCloseTo(Math.hypot(22_146.9495, 158_375.4385), -1)
})

describe('a .prj text', () => {
  const plane = (datum: string, spheroid: string, easting: number, meridian: number) =>
    `PROJCS["town",GEOGCS["GCS",DATUM["${datum}",SPHEROID["S",${spheroid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",${easting}],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",${meridian}],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
  const cgcs2000 = ['D_China_2000', '6378137.0,298.257222101'] as const

  test.each([
    [500_000, 120, 'EPSG:4549', null],
    [40_500_000, 120, 'EPSG:4528', 40],
    [21_500_000, 123, 'EPSG:4499', 21],
  ])('of a CGCS2000 grid has its EPSG name: easting %d, meridian %d', (easting, meridian, name, zone) => {
    expect(crsOf(plane(...cgcs2000, easting, meridian))).toMatchObject({ name, meridian, zone, isGeographic: false })
    expect(normalizeCrsName(plane(...cgcs2000, easting, meridian))).toBe(name)
  })

  test('of another grid keeps its text, and gives the same place as its figures', () => {
    const text = plane(...cgcs2000, 400_000, 120.5)
    const crs = crsOf(text)
    expect(crs?.name).toBe(text)
    expect(crs?.toLonLat(400_000, 4_000_000).lon).toBeCloseTo(120.5, 9)
  })

  test('in feet is refused: coordinates are metres everywhere', () => {
    expect(crsOf(plane(...cgcs2000, 500_000, 120).replace('"Meter",1.0', '"Foot",0.3048'))).toBeNull()
  })

  test('of Xian 1980 or Beijing 1954 is refused: nothing says how its datum lies to CGCS2000', () => {
    expect(crsOf(plane('D_Xian_1980', '6378140.0,298.257', 500_000, 120))).toBeNull()
    expect(crsOf(plane('D_Beijing_1954', '6378245.0,298.3', 500_000, 120))).toBeNull()
    expect(crsOf('+proj=tmerc +lon_0=120 +x_0=500000 +ellps=krass +towgs84=15.8,-154.4,-82.3')).not.toBeNull()
  })
})

test('a 6° zone lies where the 3° zone of the same meridian does', () => {
  const [six, three] = [crsOf('EPSG:4498'), crsOf('EPSG:4548')]
  expect(six).toMatchObject({ zone: 20, meridian: 117 })
  expect(six?.toLonLat(20_512_345, 4_000_000).lon).toBeCloseTo(three?.toLonLat(512_345, 4_000_000).lon ?? 0, 12)
})
