import { expect, it } from 'vitest'
import { holdBack } from './even-out.ts'

it('failed sign-ins leave at the same moment, however long they took', () => {
  for (const took of [0, 4, 240, 345, 599]) expect(took + holdBack(took)).toBe(600)
  expect(700 + holdBack(700)).toBe(1200)
})
