import { describe, expect, it } from 'vitest'
import type { Reading } from '../domain/sensing/reading.ts'
import type { Sensor } from '../ports/records.ts'
import { isSameMarks, sensorMarks } from './sensor-marks.ts'

const NOW = 1_800_000_000_000
const reading = { at: NOW - 10_000, value: 0.3, quality: 'good', grade: 'normal' } as const
const sensor: Sensor = {
  id: 'S1',
  kind: 'water-pressure',
  name: '压力计 1',
  assetId: null,
  district: 'D1',
  period_s: 60,
  staleAfter_s: 180,
  at: { lon: 120.35, lat: 36.06, height: 3 },
  thresholds: [],
  latest: reading,
}
const view = {
  sensors: [sensor],
  latest: new Map<string, Reading>(),
  moment: null,
  link: 'live',
  selected: null,
  now: NOW,
} as const
const ringOf = (over: Partial<Parameters<typeof sensorMarks>[0]>) => sensorMarks({ ...view, ...over })[0]?.ring
const withLatest = (latest: Sensor['latest']) => ({ sensors: [{ ...sensor, latest }] })

describe('the ring of a sensor', () => {
  it('is none while all is normal', () => {
    expect(ringOf({})).toBe('none')
  })

  it('tells the grade', () => {
    expect(ringOf(withLatest({ ...reading, grade: 'red' }))).toBe('red')
  })

  it('is stale after three periods and offline after ten', () => {
    expect(ringOf({ now: reading.at + 181_000 })).toBe('stale')
    expect(ringOf({ now: reading.at + 601_000 })).toBe('offline')
  })

  it('is stale for every live value once the link is lost, whatever its grade', () => {
    expect(ringOf({ ...withLatest({ ...reading, grade: 'red' }), link: 'lost' })).toBe('stale')
  })

  it('is offline for a sensor that never reported', () => {
    expect(ringOf(withLatest(null))).toBe('offline')
  })

  it('is suspect when the value is doubtful', () => {
    expect(ringOf(withLatest({ ...reading, quality: 'suspect' }))).toBe('suspect')
  })

  it('follows the newer of the stored and the live reading', () => {
    const live: Reading = { sensor: 'S1', at: NOW, value: 1, quality: 'good', grade: 'orange' }
    expect(ringOf({ latest: new Map([['S1', live]]) })).toBe('orange')
    expect(ringOf({ latest: new Map([['S1', { ...live, at: reading.at - 1 }]]) })).toBe('none')
  })
})

describe('the ring of a sensor at an earlier instant', () => {
  const then = { sensorId: 'S1', at: NOW - 10_000, value: 9, quality: 'good', grade: 'red' } as const

  it('tells what was then and nothing of what is live', () => {
    expect(ringOf({ moment: new Map([['S1', then]]), link: 'lost' })).toBe('red')
    expect(ringOf({ moment: new Map([['S1', { ...then, at: NOW - 181_000 }]]) })).toBe('stale')
  })

  it('is offline for one that had not reported', () => {
    expect(ringOf({ moment: new Map() })).toBe('offline')
  })
})

describe('the marks of sensors', () => {
  it('name only the selected sensor', () => {
    expect(sensorMarks(view)[0]?.label).toBeUndefined()
    expect(sensorMarks({ ...view, selected: 'S1' })[0]?.label).toBe('压力计 1')
  })

  it('are shown also for a kind that this version does not know', () => {
    expect(sensorMarks({ ...view, sensors: [{ ...sensor, kind: 'not-known' }] })).toHaveLength(1)
  })

  it('are the same when only the clock moved, and not when a ring did', () => {
    expect(isSameMarks(sensorMarks(view), sensorMarks({ ...view, now: NOW + 1000 }))).toBe(true)
    expect(isSameMarks(sensorMarks(view), sensorMarks({ ...view, link: 'lost' }))).toBe(false)
  })
})
