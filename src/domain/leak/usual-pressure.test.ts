import { describe, expect, it } from 'vitest'
import { changeOf } from './usual-pressure.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const TO = 10 * DAY

/** Readings every so many minutes of so many days, each day of a level of its own. */
function before(days: number, level: (daysAgo: number) => number, every = 5) {
  const at: number[] = []
  for (let t = TO - (days + 0.5) * DAY; t < TO - DAY / 2; t += every * MINUTE) at.push(t)
  return { at, value: at.map((t) => level(Math.round((TO - t) / DAY))), isByHours: every >= 60 }
}
const recent = (...value: number[]) => ({ at: value.map((_, n) => TO - n * MINUTE).reverse(), value, isByHours: false })

describe('what is usual', () => {
  it('is the median of the days at this hour, and how they scatter', () => {
    // by hand: medians 1…7 days ago are 31…37, so 34 ± 1.4826 × 2
    const change = { now: 20, usual: 34, scatter: 1.4826 * 2 }
    expect(
      changeOf(
        recent(20, 19, 21),
        before(7, (day) => 30 + day),
        TO,
      ),
    ).toEqual(change)
    expect(
      changeOf(
        recent(20, 19, 21),
        before(7, (day) => 30 + day, 60),
        TO,
      ),
    ).toEqual(change)
  })

  it('is not moved by one odd day, nor by a peak', () => {
    const odd = before(7, (day) => (day === 3 ? 90 : 34))
    expect(changeOf(recent(20, 95, 20, 20), odd, TO)).toEqual({ now: 20, usual: 34, scatter: 0 })
  })

  it('is not known of fewer than three days, or where too little is read now', () => {
    expect(
      changeOf(
        recent(20, 20, 20),
        before(2, () => 34),
        TO,
      ),
    ).toBeNull()
    expect(
      changeOf(
        recent(20, Number.NaN, 20),
        before(7, () => 34),
        TO,
      ),
    ).toBeNull()
  })
})
