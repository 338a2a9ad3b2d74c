import { describe, expect, it } from 'vitest'
import { BESIDE, type LabelWish, OVER, placeLabels } from './place-labels.ts'

const label = (x: number, more: Partial<LabelWish> = {}): LabelWish => ({
  ...{ at: { x, y: 100 }, text: '50% LEL', size: 14, gap: 14, order: 1, isKept: false },
  sides: OVER,
  ...more,
})

describe('labels', () => {
  it('stand above their place, below it where another stands, and nowhere where both are taken', () => {
    expect(placeLabels([label(0), label(10), label(20)], [])).toEqual(['above', 'below', null])
  })

  it('have room by their order, whoever owns them: the worst of each comes before the second of any', () => {
    const second = { order: 1, sides: ['above'] } as const
    expect(placeLabels([label(0, second), label(10, { order: 0, sides: ['above'] })], [])).toEqual([null, 'above'])
  })

  it('that are kept are shown even where there is no room, and go before all others', () => {
    const kept = { isKept: true, order: 9, sides: ['above'] } as const
    expect(placeLabels([label(0, { sides: ['above'] }), label(10, kept), label(20, kept)], [])).toEqual([
      null,
      'above',
      'above',
    ])
  })

  it('of one group keep their distance, others stand between', () => {
    const sign = { text: '⇄', group: 'turned', apart: 140 }
    expect(placeLabels([label(0, sign), label(100, sign), label(200, sign), label(100)], [])).toEqual([
      'above',
      null,
      'above',
      'above',
    ])
  })

  it('go round what others have taken', () => {
    const alarm = { at: { x: 20, y: 100 }, width: 30, height: 30 }
    const beside = { text: '1', sides: BESIDE, gap: 21 } as const
    expect(placeLabels([label(0, beside)], [alarm])).toEqual(['left'])
    expect(placeLabels([label(0, beside)], [])).toEqual(['right'])
  })

  it('behind the eye take nobody’s room', () => {
    expect(placeLabels([label(0, { at: null }), label(0, { order: 2 })], [])).toEqual(['above', 'above'])
  })
})
