import { expect, test } from 'vitest'
import { aLine, check } from './a-survey.ts'
import { steepSlope } from './steep-slope.ts'

/** falls over the 40 m of the line: 10° is 7.05 m, 30° is 23.09 m */
const falling = (fall: number) => ({ end: { ground: null, depth: null, level: 3 - fall } })

test('a gravity line steeper than 10° is reported with its angle', () => {
  const { findings } = check(steepSlope, { lines: [aLine(falling(7)), aLine(falling(8))] })
  expect(findings).toHaveLength(1)
  expect(findings[0]?.value).toBeCloseTo(11.31, 2)
  expect(findings[0]).toMatchObject({ rule: 'steep-slope', expected: '≤ 10°', message: { zh: '坡角 11.3°，过陡' } })
})

test('a line under pressure may rise and fall up to 30°', () => {
  const water = { discipline: 'water', reference: 'crown' } as const
  const lines = [aLine({ ...water, ...falling(23) }), aLine({ ...water, ...falling(-24) })]
  expect(check(steepSlope, { lines }).findings.map(({ expected }) => expected)).toEqual(['≤ 30°'])
})

test('a rising main of a sewer is judged as a pressure line', () => {
  expect(check(steepSlope, { lines: [aLine({ pressure: 0.4, ...falling(8) })] }).findings).toEqual([])
})

test('a vertical piece, a drop pipe for one, is no slope', () => {
  const [top] = aLine().path
  expect(check(steepSlope, { lines: [aLine({ ...falling(3), path: top ? [top, top] : [] })] }).findings).toEqual([])
})
