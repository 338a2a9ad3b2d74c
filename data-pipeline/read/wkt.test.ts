import { expect, test } from 'vitest'
import { parseWkt } from './wkt.ts'

test('lines keep their third coordinate, and lack it when it is not there', () => {
  expect(parseWkt('LINESTRING Z (1 2 3, 4 5 6)')).toEqual({
    kind: 'line',
    coordinates: [
      { x: 1, y: 2, z: 3 },
      { x: 4, y: 5, z: 6 },
    ],
  })
  expect(parseWkt('LINESTRING (1 2, 4 5)')).toMatchObject({ coordinates: [{ z: null }, { z: null }] })
})

test('polygons keep their holes', () => {
  const ring = '0 0, 9 0, 9 9, 0 0'
  const shape = parseWkt(`POLYGON ((${ring}), (1 1, 2 1, 2 2, 1 1))`)
  expect(shape?.kind === 'polygons' && shape.polygons.map((rings) => rings.length)).toEqual([2])
  expect(parseWkt(`MULTIPOLYGON (((${ring})), ((${ring})))`)).toMatchObject({ polygons: { length: 2 } })
})

test.each([
  '',
  'POINT (1)',
  'LINESTRING (1 2)',
  'LINESTRING (1 x, 2 3)',
  'LINESTRING (1 NaN, 2 3)',
  'CIRCLE (1 2)',
  'POLYGON ((1 2',
])('"%s" is not readable', (text) => {
  expect(parseWkt(text)).toBeNull()
})
