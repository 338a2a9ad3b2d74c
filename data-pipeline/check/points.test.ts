import { expect, test } from 'vitest'
import { aLine, aPoint, check } from './a-survey.ts'
import { isolatedPoint } from './isolated-point.ts'
import { pointRole } from './point-role.ts'

test('a point that no line of its own discipline ends at is isolated', () => {
  const points = [aPoint(), aPoint({ key: 'W9' }), aPoint({ discipline: 'storm' })]
  const { findings } = check(isolatedPoint, { points, lines: [aLine()] })
  expect(findings.map(({ assets }) => assets[0])).toEqual(['sewer/W9', 'storm/W1'])
})

test('a census point has a feature or an appurtenance: not both, not neither', () => {
  const points = [
    aPoint({ feature: '弯头', appurtenance: null }),
    aPoint({ feature: '弯头' }),
    aPoint({ appurtenance: null }),
    aPoint({ appurtenance: null, source: { file: 'nodes.geojson', row: 1 } }),
  ]
  const { findings } = check(pointRole, { points })
  expect(findings.map(({ message }) => message.zh)).toEqual(['特征与附属物同时填写', '特征与附属物都为空'])
})
