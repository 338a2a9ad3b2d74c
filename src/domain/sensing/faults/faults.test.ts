import { describe, expect, it } from 'vitest'
import { judge, UNJUDGED } from '../judge.ts'
import { sensorKindOf } from '../kinds/index.ts'
import type { Quality } from '../reading.ts'
import { rememberHours, UNDRIFTED, watchDrift } from './drift.ts'
import { resumeScreening, type Screen, type Screened, screen, UNSCREENED } from './screen.ts'
import { silence } from './silence.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

const screenOf = (kind: string, patience = 3 * MINUTE): Screen => {
  const { faults, range } = sensorKindOf(kind)
  return { rules: faults, range, patience }
}

/** Screens values that come at equal distances; answers what each was worth. */
function run(kind: string, values: readonly number[], period = MINUTE, quality: Quality = 'good'): Screened[] {
  let state = UNSCREENED
  return values.map((value, index) => {
    const screened = screen(state, { at: index * period, value, quality }, screenOf(kind, 3 * period))
    state = screened.state
    return screened
  })
}
const qualities = (all: readonly Screened[]) => all.map(({ quality }) => quality)
const told = (all: readonly Screened[]) =>
  all.flatMap(({ faults }) => faults.map(({ kind, since, until }) => ({ kind, since, until })))

describe('a lone report', () => {
  const calm = [0.35, 0.351, 0.35, 0.352]

  it('that returns is a spike: suspect, told once, never judged', () => {
    const all = run('water-pressure', [...calm, 0.1, 0.351, 0.35])
    expect(qualities(all)).toEqual(['good', 'good', 'good', 'good', 'suspect', 'good', 'good'])
    expect(told(all)).toEqual([{ kind: 'spike', since: 4 * MINUTE, until: 4 * MINUTE }])
    expect(all.flatMap(({ judged }) => judged).map(({ value }) => value)).not.toContain(0.1)
  })

  it('that the next confirms was true: both are judged, each at its own time', () => {
    const all = run('water-pressure', [...calm, 0.15, 0.13])
    expect(told(all)).toEqual([])
    expect(all[4]?.judged).toEqual([])
    expect(all[5]?.judged.map(({ at, value }) => [at, value])).toEqual([
      [4 * MINUTE, 0.15],
      [5 * MINUTE, 0.13],
    ])
    expect(all[5]?.corrections).toEqual([{ at: 4 * MINUTE, quality: 'good' }])
  })

  it('of gas is judged at once, as unconfirmed: people first', () => {
    const all = run('gallery-methane', [0.2, 0.3, 0.2, 22, 23])
    expect(all[3]).toMatchObject({ quality: 'suspect', isUnconfirmed: true })
    expect(all[3]?.judged.map(({ value }) => value)).toEqual([22])
    expect(all[4]).toMatchObject({ quality: 'good', isUnconfirmed: false })
  })

  it('after a long silence is credible', () => {
    let state = UNSCREENED
    for (const [index, value] of calm.entries())
      state = screen(state, { at: index * MINUTE, value, quality: 'good' }, screenOf('water-pressure')).state
    const after = screen(state, { at: 2 * HOUR, value: 0.1, quality: 'good' }, screenOf('water-pressure'))
    expect(after.quality).toBe('good')
  })
})

describe('a value that never changes', () => {
  const reports = (value: number, hours: number) => Array.from({ length: hours * 60 + 1 }, () => value)

  it('is a flat line after the time of its kind, until it moves again', () => {
    const all = run('water-pressure', [...reports(0.35, 2), 0.35, 0.351])
    expect(told(all)).toEqual([
      { kind: 'flat-line', since: 0, until: null },
      { kind: 'flat-line', since: 0, until: 122 * MINUTE },
    ])
    expect(all.at(-2)).toMatchObject({ quality: 'suspect', judged: [] })
    expect(all.at(-1)).toMatchObject({ quality: 'good' })
  })

  it('is stuck still after a restart, as long as it says the same', () => {
    const [open] = run('water-pressure', reports(0.35, 3))
      .flatMap(({ faults }) => faults)
      .filter(({ until }) => until === null)
    const after = (value: number) => {
      const reading = { at: 4 * HOUR, value, quality: 'good' as const }
      return screen(resumeScreening(open ? [open] : []), reading, screenOf('water-pressure'))
    }
    expect(after(0.35)).toMatchObject({ quality: 'suspect', faults: [] })
    expect(after(0.36)).toMatchObject({ quality: 'good', faults: [{ kind: 'flat-line', until: 4 * HOUR }] })
  })

  it('is no fault where a sound instrument rests', () => {
    expect(told(run('road-water', reports(0, 24)))).toEqual([])
    expect(told(run('gallery-oxygen', reports(20.9, 24)))).toEqual([])
    expect(told(run('road-water', reports(12, 3)))).toHaveLength(1)
  })
})

