import { expect, it } from 'vitest'
import { thinned } from './thinned.ts'

it('leaves out every second frame of too many, never the first nor the last', () => {
  const frames = Array.from({ length: 13 }, (_, i) => i)
  const kept = (most: number) => thinned(frames, most, () => 100)
  expect(kept(1300)).toEqual(frames)
  expect(kept(800)).toEqual([0, 2, 4, 6, 8, 10, 12])
  expect(kept(1)).toEqual([0, 12])
})
