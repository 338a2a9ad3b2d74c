import { describe, expect, it } from 'vitest'
import { withRoom } from './declutter.ts'

const at = (x: number, y: number, urgency = 0) => ({ at: { x, y }, urgency })

describe('room for marks', () => {
  it('is given to the most urgent of two that overlap', () => {
    expect([...withRoom([at(0, 0), at(5, 5, 7)], 20)]).toEqual([0, 1])
  })

  it('is given to both when they are far enough apart, also across cells', () => {
    expect([...withRoom([at(19, 0), at(40, 0)], 20)]).toEqual([1, 1])
    expect([...withRoom([at(19, 0), at(21, 0)], 20)]).toEqual([1, 0])
  })

  it('is never given to one that is not on the picture', () => {
    expect([...withRoom([{ at: null, urgency: 9 }, at(0, 0)], 20)]).toEqual([0, 1])
  })
})
