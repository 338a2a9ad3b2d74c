import { describe, expect, it } from 'vitest'
import type { Fault } from './faults/fault.ts'
import { sensorKindOf } from './kinds/index.ts'
import type { Quality } from './reading.ts'
import { createWatch, type Remembered, type WatchedSensor } from './watch.ts'

const MINUTE = 60_000
const NOW = 40 * MINUTE
const kind = sensorKindOf('water-pressure')
const gauge: WatchedSensor = { id: 'P', kind: kind.id, period_s: 60, staleAfter_s: null, thresholds: kind.thresholds }
const sensors = new Map([[gauge.id, gauge]])

/** A gauge that has fallen for half an hour, 2 kPa a minute, to 0.29 MPa: 20 minutes before its blue limit of 0.25 MPa. */
const falling = Array.from({ length: 30 }, (_, i) => ({ at: NOW - (29 - i) * MINUTE, value: 0.29 + 0.002 * (29 - i) }))

function watchOf(changes: Partial<Remembered> = {}) {
  const newest = { sensor: gauge.id, at: NOW, value: 0.29, quality: 'good' as const, grade: 'normal' as const }
  return createWatch(() => sensors, [{ ...newest, line: falling, ...changes }])
}

describe('what a sensor is on its way to', () => {
  it('is the next limit of a graver grade than it has', () => {
    const approach = watchOf().approach('P', NOW)
    expect(approach).toMatchObject({ grade: 'blue', threshold: { value: 0.25 } })
    expect((approach?.after ?? 0) / MINUTE).toBeCloseTo(20, 5)
    // already blue: the yellow one at 0.23 MPa
    expect(watchOf({ grade: 'blue' }).approach('P', NOW)).toMatchObject({ grade: 'yellow' })
  })

  it('grows with the readings that are believed, and with no others', () => {
    const watch = createWatch(() => sensors)
    const take = (at: number, value: number, quality: Quality = 'good') =>
      watch.accept([{ sensor: 'P', at, value, quality }], at)
    for (const { at, value } of falling) take(at, value)
    expect(watch.approach('P', NOW)).toMatchObject({ grade: 'blue' })
    take(NOW + MINUTE, 0.288, 'suspect')
    expect(watch.approach('P', NOW + MINUTE)).toBeNull()
    take(NOW + 2 * MINUTE, 0.286)
    expect(watch.approach('P', NOW + 2 * MINUTE)).toMatchObject({ grade: 'blue' })
  })

  it('is not said of one that is silent, of a doubtful reading, of a faulty instrument, nor of an unknown sensor', () => {
    expect(watchOf().approach('P', NOW + 181_000)).toBeNull()
    expect(watchOf({ quality: 'suspect' }).approach('P', NOW)).toBeNull()
    const drift: Fault = { kind: 'drift', since: 0, until: null, detail: { departure: -0.03 } }
    expect(watchOf({ faults: [drift] }).approach('P', NOW)).toBeNull()
    expect(watchOf().approach('nobody', NOW)).toBeNull()
  })
})

describe('an alarm that clears', () => {
  it('ends by time alone, at the end of the clear-delay, which a silence begins anew', () => {
    const slow = { ...gauge, thresholds: gauge.thresholds.map((limit) => ({ ...limit, clear_delay_s: 600 })) }
    const watch = createWatch(
      () => new Map([[slow.id, slow]]),
      [{ sensor: 'P', at: NOW, value: 0.24, quality: 'good', grade: 'blue' }],
    )
    const report = (minutes: number) =>
      watch.accept([{ sensor: 'P', at: NOW + minutes * MINUTE, value: 0.3, quality: 'good' }], NOW + minutes * MINUTE)
    report(1)
    // stale after three minutes: nobody knows the value since
    expect(watch.tick(NOW + 30 * MINUTE).judgements).toEqual([])
    for (let minute = 31; minute <= 40; minute++) report(minute)
    expect(watch.latest('P')).toMatchObject({ grade: 'blue' })
    expect(watch.tick(NOW + 41 * MINUTE).judgements).toMatchObject([{ grade: 'normal', at: NOW + 41 * MINUTE }])
  })
})
