import { expect, test } from 'vitest'
import { aLine, check } from './a-survey.ts'
import { unknownLevel } from './unknown-level.ts'

const lost = { ground: 5, depth: null, level: null }
const ofModel = { source: { file: 'net.inp', row: 9 } }

test('a line of a census without level at one end is reported', () => {
  const { findings, facts } = check(unknownLevel, { lines: [aLine({ end: lost }), aLine()] })
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ rule: 'unknown-level', assets: ['sewer/W1~W2~1'] })
  expect(facts).toEqual({ 'lines of unknown level': 1 })
})

test('lines of a file that gives no level at all are only counted', () => {
  const lines = [aLine({ ...ofModel, start: lost, end: lost }), aLine({ ...ofModel, key: 'W2~W3~1', end: lost })]
  expect(check(unknownLevel, { lines })).toMatchObject({ findings: [], facts: { 'lines of unknown level': 2 } })
  expect(check(unknownLevel, { lines: [...lines, aLine({ ...ofModel, key: 'W3~W4~1' })] }).findings).toHaveLength(2)
})
