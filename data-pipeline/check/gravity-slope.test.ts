import { expect, test } from 'vitest'
import { aLine, check } from './a-survey.ts'
import { gravitySlope } from './gravity-slope.ts'

const RISING = { end: { ground: 5, depth: 1.9, level: 3.1 } }

test('a gravity line whose downstream invert is higher is reported and counted', () => {
  const { findings, facts } = check(gravitySlope, { lines: [aLine(RISING), aLine()] })
  expect(findings.map(({ rule, message }) => [rule, message.en])).toEqual([
    ['adverse-slope', 'gravity line rises by 0.100 m'],
  ])
  expect(facts).toEqual({ 'gravity lines rising': 1, 'gravity lines level': 0 })
})

test('FlowDir 1 turns the drawing direction round', () => {
  const reversed = { attributes: { FlowDir: '1' } }
  expect(check(gravitySlope, { lines: [aLine({ ...RISING, ...reversed })] }).findings).toEqual([])
  expect(check(gravitySlope, { lines: [aLine(reversed)] }).findings).toHaveLength(1)
})

test('rising mains are exempt: a pressure is given, or SWMM says FORCE_MAIN', () => {
  const lines = [aLine({ ...RISING, pressure: 0.3 }), aLine({ ...RISING, attributes: { shape: 'FORCE_MAIN' } })]
  expect(check(gravitySlope, { lines }).findings).toEqual([])
  expect(check(gravitySlope, { lines: [aLine({ ...RISING, pressure: 0 })] }).findings).toHaveLength(1)
})

test('pressure networks and lines of unknown level are not judged', () => {
  const lines = [
    aLine({ ...RISING, discipline: 'water' }),
    aLine({ ...RISING, start: { ground: 5, depth: null, level: null } }),
  ]
  expect(check(gravitySlope, { lines }).findings).toEqual([])
})
