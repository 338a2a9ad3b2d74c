import { describe, expect, it } from 'vitest'
import { source } from '../../inundation/case/sources.ts'
import { floodSource } from './flood-source.ts'

const FRAMES = [
  { time: 0, leak: 0.1 },
  { time: 300, leak: 0.1 },
  { time: 600, leak: 0.04 },
  { time: 900, leak: 0.04 },
]
/** 0.1 for 600 s and 0.04 for 300 s */
const VOLUME = 72

describe('what a burst pours on the ground', () => {
  it('is a source of the flood solver', () => {
    expect(source.safeParse(floodSource(FRAMES, { x: 5, y: 6 })).success).toBe(true)
  })

  it.each([0, 240])('keeps its volume with a delay of %d s', (delay) => {
    const { series } = floodSource(FRAMES, { x: 0, y: 0 }, delay)
    expect(volumeOf(series)).toBeCloseTo(VOLUME, 3)
    expect(series.at(-1)).toEqual([900 + delay, 0])
  })

  it('refuses a delay of an hour', () => {
    expect(() => floodSource(FRAMES, { x: 0, y: 0 }, 3600)).toThrow('delay is 3600 s, expected 0…600')
  })
})

/** As the solver takes it: straight between two points. */
function volumeOf(series: readonly (readonly [number, number])[]): number {
  return series.reduce((sum, [time, rate], i) => {
    const [before, rateBefore] = series[i - 1] ?? [time, rate]
    return sum + ((time - before) * (rate + rateBefore)) / 2
  }, 0)
}
