import { expect, test } from 'vitest'
import { aLine, check } from './a-survey.ts'
import { aboveGround } from './above-ground.ts'

test('a level above the ground of the same survey is reported with the ground as limit', () => {
  const { findings, facts } = check(aboveGround, { lines: [aLine({ start: { ground: 5, depth: null, level: 5.25 } })] })
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ value: 5.25, expected: '≤ 5.000 m', message: { zh: '起点高出地面 0.250 m' } })
  expect(facts).toEqual({ 'line ends above ground': 1 })
})

test('a negative depth is reported where no ground is known', () => {
  const lines = [aLine({ end: { ground: null, depth: -0.4, level: null } })]
  expect(check(aboveGround, { lines }).findings[0]).toMatchObject({ value: 0.4, expected: '≥ 0 m' })
})

test('a line at the surface passes', () => {
  expect(check(aboveGround, { lines: [aLine({ start: { ground: 5, depth: 0, level: 5 } })] }).findings).toEqual([])
})
