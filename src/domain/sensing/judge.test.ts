import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dropPending, freshness, isPending, judge, resumeJudging, type Threshold, UNJUDGED } from './judge.ts'
import { GRADES } from './reading.ts'

const SECOND = 1000
const methane: readonly Threshold[] = [
  { grade: 'yellow', direction: 'above', value: 10, delay_s: 60, hysteresis: 0, clear_delay_s: 0 },
  { grade: 'red', direction: 'above', value: 50, delay_s: 0, hysteresis: 0, clear_delay_s: 0 },
]
const good = (at: number, value: number) => ({ at, value, quality: 'good' as const })

describe('judge', () => {
  it('waits for the delay before a grade counts', () => {
    const first = judge(UNJUDGED, good(0, 12), methane, 0)
    expect(first.grade).toBe('normal')
    expect(isPending(first, methane)).toBe(true)
    expect(judge(first, null, methane, 59 * SECOND).grade).toBe('normal')
    expect(judge(first, null, methane, 60 * SECOND).grade).toBe('yellow')
  })

  it('counts the limit itself as beyond, on both sides', () => {
    const low: readonly Threshold[] = [
      { grade: 'orange', direction: 'below', value: 19.5, delay_s: 0, hysteresis: 0, clear_delay_s: 0 },
    ]
    expect(judge(UNJUDGED, good(0, 50), methane, 0).grade).toBe('red')
    expect(judge(UNJUDGED, good(0, 19.5), low, 0).grade).toBe('orange')
    expect(judge(UNJUDGED, good(0, 19.6), low, 0).grade).toBe('normal')
  })

  it('starts the delay anew after one reading within the limit', () => {
    let state = judge(UNJUDGED, good(0, 12), methane, 0)
    state = judge(state, good(30 * SECOND, 2), methane, 30 * SECOND)
    state = judge(state, good(60 * SECOND, 12), methane, 60 * SECOND)
    expect(judge(state, null, methane, 90 * SECOND).grade).toBe('normal')
    expect(judge(state, null, methane, 120 * SECOND).grade).toBe('yellow')
  })

  it('takes no notice of bad readings and of maintenance', () => {
    const alarmed = judge(UNJUDGED, good(0, 80), methane, 0)
    expect(judge(alarmed, { at: SECOND, value: 0, quality: 'bad' }, methane, SECOND)).toBe(alarmed)
    expect(judge(UNJUDGED, { at: 0, value: 80, quality: 'maintenance' }, methane, 0)).toBe(UNJUDGED)
  })

  it('is never more urgent than the worst threshold that the value is beyond', () => {
    const threshold = fc.record({
      grade: fc.constantFrom('blue' as const, 'yellow' as const, 'orange' as const, 'red' as const),
      direction: fc.constantFrom('above' as const, 'below' as const),
      value: fc.double({ min: -100, max: 100, noNaN: true }),
      delay_s: fc.nat(100),
      hysteresis: fc.constant(0),
      clear_delay_s: fc.constant(0),
    })
    const values = fc.array(fc.double({ min: -150, max: 150, noNaN: true }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(fc.array(threshold, { maxLength: 8 }), values, (thresholds, series) => {
        let state = UNJUDGED
        series.forEach((value, index) => {
          state = judge(state, good(index * 10 * SECOND, value), thresholds, index * 10 * SECOND)
          const worst = thresholds
            .filter((t) => (t.direction === 'above' ? value >= t.value : value <= t.value))
            .reduce((most, t) => Math.max(most, GRADES.indexOf(t.grade)), 0)
          expect(GRADES.indexOf(state.grade)).toBeLessThanOrEqual(worst)
          const settled = judge(state, null, thresholds, (index * 10 + 1000) * SECOND)
          expect(GRADES.indexOf(settled.grade)).toBe(worst)
          expect(isPending(settled, thresholds)).toBe(false)
        })
      }),
    )
  })

  it('lets a grade fall only when the value is back within by more than the hysteresis', () => {
    const steady: readonly Threshold[] = [
      { grade: 'yellow', direction: 'above', value: 10, delay_s: 60, hysteresis: 2, clear_delay_s: 0 },
      { grade: 'orange', direction: 'below', value: 1, delay_s: 0, hysteresis: 0.5, clear_delay_s: 0 },
    ]
    const grades = (values: readonly number[]) => {
      let state = UNJUDGED
      return values.map((value, index) => {
        state = judge(state, good(index * 60 * SECOND, value), steady, index * 60 * SECOND)
        return state.grade
      })
    }
    expect(grades([10, 10, 8.1, 9, 8, 7.9, 9.9])).toEqual([
      ...['normal', 'yellow', 'yellow', 'yellow', 'yellow', 'normal', 'normal'],
    ])
    expect(grades([1, 1.4, 1.6, 1.4])).toEqual(['orange', 'orange', 'normal', 'normal'])
    // a delay that still runs is not held
    expect(grades([10, 9, 10])).toEqual(['normal', 'normal', 'normal'])
  })

  /** Yellow from 10 on after 60 s; it counts until the value has been below 8 for 120 s. */
  const slow: readonly Threshold[] = [
    { grade: 'yellow', direction: 'above', value: 10, delay_s: 60, hysteresis: 2, clear_delay_s: 120 },
  ]
  const alarmed = () => judge(judge(UNJUDGED, good(0, 12), slow, 0), null, slow, 60 * SECOND)

  it('lets a grade fall only after its clear-delay, by time alone too', () => {
    const back = judge(alarmed(), good(100 * SECOND, 7), slow, 100 * SECOND)
    expect(back.grade).toBe('yellow')
    expect(isPending(back, slow)).toBe(true)
    expect(judge(back, null, slow, 219 * SECOND).grade).toBe('yellow')
    const cleared = judge(back, null, slow, 220 * SECOND)
    expect(cleared.grade).toBe('normal')
    expect(isPending(cleared, slow)).toBe(false)
  })

  it('begins the clear-delay anew with one reading that is not back within the hysteresis', () => {
    let state = judge(alarmed(), good(100 * SECOND, 7), slow, 100 * SECOND)
    // 8.5 is within the limit of 10, but not by the hysteresis of 2
    state = judge(state, good(160 * SECOND, 8.5), slow, 160 * SECOND)
    expect(isPending(state, slow)).toBe(false)
    state = judge(state, good(200 * SECOND, 7), slow, 200 * SECOND)
    expect(judge(state, null, slow, 319 * SECOND).grade).toBe('yellow')
    expect(judge(state, null, slow, 320 * SECOND).grade).toBe('normal')
  })

  it('falls step by step, each grade by its own clear-delay', () => {
    const two: readonly Threshold[] = [
      ...slow,
      { grade: 'red', direction: 'above', value: 50, delay_s: 0, hysteresis: 0, clear_delay_s: 30 },
    ]
    let state = judge(UNJUDGED, good(0, 60), two, 0)
    state = judge(state, null, two, 60 * SECOND)
    expect(state.grade).toBe('red')
    state = judge(state, good(100 * SECOND, 5), two, 100 * SECOND)
    expect(judge(state, null, two, 129 * SECOND).grade).toBe('red')
    state = judge(state, null, two, 130 * SECOND)
    expect(state.grade).toBe('yellow')
    expect(judge(state, null, two, 220 * SECOND).grade).toBe('normal')
  })

  it('clears below a limit as above one', () => {
    const low: readonly Threshold[] = [
      { grade: 'orange', direction: 'below', value: 0.2, delay_s: 0, hysteresis: 0.05, clear_delay_s: 60 },
    ]
    let state = judge(UNJUDGED, good(0, 0.19), low, 0)
    state = judge(state, good(10 * SECOND, 0.24), low, 10 * SECOND)
    expect(isPending(state, low)).toBe(false)
    state = judge(state, good(20 * SECOND, 0.26), low, 20 * SECOND)
    expect(judge(state, null, low, 79 * SECOND).grade).toBe('orange')
    expect(judge(state, null, low, 80 * SECOND).grade).toBe('normal')
  })

  it('runs no clear-delay on readings that are not believed', () => {
    const back = judge(alarmed(), good(100 * SECOND, 7), slow, 100 * SECOND)
    const dropped = dropPending(back)
    expect(isPending(dropped, slow)).toBe(false)
    expect(judge(dropped, null, slow, 1000 * SECOND).grade).toBe('yellow')
  })

  it('clears after a restart no sooner than the clear-delay after the newest reading, and never on one not believed', () => {
    const back = resumeJudging({ at: 100 * SECOND, value: 7, grade: 'yellow' }, slow)
    expect(judge(back, null, slow, 219 * SECOND).grade).toBe('yellow')
    expect(judge(back, null, slow, 220 * SECOND).grade).toBe('normal')
    const doubted = resumeJudging({ at: 100 * SECOND, value: null, grade: 'yellow' }, slow)
    expect(judge(doubted, null, slow, 1000 * SECOND).grade).toBe('yellow')
    expect(judge(doubted, good(200 * SECOND, 7), slow, 320 * SECOND).grade).toBe('normal')
  })

  it('takes off what a drift explains where it would begin, and adds it where it would clear', () => {
    // 12 of which 3 may be the drift: 9 is within; once it counts, 7 may be 10 in truth
    const drifting = (at: number, value: number, drift: number) => ({ ...good(at, value), drift })
    expect(judge(UNJUDGED, drifting(0, 12, 3), slow, 0)).toBe(UNJUDGED)
    expect(judge(UNJUDGED, drifting(0, 13, 3), slow, 0).beyondSince).toEqual([0])
    expect(judge(UNJUDGED, drifting(0, 12, -3), slow, 0).beyondSince).toEqual([0])
    expect(judge(alarmed(), drifting(100 * SECOND, 7, -3), slow, 100 * SECOND).withinSince).toEqual([null])
    expect(judge(alarmed(), drifting(100 * SECOND, 7, 3), slow, 100 * SECOND).withinSince).toEqual([100 * SECOND])
  })

  it('holds over a restart what its hysteresis holds', () => {
    const held: readonly Threshold[] = [
      { grade: 'yellow', direction: 'above', value: 10, delay_s: 60, hysteresis: 2, clear_delay_s: 0 },
    ]
    const resumed = resumeJudging({ at: 0, value: 9, grade: 'yellow' }, held)
    expect(judge(resumed, good(SECOND, 8.5), held, SECOND).grade).toBe('yellow')
  })

  it('keeps a grade over a restart and lets a running delay begin anew', () => {
    const resumed = resumeJudging({ at: 100 * SECOND, value: 80, grade: 'yellow' }, methane)
    expect(judge(resumed, good(101 * SECOND, 12), methane, 101 * SECOND).grade).toBe('yellow')
    const pending = resumeJudging({ at: 100 * SECOND, value: 12, grade: 'normal' }, methane)
    expect(judge(pending, null, methane, 159 * SECOND).grade).toBe('normal')
    expect(judge(pending, null, methane, 160 * SECOND).grade).toBe('yellow')
  })

  it('gives the same state when the clock is asked twice', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), fc.nat(200), (value, seconds) => {
        const state = judge(UNJUDGED, good(0, value), methane, seconds * SECOND)
        expect(judge(state, null, methane, seconds * SECOND)).toBe(state)
      }),
    )
  })
})

describe('freshness', () => {
  it('is live up to 3 periods, stale up to 10, offline after, and offline when nothing ever came', () => {
    expect(freshness(180, 0, 180 * SECOND)).toBe('live')
    expect(freshness(180, 0, 181 * SECOND)).toBe('stale')
    expect(freshness(180, 0, 600 * SECOND)).toBe('stale')
    expect(freshness(180, 0, 601 * SECOND)).toBe('offline')
    expect(freshness(180, null, 0)).toBe('offline')
  })
})
