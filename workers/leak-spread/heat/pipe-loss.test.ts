import { expect, it } from 'vitest'
import { heatLoss, warmedShare } from './pipe-loss.ts'

const PIPE = { diameter: 0.3, depth: 1 }

it('a buried pipe loses 2π k ΔT/acosh(2z/D)', () => {
  expect(heatLoss(PIPE, 1.5, 80)).toBeCloseTo(291.72, 2)
  expect(heatLoss(PIPE, 1.5, 0)).toBe(0)
  expect(() => heatLoss({ diameter: 2, depth: 1 }, 1, 1)).toThrow('axis at 1 m')
})

it('the ground beside it has the temperature of its wall there, of the surface above, and less the farther away', () => {
  for (const angle of [0, 1, 2, 3]) {
    const wall = warmedShare(PIPE, 0.1501 * Math.cos(angle), 1 + 0.1501 * Math.sin(angle))
    expect(wall).toBeCloseTo(1, 3)
  }
  expect(warmedShare(PIPE, 0, 1)).toBe(1)
  expect(warmedShare(PIPE, 3, 0)).toBeCloseTo(0, 12)
  expect(warmedShare(PIPE, 1, 1)).toBeLessThan(warmedShare(PIPE, 0.5, 1))
  expect(warmedShare(PIPE, -0.7, 1.2)).toBe(warmedShare(PIPE, 0.7, 1.2))
})
