import { expect, it } from 'vitest'
import { withRoom } from './room.ts'

const wish = (x: number, more = {}) => ({ at: { x, y: 0 }, width: 20, height: 20, ...more })

it('gives room to the most urgent of two that overlap', () => {
  expect(withRoom([wish(0), wish(5, { urgency: 7 })])).toEqual([false, true])
})

it('gives room to both when they stand apart', () => {
  expect(withRoom([wish(0), wish(21)])).toEqual([true, true])
})

it('keeps two of one name apart, and lets others stand between them', () => {
  const road = { group: 'road', apart: 300 }
  expect(withRoom([wish(0, road), wish(200, road), wish(200)])).toEqual([true, false, true])
})

it('gives none to what is off the picture', () => {
  expect(withRoom([{ at: null, width: 1, height: 1, urgency: 9 }, wish(0)])).toEqual([false, true])
})
