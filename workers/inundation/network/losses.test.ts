import { describe, expect, it } from 'vitest'
import { Drainage } from './drainage.ts'
import { readInp } from './inp/read.ts'

function network(sections: string, reach?: number): Drainage {
  const read = readInp(
    `[OPTIONS]\nFLOW_UNITS CMS\nEND_DATE 01/02/2004\nROUTING_STEP 5\nINERTIAL_DAMPING NONE\n${sections}`,
    'test.inp',
  )
  if (!read.ok) throw new Error(read.failure.detail)
  return new Drainage(read.value, reach === undefined ? {} : { reach })
}

/** A basin of 100 m² with 2 m of water: share of evaporation, then suction [mm], conductivity [mm/h] and deficit. */
const basin = (losses: string) =>
  network(`[STORAGE]\nS 10 5 2 FUNCTIONAL 0 0 100 0 ${losses}
[OUTFALLS]\nO 14 FREE NO\n[CONDUITS]\nC S O 10 0.01 4 0\n[XSECTIONS]\nC CIRCULAR 0.3\n[EVAPORATION]\nCONSTANT 24`)

/** A channel of 1 km and 2 m, with what its second half is and loses. */
const channel = (section: string, reach?: number) =>
  network(
    `[JUNCTIONS]\nA 11 5\nB 10.5 5\n[OUTFALLS]\nO 10 NORMAL NO\n[CONDUITS]\nC1 A B 500 0.013 0 0\nC2 B O 500 0.013 0 0
[XSECTIONS]\nC1 RECT_OPEN 3 2\nC2 ${section}\n[LOSSES]\nC2 0 0 0 NO 36`,
    reach,
  )

describe('what a network loses', () => {
  it('evaporates and seeps from a storage by its surface and its bottom', () => {
    const net = basin('0.5 0 3.6 0')
    net.advance(3600)
    // an hour: half of 1 mm, and 3.6 mm
    expect(net.balance().lost).toBeCloseTo(100 * (0.0005 + 0.0036), 6)
    expect(net.depth(0)).toBeCloseTo(2 - 0.0041, 6)
    expect(Math.abs(net.balance().relative)).toBeLessThan(1e-12)
  })

  it('seeps faster while the ground sucks (Green-Ampt)', () => {
    const net = basin('0 100 3.6 0.3')
    net.advance(3600)
    // F − c ln(1 + F/c) = K t with c = (0.1 + 2) · 0.3: F = 0.0697 m
    expect(net.balance().lost / 100).toBeCloseTo(0.0697, 2.7)
  })

  it('seeps through the banks of a storage by half of the depth', () => {
    // an area of 100 m² at the bottom and 50 m² more for each metre; ground that is full of water takes K
    const net = network(`[STORAGE]\nS 10 5 2 FUNCTIONAL 50 1 100 0 0 0 3.6 0
[OUTFALLS]\nO 14 FREE NO\n[CONDUITS]\nC S O 10 0.01 4 0\n[XSECTIONS]\nC CIRCULAR 0.3`)
    net.advance(60)
    expect(net.balance().lost / 60).toBeCloseTo((200 * 0.0036) / 3600, 6)
  })

  it.each([undefined, 50])('seeps from a channel through its bed, in reaches of %s m', (reach) => {
    const net = channel('RECT_OPEN 3 2', reach)
    net.setLateral(0, 1)
    net.advance(6 * 3600)
    const before = net.balance()
    net.advance(3600)
    const { lost, outflow, relative } = net.balance()
    // 36 mm in an hour on 2 × 500 m²
    expect(lost - before.lost).toBeCloseTo(36, 6)
    expect(outflow - before.outflow).toBeCloseTo(3600 - 36, 1)
    expect(Math.abs(relative)).toBeLessThan(1e-12)
  })

  it('seeps from a full pipe through its whole width and no more', () => {
    const net = channel('CIRCULAR 0.5')
    net.setLateral(0, 1)
    net.advance(6 * 3600)
    const before = net.balance().lost
    net.advance(3600)
    // 0.036 m · 0.5 m · 500 m
    expect(net.balance().lost - before).toBeCloseTo(9, 1)
  })

  it('loses no more than there is', () => {
    const net = network(`[STORAGE]\nS 10 5 0.001 FUNCTIONAL 0 0 100 0 0 0 360 0
[OUTFALLS]\nO 14 FREE NO\n[CONDUITS]\nC S O 10 0.01 4 0\n[XSECTIONS]\nC CIRCULAR 0.3`)
    net.advance(3600)
    expect(net.volume()).toBeGreaterThanOrEqual(0)
    expect(net.balance().lost).toBeCloseTo(0.1, 3)
  })
})
