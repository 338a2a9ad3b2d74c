import { describe, expect, it } from 'vitest'
import type { Reading } from '../domain/sensing/reading.ts'
import { appendReadings, mergeReadings } from './merge-readings.ts'

const reading = (at: number, value = at, sensor = 'S'): Reading => ({
  sensor,
  at,
  value,
  quality: 'good',
  grade: 'normal',
})

describe('merging readings', () => {
  it('ends at the newest reading of each sensor, in whatever order they come', () => {
    const batch = [reading(2), reading(5), reading(3), reading(1, 1, 'T')]
    for (const order of [batch, [...batch].reverse()]) {
      const merged = mergeReadings(new Map(), order)
      expect([merged.get('S')?.at, merged.get('T')?.at]).toEqual([5, 1])
    }
  })

  it('takes a correction of the same instant', () => {
    expect(mergeReadings(new Map([['S', reading(5, 1)]]), [reading(5, 2)]).get('S')?.value).toBe(2)
  })

  it('gives back the same map when a batch is replayed', () => {
    const latest = mergeReadings(new Map(), [reading(5)])
    expect(mergeReadings(latest, [reading(5), reading(4)])).toBe(latest)
  })
})

describe('appending to a series', () => {
  const series = {
    sensor: 'S',
    at: Float64Array.of(1, 2),
    value: Float64Array.of(1, 2),
    quality: Uint8Array.of(0, 0),
  }

  it('adds only newer readings of its own sensor, each once', () => {
    const appended = appendReadings(series, [reading(4), reading(3), reading(3), reading(2), reading(9, 9, 'T')])
    expect([...appended.at]).toEqual([1, 2, 3, 4])
  })

  it('gives back the same series when nothing is new', () => {
    expect(appendReadings(series, [reading(2)])).toBe(series)
  })
})
