import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { inSlices } from './in-slices.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

/** Work of so many steps of a millisecond each. */
function* work(steps: number, did: { count: number }): Generator<void> {
  for (let step = 0; step < steps; step += 1) {
    vi.advanceTimersByTime(1)
    did.count += 1
    yield
  }
}

it('does short work at once, and gives the page its turn within long work', () => {
  const short = { count: 0 }
  let isDone = false
  inSlices(work(3, short), () => {
    isDone = true
  })
  expect([short.count, isDone]).toEqual([3, true])
  const long = { count: 0 }
  let isLongDone = false
  inSlices(work(40, long), () => {
    isLongDone = true
  })
  expect(long.count).toBeLessThan(10)
  expect(isLongDone).toBe(false)
  vi.runAllTimers()
  expect([long.count, isLongDone]).toEqual([40, true])
})

it('ends early without a word', () => {
  const did = { count: 0 }
  let isDone = false
  const stop = inSlices(work(40, did), () => {
    isDone = true
  })
  stop()
  vi.runAllTimers()
  expect(did.count).toBeLessThan(10)
  expect(isDone).toBe(false)
})
