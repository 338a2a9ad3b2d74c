import { describe, expect, it } from 'vitest'
import type { Fault } from './faults/fault.ts'
import { sensorKindOf } from './kinds/index.ts'
import { createNeighbours, type PlacedSensor } from './neighbours.ts'
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

describe('two instruments that jump together', () => {
  const HOUR = 60 * MINUTE
  const DEGREE = 111_320
  /** Instruments A and B of a kind, the second `apart` [m] north of the first, and what a watch over them finds. */
  function two(kindId: string, apart: number, faults: Readonly<Record<string, readonly Fault[]>> = {}) {
    const { id: kind, thresholds, period, normal } = sensorKindOf(kindId)
    const usual = (normal[0] + normal[1]) / 2
    const [a, b] = ['A', 'B'].map((id, index): WatchedSensor & PlacedSensor => ({
      ...{ id, kind, period_s: period, staleAfter_s: null, thresholds },
      ...{ lon: 120, lat: 36 + (index * apart) / DEGREE },
    })) as [WatchedSensor & PlacedSensor, WatchedSensor & PlacedSensor]
    const all = new Map([a, b].map((sensor) => [sensor.id, sensor]))
    const remembered = Object.entries(faults).map(([sensor, known]): Remembered => {
      const newest = {
        sensor,
        at: -6 * period * 1000,
        value: usual,
        quality: 'good' as const,
        grade: 'normal' as const,
      }
      return { ...newest, faults: known }
    })
    const watch = createWatch(
      () => all,
      remembered,
      createNeighbours(() => all),
    )
    const report = (sensor: string, at: number, value = usual) =>
      watch.accept([{ sensor, at, value, quality: 'good' }], at)
    /** Three sound reports of both, the last of A at `until` and of B 20 s later: then there is a median. */
    const calm = (until: number) => {
      for (const back of [2, 1, 0])
        for (const [index, { id }] of [a, b].entries()) report(id, until - back * period * 1000 + index * 20_000)
    }
    return { watch, report, calm, period: period * 1000 }
  }
  const alarms = ({ judgements }: ReturnType<ReturnType<typeof two>['report']>) =>
    judgements.map(({ sensor, grade }) => `${sensor} ${grade}`)
  const spikes = ({ faults }: ReturnType<ReturnType<typeof two>['report']>) =>
    faults.filter(({ kind }) => kind === 'spike').map(({ sensor, since }) => [sensor, since])

  // convergence: blue from 6 mm, red from 10 mm, no delay; a jump is more than 1.5 mm; every 10 minutes
  it('within 100 m of a tunnel are believed at once: one cause can move both', () => {
    const { report, calm, period } = two('tunnel-convergence', 88)
    calm(0)
    expect(alarms(report('A', period, 11))).toEqual([])
    expect(alarms(report('B', period + 20_000, 6.5))).toEqual(expect.arrayContaining(['A red', 'B blue']))
  })

  it('241 m apart in a tunnel met by chance until the next report says otherwise', () => {
    const { report, calm, period } = two('tunnel-convergence', 241)
    calm(0)
    report('A', period, 9.9)
    expect(alarms(report('B', period + 20_000, 7))).toEqual([])
    // back again: the made-up meeting of city 42
    const after = report('A', 2 * period)
    expect([alarms(after), spikes(after)]).toEqual([[], [['A', period]]])
    // still there: true, one report later
    expect(alarms(report('B', 2 * period + 20_000, 7.2))).toContain('B yellow')
  })

  it('100 m is the reach of a tunnel, 500 m that of water pressure, whose waves go a kilometre a second', () => {
    const together = (kindId: string, apart: number, value: number) => {
      const { watch, report, calm, period } = two(kindId, apart)
      calm(0)
      report('A', period, value)
      report('B', period + 20_000, value)
      return watch.latest('A')?.quality
    }
    expect(together('tunnel-convergence', 99, 8)).toBe('good')
    expect(together('tunnel-convergence', 101, 8)).toBe('suspect')
    expect(together('water-pressure', 499, 0.15)).toBe('good')
    expect(together('water-pressure', 501, 0.15)).toBe('suspect')
  })

  it('to opposite sides, or more than a report apart, do not confirm each other', () => {
    const opposite = two('tunnel-convergence', 88)
    opposite.calm(0)
    opposite.report('A', opposite.period, 9)
    expect(alarms(opposite.report('B', opposite.period + 20_000, -9))).toEqual([])
    const late = two('tunnel-convergence', 88)
    late.calm(0)
    late.report('A', late.period, 9)
    late.report('B', late.period + 20_000)
    // A has been silent meanwhile
    expect(alarms(late.report('B', 2 * late.period + 20_000, 9))).toEqual([])
  })

  it.each(['A', 'B'])('do not when %s gave a spike within a day: then the next report of each decides', (bad) => {
    const { report, calm, period } = two('tunnel-convergence', 88)
    calm(0)
    const own = bad === 'A' ? 0 : 20_000
    report(bad, period + own, -9)
    expect(spikes(report(bad, 2 * period + own))).toEqual([[bad, period + own]])
    calm(20 * HOUR)
    report('A', 20 * HOUR + period, 9)
    expect(alarms(report('B', 20 * HOUR + period + 20_000, 9))).toEqual([])
    expect(alarms(report('A', 20 * HOUR + 2 * period, 9))).toEqual(['A orange', 'A orange'])
    expect(alarms(report('B', 20 * HOUR + 2 * period + 20_000, 9))).toContain('B orange')
  })

  it('do again when more than a day has passed since the spike', () => {
    const meeting = (later: number) => {
      const { watch, report, calm, period } = two('tunnel-convergence', 88)
      calm(0)
      report('A', period, -9)
      report('A', 2 * period)
      calm(later)
      report('A', later + period, 9)
      report('B', later + period + 20_000, 9)
      return watch.latest('B')?.grade
    }
    expect(meeting(24 * HOUR)).toBe('normal')
    expect(meeting(24 * HOUR + 1)).toBe('orange')
  })

  it('do not after a restart either, when a spike is remembered', () => {
    const spike = (since: number): Fault => ({ kind: 'spike', since, until: since, detail: { value: 9, expected: 0 } })
    const together = (faults: readonly Fault[]) => {
      const { report, calm, period } = two('tunnel-convergence', 88, { A: faults })
      calm(0)
      report('A', period, 9)
      return alarms(report('B', period + 20_000, 9))
    }
    expect(together([spike(-10 * HOUR), spike(-20 * HOUR)])).toEqual([])
    expect(together([spike(-30 * HOUR)])).not.toEqual([])
    expect(together([])).not.toEqual([])
  })
})