describe('a drift', () => {
  const usual = Array.from({ length: 4 * 24 }, (_, hour) => ({ from: hour * HOUR, mean: Math.sin(hour / 4) }))
  const after = (departure: (hour: number) => number, hours: number) => {
    let state = rememberHours(usual)
    for (let hour = 96; hour < 96 + hours; hour++)
      state = watchDrift(state, { at: hour * HOUR, value: departure(hour) }, 5)
    return state.since
  }

  it('is told when six hours in a row depart from earlier days to the same side', () => {
    expect(after(() => 8, 8)).toBe(96 * HOUR)
    expect(after(() => -8, 8)).toBe(96 * HOUR)
  })

  it('is not told of less than the tolerance, of hours to both sides, nor without earlier days', () => {
    expect(after(() => 3, 24)).toBeNull()
    expect(after((hour) => (hour % 2 === 0 ? 9 : -9), 24)).toBeNull()
    let state = UNDRIFTED
    for (let hour = 0; hour < 48; hour++) state = watchDrift(state, { at: hour * HOUR, value: hour }, 5)
    expect(state.since).toBeNull()
  })
})

describe('a true event on an instrument that drifts', () => {
  /** Water pressure: usual 0.35 MPa, tolerance of its drift from the kind, orange below 0.2. */
  const kind = sensorKindOf('water-pressure')
  const tolerance = kind.faults.drift ?? Number.NaN
  const limits = kind.thresholds.filter(({ direction }) => direction === 'below')
  const orange = limits.find(({ grade }) => grade === 'orange')?.value ?? Number.NaN
  const START = 7 * 24 * HOUR
  const usual = Array.from({ length: 7 * 24 }, (_, hour) => ({ from: hour * HOUR, mean: 0.35 }))

  /** Six hours lower by `drift`, then what `value` says each minute; answers when the grade was orange first. */
  function firstOrange(drift: number, value: (hours: number) => number, hours: number): number | null {
    let screened = { ...UNSCREENED, drift: rememberHours(usual) }
    let state = UNJUDGED
    for (let minute = 0; minute < hours * 60; minute++) {
      const at = START + minute * MINUTE
      // an instrument flickers: one that does not is stuck
      const flicker = (minute % 2) * 0.001
      const said = (minute < 8 * 60 ? 0.35 - drift : value(minute / 60)) + flicker
      const one = screen(screened, { at, value: said, quality: 'good' }, screenOf('water-pressure'))
      screened = one.state
      for (const heard of one.judged) state = judge(state, { ...heard, quality: 'good' }, limits, at)
      if (state.grade === 'orange' || state.grade === 'red') {
        expect(one.isUnconfirmed).toBe(true)
        return minute / 60
      }
    }
    return null
  }

  it('is not kept quiet: it is off by more than the drift explains, and alarms within its delay', () => {
    const hour = firstOrange(1.5 * tolerance, () => orange - 1.5 * tolerance - 0.01, 9)
    expect(hour).toBeGreaterThanOrEqual(8)
    expect(hour).toBeLessThan(8.1)
  })

  it('is kept quiet while the drift explains it, for three days from the beginning of the drift and no longer', () => {
    // it creeps on past the limit, a tenth of the tolerance an hour
    const creeping = (hours: number) => Math.max(orange - 0.001, 0.35 - 1.5 * tolerance - (hours - 8) * 0.1 * tolerance)
    const hour = firstOrange(1.5 * tolerance, creeping, 80)
    expect(hour).toBeGreaterThan(71)
    expect(hour).toBeLessThan(72.2)
  })

  it('is never kept quiet when it is further off than four tolerances, even while the newest hours are not known', () => {
    const told = { kind: 'drift' as const, since: START, until: null, detail: { departure: -1.5 * tolerance } }
    const state = resumeScreening([told], rememberHours(usual))
    const worth = (value: number) => {
      const { judged } = screen(state, { at: START + HOUR, value, quality: 'good' }, screenOf('water-pressure'))
      const [heard] = judged
      return heard ? judge(UNJUDGED, { ...heard, quality: 'good' }, limits, START + HOUR).beyondSince : null
    }
    const index = limits.findIndex(({ grade }) => grade === 'orange')
    expect(worth(orange - 4 * tolerance - 0.001)?.[index]).not.toBeNull()
    expect(worth(orange - 4 * tolerance + 0.001)?.[index] ?? null).toBeNull()
  })
})

describe('other faults', () => {
  it('an impossible value is out of range until a possible one comes, and breaks no run of the others', () => {
    let state = UNSCREENED
    const take = (at: number, value: number, quality: Quality) => {
      const screened = screen(state, { at, value, quality }, screenOf('water-pressure'))
      state = screened.state
      return screened
    }
    expect(told([take(0, 9, 'bad'), take(MINUTE, 9, 'bad'), take(2 * MINUTE, 0.3, 'good')])).toEqual([
      { kind: 'out-of-range', since: 0, until: null },
      { kind: 'out-of-range', since: 0, until: 2 * MINUTE },
    ])
  })

  it('silence is stale, then offline', () => {
    expect(silence(180, 0, 180_000)).toBeNull()
    expect(silence(180, 0, 181_000)).toMatchObject({ kind: 'stale', since: 180_000 })
    expect(silence(180, 0, 601_000)).toMatchObject({ kind: 'offline', since: 600_000 })
  })

  it('of what its own device suspects only gas is judged', () => {
    expect(run('water-pressure', [0.1], MINUTE, 'suspect')[0]?.judged).toEqual([])
    expect(run('ch4-well', [30], MINUTE, 'suspect')[0]).toMatchObject({ isUnconfirmed: true, judged: [{ value: 30 }] })
  })
})
