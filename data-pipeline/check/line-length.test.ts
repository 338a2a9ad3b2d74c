import { expect, test } from 'vitest'
import { planPathLength } from '../../src/domain/geo/ellipsoid.ts'
import { aLine, check } from './a-survey.ts'
import { lineLength } from './line-length.ts'

const rulesOf = (changes: Parameters<typeof aLine>[0]) =>
  check(lineLength, { lines: [aLine(changes)] }).findings.map(({ rule }) => rule)
const north = (metres: number) => ({ x: 0, y: metres, lon: 120, lat: 36 + metres / 110_964 })

test('a recorded length may differ from the drawn one by 1 m or 5 %, whichever is more', () => {
  const drawn = planPathLength(aLine().path)
  expect(drawn).toBeCloseTo(40, 1)
  // 5 % of 40 m is 2 m
  expect(rulesOf({ recordedLength: drawn + 1.9 })).toEqual([])
  expect(rulesOf({ recordedLength: drawn - 2.1 })).toEqual(['length-differs'])
  const path = [north(0), north(10)]
  expect(rulesOf({ path, recordedLength: 10.9 })).toEqual([])
  expect(rulesOf({ path, recordedLength: 11.1 })).toEqual(['length-differs'])
})

test('points of a census table are at most 75 m apart, those of other files as far as they like', () => {
  const path = [north(0), north(80)]
  expect(rulesOf({ path })).toEqual(['length-range'])
  expect(rulesOf({ path, source: { file: 'pipes.geojson', row: 1 } })).toEqual([])
})

test('a vertical piece of line has no plan length and passes', () => {
  expect(rulesOf({ path: [north(0), north(0)] })).toEqual([])
})
