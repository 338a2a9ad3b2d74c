import { expect, test } from 'vitest'
import { aLine, aPoint, check } from './a-survey.ts'
import { duplicateLine } from './duplicate-line.ts'

const points = [aPoint(), aPoint({ key: 'W2' })]

test('a line given again from its other end is reported with the row of the first', () => {
  const first = aLine()
  const again = aLine({ key: 'W2~W1~1', startPoint: 'W2', endPoint: 'W1', start: first.end, end: first.start })
  const { findings } = check(duplicateLine, {
    points,
    lines: [first, { ...again, source: { file: 'WSLINE.csv', row: 9 } }],
  })
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({
    row: 9,
    assets: ['sewer/W2~W1~1'],
    message: { zh: '与第 2 行的管线重复（同向或反向）' },
  })
})

test('a second pipe of another size between the same points passes', () => {
  const section = { kind: 'circle', width: 0.5, height: 0.5 } as const
  expect(check(duplicateLine, { points, lines: [aLine(), aLine({ key: 'W1~W2~2', section })] }).findings).toEqual([])
})
