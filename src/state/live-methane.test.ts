import { describe, expect, it } from 'vitest'
import { inStreet } from '../../tests/kit/a-leak.ts'
import { aPage, NOON } from '../../tests/kit/a-page.ts'
import type { LeakArrival } from '../domain/leak/leak-outcome.ts'
import { liveMethane, methaneFit } from './live-methane.ts'

/** 5 % comes after 10 to 30 minutes, 20 % after an hour in a tenth of the members, 50 % not within the run. */
const arrivals: readonly LeakArrival[] = [
  { level: 0.05, p10: 600, p50: 1200, p90: 1800, reached: 1 },
  { level: 0.2, p10: 3600, p50: null, p90: null, reached: 0.1 },
  { level: 0.5, p10: null, p50: null, p90: null, reached: 0 },
]

describe('a methane reading beside a run', () => {
  it.each([
    [0, 60, 'within'],
    [0.06, 60, 'above'],
    [0.06, 700, 'within'],
    [0.03, 1000, 'within'],
    [0.03, 2000, 'below'],
    [0.25, 2000, 'above'],
    [0.25, 4000, 'within'],
    [0.6, 4000, 'above'],
  ] as const)('of %d of the limit after %d s is %s', (share, present, fit) => {
    expect(methaneFit(share, arrivals, present)).toBe(fit)
  })

  const leak = inStreet('gas')
  const plan = { ...leak.plan, methane: [{ id: 'M1', name: '1号井', space: 'w1' }] }
  const seen = aPage().store.getState()
  const sensors = (at: number) =>
    ({
      state: 'loaded',
      value: [{ id: 'M1', staleAfter_s: 900, latest: { at, value: 3, quality: 'good' } }],
    }) as unknown as typeof seen.sensors
  const of = (
    readAt: number,
    now: number,
    given: Partial<typeof seen> = {},
    closedAfter_s: number | null = null,
    gas: 'methane' | 'lpg' = 'methane',
  ) =>
    liveMethane(
      { ...seen, sensors: sensors(readAt), now, time: null, ...given },
      { ...leak, plan, scenario: { ...leak.scenario, closedAfter_s } },
      gas,
      'w1',
      arrivals,
    )[0]
  const later = NOON + 2_000_000

  it('is judged at the time that has passed since the run began', () => {
    expect(of(later, later)).toMatchObject({ name: '1号井', reading: { lel: 3, isStale: false }, fit: 'below' })
    expect(of(NOON, NOON)?.fit).toBe('within')
  })

  it('is not judged when it is old, when there is none, when one looks back, after the run, or once it is shut in and may fall', () => {
    expect(of(NOON, later)).toMatchObject({ reading: { isStale: true }, fit: null })
    expect(of(later, later, { sensors: { state: 'loading' } })).toMatchObject({ reading: null, fit: null })
    expect(of(later, later, { time: NOON })).toMatchObject({ reading: null, fit: null })
    expect(of(NOON + 9e8, NOON + 9e8)?.fit).toBeNull()
    expect(of(later, later, {}, 600)?.fit).toBeNull()
  })

  it('says nothing of a leak of petroleum gas, which it does not read as it is', () => {
    expect(of(later, later, {}, null, 'lpg')).toMatchObject({ reading: { lel: 3 }, fit: 'otherGas' })
  })
})
