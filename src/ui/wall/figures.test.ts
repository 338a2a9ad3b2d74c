import { describe, expect, it } from 'vitest'
import { gauge, NOON } from '../../../tests/kit/a-page.ts'
import type { Reading } from '../../domain/sensing/reading.ts'
import type { Sensor } from '../../ports/records.ts'
import { countSensors } from './count-sensors.ts'
import { mostTelling } from './surroundings.ts'

const MINUTE = 60_000
const good = { quality: 'good', grade: 'normal' } as const
const none: ReadonlyMap<string, Reading> = new Map()

/** A strain gauge with its red limit at 400, whose newest value came so long ago. */
function aGauge(id: string, value: number, age = 0, changes: Partial<Sensor> = {}): Sensor {
  return {
    ...gauge,
    id,
    kind: 'bridge-strain',
    thresholds: [
      { grade: 'blue', direction: 'above', value: 280, delay_s: 0, hysteresis: 0, clear_delay_s: 0 },
      { grade: 'red', direction: 'above', value: 400, delay_s: 0, hysteresis: 0, clear_delay_s: 0 },
    ],
    latest: { at: NOON - age, value, ...good },
    ...changes,
  }
}

describe('sensors by what is known of them now', () => {
  it('adds up to all of them', () => {
    const counts = countSensors(
      [
        aGauge('live', 1),
        aGauge('suspect', 1, 0, { latest: { at: NOON, value: 1, quality: 'suspect', grade: 'normal' } }),
        aGauge('stale', 1, 4 * MINUTE),
        aGauge('offline', 1, 11 * MINUTE),
        aGauge('never', 1, 0, { latest: null }),
      ],
      none,
      NOON,
    )
    expect(counts).toEqual({ total: 5, live: 1, suspect: 1, stale: 1, offline: 2, newestAt: NOON })
  })

  it('counts a reading of the stream before the one that was read at the start', () => {
    const live = new Map([['a', { sensor: 'a', at: NOON, value: 1, ...good }]])
    expect(countSensors([aGauge('a', 1, 20 * MINUTE)], live, NOON)).toMatchObject({ live: 1, newestAt: NOON })
  })

  it('knows no time when none ever reported', () => {
    expect(countSensors([], none, NOON)).toEqual({
      total: 0,
      live: 0,
      suspect: 0,
      stale: 0,
      offline: 0,
      newestAt: null,
    })
  })
})

describe('the sensor that tells most', () => {
  const byShare = { kind: 'bridge-strain', by: 'share' } as const
  const byValue = { kind: 'bridge-strain', by: 'value' } as const

  it('is the one nearest its own limit', () => {
    const strict = aGauge('strict', 90, 0, {
      thresholds: [{ grade: 'red', direction: 'above', value: 100, delay_s: 0, hysteresis: 0, clear_delay_s: 0 }],
    })
    const telling = mostTelling(byShare, [aGauge('large', 300), strict], none, NOON)
    expect(telling).toMatchObject({ sensor: { id: 'strict' }, limit: 100, share: 0.9, of: 2 })
  })

  it('is the highest value where values are compared', () => {
    expect(mostTelling(byValue, [aGauge('a', -5), aGauge('b', -2)], none, NOON)).toMatchObject({ sensor: { id: 'b' } })
  })

  it('is a live one before an old or doubtful one that is higher', () => {
    const old = aGauge('old', 390, 5 * MINUTE)
    const doubtful = aGauge('doubtful', 380, 0, {
      latest: { at: NOON, value: 380, quality: 'suspect', grade: 'normal' },
    })
    expect(mostTelling(byShare, [old, doubtful, aGauge('live', 10)], none, NOON)).toMatchObject({
      sensor: { id: 'live' },
    })
  })

  it('is an old one, marked so, when nothing is live', () => {
    expect(mostTelling(byShare, [aGauge('old', 390, 5 * MINUTE)], none, NOON)).toMatchObject({ freshness: 'stale' })
  })

  it('has no share without a limit above', () => {
    expect(mostTelling(byShare, [aGauge('a', 5, 0, { thresholds: [] })], none, NOON)).toMatchObject({
      limit: null,
      share: null,
    })
  })

  it('is none where the city has no such sensor, and silent where none ever reported', () => {
    expect(mostTelling(byShare, [gauge], none, NOON)).toBe('none')
    expect(mostTelling(byShare, [aGauge('a', 1, 0, { latest: null })], none, NOON)).toBe('silent')
  })
})
