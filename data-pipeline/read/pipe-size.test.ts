import { expect, test } from 'vitest'
import { pipeSize } from './pipe-size.ts'

test.each([
  ['300', { kind: 'circle', width: 0.3, height: 0.3 }],
  ['DN300', { kind: 'circle', width: 0.3, height: 0.3 }],
  ['400X600', { kind: 'rectangle', width: 0.4, height: 0.6 }],
  ['2000×1500', { kind: 'rectangle', width: 2, height: 1.5 }],
  ['0.5', { kind: 'circle', width: 0.5, height: 0.5 }],
])('%s is a size', (text, section) => {
  expect(pipeSize(text)?.section).toEqual(section)
})

test.each(['', '大', '-300', '0', '300X', '1X2X3', '2X600', '999999'])('"%s" is no size', (text) => {
  expect(pipeSize(text)).toBeNull()
})
