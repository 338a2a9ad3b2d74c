import { expect, test } from 'vitest'
import { aLine, check } from './a-survey.ts'
import { levelSum } from './level-sum.ts'

test('a level that contradicts ground and depth is reported', () => {
  const { findings } = check(levelSum, { lines: [aLine({ start: { ground: 5, depth: 2, level: 3.5 } })] })
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ rule: 'level-sum', value: 5.5, expected: '5.000 m ± 0.02 m' })
  expect(findings[0]?.message.en).toContain('at its start depth and level make 5.500 m')
})

test('figures rounded to centimetres pass', () => {
  expect(check(levelSum, { lines: [aLine({ start: { ground: 5, depth: 2, level: 3.015 } })] }).findings).toEqual([])
})

test('nothing is compared where one of the three is not known', () => {
  const lines = [
    aLine({ start: { ground: null, depth: 2, level: 9 } }),
    aLine({ start: { ground: 5, depth: null, level: 9 } }),
  ]
  expect(check(levelSum, { lines }).findings).toEqual([])
})
