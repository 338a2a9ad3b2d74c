import { expect, it } from 'vitest'
import { isVertical, keyOf, secrecySchema } from './secrecy.ts'

it('names a layer by its discipline and kind, a field by its column, an asset by its id', () => {
  expect(keyOf({ table: 'layer', discipline: 'gas', kind: 'line' })).toBe('gas/line')
  expect(keyOf({ table: 'field', column: 'material' })).toBe('material')
  expect(keyOf({ table: 'asset', id: 'demo/gas/R1' })).toBe('demo/gas/R1')
})

it('takes no change without a reason', () => {
  const faultOf = (reason: string) =>
    secrecySchema.safeParse({ key: 'material', class: 2, reason }).error?.issues.map(({ message }) => message)
  expect(faultOf('  ')).toEqual(['required'])
  expect(faultOf('x'.repeat(501))).toEqual(['long'])
  expect(faultOf(' 定密通知第 3 号 ')).toBeUndefined()
})

it('knows the columns that close together', () => {
  const columns = ['start_level_m', 'end_depth_m', 'diameter_mm', 'height_mm', 'attributes']
  expect(columns.filter(isVertical)).toEqual(['start_level_m', 'end_depth_m'])
})
