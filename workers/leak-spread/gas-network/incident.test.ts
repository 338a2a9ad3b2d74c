import { describe, expect, it } from 'vitest'
import { AIR, aGasNetwork } from '../../../tests/kit/a-gas-network.ts'
import { Refusal } from '../../refusal.ts'
import { followLeak, type IncidentQuestion } from './incident.ts'

const hole = { area: (Math.PI / 4) * 0.02 ** 2, dischargeCoefficient: 0.85 }
const street = () =>
  aGasNetwork()
    .source('S', 3e5)
    .pipe('main', 'S', 'A', { length: 1000 })
    .valve('V1', 'A', 'B')
    .pipe('P', 'B', 'C', { length: 200 })
    .pipe('branch', 'C', 'D', { length: 50, diameter: 0.05 })
    .valve('V2', 'C', 'E')
    .pipe('on', 'E', 'F')
    .takes('F', 0.01)
    .takes('D', 0.002)
const question = (given: Partial<IncidentQuestion> = {}): IncidentQuestion => ({
  ...{ friction: 'colebrook', service: null, closing: null },
  leak: { pipe: 'P', at: 0.5, orifice: hole, isSevered: false, soil: null },
  ...given,
})

describe('a leak that is shut in', () => {
  it('flows on steadily, then empties what the valves shut in', () => {
    const { before, during, after, mass } = followLeak(
      street().build(),
      question({ closing: { links: ['V1', 'V2'], time: 600 } }),
    )
    expect(during.fed).toBeGreaterThan(0.1)
    expect(mass.beforeClosing).toBeCloseTo(600 * during.fed, 9)
    const [part] = after?.emptying ?? []
    const room = (Math.PI / 4) * (0.1 ** 2 * 200 + 0.05 ** 2 * 50)
    expect(part?.volume).toBeCloseTo(room, 9)
    expect(after?.fed).toBe(0)
    // one mean pressure, between those of its ends
    const ends = ['B', 'D'].map(
      (id) => during.state.pressure[before.laid.network.nodes.findIndex((one) => one.id === id)],
    )
    expect(part?.pressure).toBeGreaterThan(ends[1] as number)
    expect(part?.pressure).toBeLessThan(ends[0] as number)
    const density = (pressure: number) => pressure / 140_000
    expect(mass.afterClosing).toBeCloseTo(room * density((part?.pressure ?? 0) - AIR), 9)
    expect((part?.blowDown.released ?? 0) + (part?.blowDown.left ?? 0)).toBeCloseTo(
      room * density(part?.pressure ?? 0),
      9,
    )
    expect(after?.state.pressure[before.laid.network.nodes.findIndex(({ id }) => id === 'F')]).toBeNaN()
  })

  it('goes on when a source still reaches it, and says so', () => {
    const fed = street().source('T', 3e5).pipe('back', 'T', 'D').build()
    const { after, mass } = followLeak(fed, question({ closing: { links: ['V1', 'V2'], time: 60 } }))
    expect(after?.fed).toBeGreaterThan(0)
    expect(after?.emptying).toEqual([])
    expect(mass.afterClosing).toBeNull()
  })

  it('is shut in by its own pipe, closed at both ends', () => {
    const { after } = followLeak(street().build(), question({ closing: { links: ['P'], time: 60 } }))
    expect(after?.emptying.map(({ volume }) => volume)).toEqual([expect.closeTo((Math.PI / 4) * 0.1 ** 2 * 200, 9)])
  })

  it('empties what a torn pipe cuts off from its first moment', () => {
    const torn = { pipe: 'P', at: 0.5, orifice: { area: (Math.PI / 4) * 0.01, dischargeCoefficient: 0.85 } }
    const closing = { links: ['V1'], time: 10 }
    const { during, mass } = followLeak(
      street().build(),
      question({ leak: { ...torn, isSevered: true, soil: null }, closing }),
    )
    const [cut] = during.emptying
    expect(cut?.leaks).toEqual(['leak P[2]'])
    expect(cut?.pipes).toBe(3)
    expect(mass.beforeClosing).toBeCloseTo(10 * during.fed + (cut?.blowDown.releasedAt(10) ?? 0), 9)
    expect(mass.afterClosing).toBeGreaterThan(0)
  })

  it('is held back by soil until the soil lifts', () => {
    const soil = (cover: number) => ({ permeability: 1e-11, cavityRadius: 0.05, cover })
    const at = (cover: number) =>
      followLeak(street().build(), question({ leak: { ...question().leak, soil: soil(cover) } })).during
    const free = followLeak(street().build(), question()).during
    expect(at(1)).toMatchObject({ liftsCover: true, fed: free.fed })
    expect(at(100).liftsCover).toBe(false)
    expect(at(100).fed).toBeLessThan(free.fed)
  })

  it('takes from customers what their pressure loses', () => {
    const service = { none: 1e5, full: 2.9e5 }
    const { before, during } = followLeak(street().build(), question({ service }))
    const taken = (state: typeof before, skip: number) => state.outflow.slice(skip).reduce((sum, one) => sum + one, 0)
    expect(taken(during.state, 1)).toBeLessThan(taken(before, 0))
  })

  it('names what is to be shut and is not there', () => {
    const wrong = () => followLeak(street().build(), question({ closing: { links: ['V1', 'V9'], time: 1 } }))
    expect(wrong).toThrow(Refusal)
    expect(wrong).toThrow('made: to be shut: no link "V9"')
  })
})
