import { expect, it } from 'vitest'
import { solveBiCgStab } from './bicgstab.ts'

/** Flow along a line: what is upstream counts more than what is downstream. */
const upwind = (of: Float64Array, into: Float64Array) => {
  for (let i = 0; i < of.length; i++) into[i] = 4 * (of[i] as number) - 2.5 * (of[i - 1] ?? 0) - 0.5 * (of[i + 1] ?? 0)
}

it('solves what is not symmetric', () => {
  const b = Float64Array.from({ length: 50 }, (_, i) => Math.sin(i))
  const x = new Float64Array(50)
  solveBiCgStab(upwind, new Float64Array(50).fill(4), b, x, 1e-12)
  const back = new Float64Array(50)
  upwind(x, back)
  back.forEach((value, i) => {
    expect(value).toBeCloseTo(b[i] as number, 10)
  })
})

it('is done at once with what is solved', () => {
  const x = new Float64Array(3)
  expect(solveBiCgStab(upwind, new Float64Array(3).fill(4), new Float64Array(3), x, 1e-12)).toBe(0)
})

it('says when it does not come near', () => {
  const zero = (_: Float64Array, into: Float64Array) => into.fill(0)
  const one = Float64Array.of(1, 1)
  expect(() => solveBiCgStab(zero, one, one, new Float64Array(2), 1e-9, 20)).toThrow('not within 1e-9')
})
