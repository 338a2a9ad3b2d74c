import { expect, test } from 'vitest'
import { aLine, aPoint, check } from './a-survey.ts'
import { tooDeep } from './too-deep.ts'

test('a line end below the set maximum is reported with its depth, in both languages', () => {
  const lines = [aLine({ end: { ground: 5, depth: 21, level: -16 } })]
  const [finding] = check(tooDeep, { lines }).findings
  expect(finding).toMatchObject({ severity: 'warning', rule: 'too-deep', file: 'WSLINE.csv', row: 2, value: 21 })
  expect(finding).toMatchObject({ expected: '≤ 15 m', assets: ['sewer/W1~W2~1'] })
  expect(finding?.message).toEqual({ zh: '终点埋深 21.00 m，超过最大值', en: 'its end is 21.00 m deep' })
})

test('a depth counts where levels are not known', () => {
  expect(check(tooDeep, { lines: [aLine({ start: { ground: null, depth: 16, level: null } })] }).findings).toHaveLength(
    1,
  )
})

test('a well deeper than the maximum is reported, one without a known bottom is not', () => {
  const points = [aPoint({ bottom: -11 }), aPoint({ key: 'W2', bottom: null })]
  expect(check(tooDeep, { points }).findings.map(({ assets }) => assets)).toEqual([['sewer/W1']])
})

test('usual depths pass', () => {
  expect(check(tooDeep, { lines: [aLine()], points: [aPoint()] }).findings).toEqual([])
})
