import { describe, expect, it } from 'vitest'
import { type ThresholdEdit, thresholdFault, thresholdSchema } from './threshold.ts'

const edit = (changes: Partial<ThresholdEdit>): ThresholdEdit => ({
  grade: 'orange',
  direction: 'above',
  value: 10,
  delay_s: 0,
  hysteresis: 0,
  clear_delay_s: 0,
  ...changes,
})
const yellow = { grade: 'yellow', direction: 'above', value: 5 } as const
const red = { grade: 'red', direction: 'above', value: 20 } as const

describe('a limit', () => {
  it('lies between the lighter and the graver one', () => {
    expect(thresholdFault(edit({ value: 10 }), [yellow, red], null)).toBeNull()
    for (const value of [4, 5, 20, 21]) expect(thresholdFault(edit({ value }), [yellow, red], null)).toBe('order')
  })

  it('below gets smaller with the grade', () => {
    const low = { ...yellow, direction: 'below' } as const
    expect(thresholdFault(edit({ direction: 'below', value: 4 }), [low], null)).toBeNull()
    expect(thresholdFault(edit({ direction: 'below', value: 6 }), [low], null)).toBe('order')
  })

  it('replaces the one of its own grade and heeds no other direction', () => {
    const own = { grade: 'orange', direction: 'above', value: 12 } as const
    const low = { grade: 'red', direction: 'below', value: 1 } as const
    expect(thresholdFault(edit({ value: 12 }), [own, low], null)).toBeNull()
  })

  it('is a value that the kind can say', () => {
    expect(thresholdFault(edit({ value: 101 }), [], [0, 100])).toBe('range')
    expect(thresholdFault(edit({ value: 100 }), [], [0, 100])).toBeNull()
  })

  it('is a number, with a delay of a week at most', () => {
    expect(thresholdSchema.safeParse(edit({ value: Number.NaN })).success).toBe(false)
    expect(thresholdSchema.safeParse(edit({ delay_s: 604_801 })).success).toBe(false)
    expect(thresholdSchema.safeParse(edit({ clear_delay_s: 604_801 })).success).toBe(false)
    expect(thresholdSchema.safeParse(edit({ hysteresis: -1 })).success).toBe(false)
    expect(thresholdSchema.parse(edit({}))).toEqual(edit({}))
  })
})
