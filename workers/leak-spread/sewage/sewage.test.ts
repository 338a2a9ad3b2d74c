import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { readInp } from '../../inundation/network/inp/read.ts'
import { sewageCaseSchema } from './case.ts'
import { suspectedBySignature } from './cross-connections.ts'
import { drainOrder, speedIn } from './dry-flow.ts'
import { runSewage } from './run.ts'
import { decayOf, followSpill } from './spill.ts'

/** M1 ─ M2 ─┬─ M3 ─ O and M2 ─ X ─ O2: 0.3 m pipes at 1 %, n 0.013; M2 parts its flow in two equal pipes. */
const STREET = `
[OPTIONS]
FLOW_UNITS CMS
[JUNCTIONS]
M1 13 3
M2 12 3
M3 11 3
X 11 3
[OUTFALLS]
O 10 FREE NO
O2 10 FREE NO
[CONDUITS]
C1 M1 M2 100 0.013 0 0
C2 M2 M3 100 0.013 0 0
C3 M3 O 100 0.013 0 0
C4 M2 X 200 0.013 0 0
C5 X O2 100 0.013 0 0
[XSECTIONS]
C1 CIRCULAR 0.3 0 0 0 1
C2 CIRCULAR 0.3 0 0 0 1
C3 CIRCULAR 0.3 0 0 0 1
C4 CIRCULAR 0.3 0 0 0 1
C5 CIRCULAR 0.3 0 0 0 1
[DWF]
M1 FLOW 0.01
`

function orderOf(text: string) {
  const read = readInp(text, 'street.inp')
  if (!read.ok) throw new Error(read.failure.detail)
  return drainOrder(read.value)
}
type Given = z.input<typeof sewageCaseSchema>
const run = (given: Partial<Given>, text = STREET) =>
  runSewage(sewageCaseSchema.parse({ kind: 'sewage', network: 'street.inp', ...given }), text)
const spill = { node: 'M1', flow_m3_s: 0.02, duration_s: 600 }

describe('flow in drains', () => {
  it('runs at the speed of Manning, half full as fast as full', () => {
    const order = orderOf(STREET)
    const [c1] = order.out.get('M1') ?? []
    if (!c1) throw new Error('no C1')
    // full: v = (0.3/4)^(2/3) √0.01 / 0.013 = 1.368 m/s, Q = v π 0.3²/4 = 0.09669 m³/s; half full the same speed
    expect(speedIn(c1, 0.09669 / 2, order.shapes).speed).toBeCloseTo(1.368, 2)
    expect(speedIn(c1, 0.2, order.shapes).isFull).toBe(true)
    expect(speedIn(c1, 0, order.shapes)).toEqual({ speed: 0, depth: 0, isFull: false })
  })

  it('goes downhill whatever the order of the ends, and is parted by capacity', () => {
    const order = orderOf(STREET.replace('C1 M1 M2', 'C1 M2 M1'))
    expect(order.out.get('M1')?.[0]).toMatchObject({ id: 'C1', to: 'M2' })
    // C4 falls half as steeply: √0.5 of what C2 carries
    const [c2, c4] = order.out.get('M2') ?? []
    expect((c4?.share ?? 0) / (c2?.share ?? 1)).toBeCloseTo(Math.SQRT1_2, 6)
    expect(order.parted).toEqual(['M2'])
  })

  it('is refused in a loop', () => {
    const pumped = STREET.replace('[XSECTIONS]', '[PUMPS]\nUP M3 M1 * ON 0 0\n[XSECTIONS]')
    expect(() => orderOf(pumped)).toThrow(/^network: .*C1.* form a loop/)
  })
})

describe('a spill in drains', () => {
  it('arrives by length over speed, is mixed with the base flow, and leaves by the outfalls', () => {
    const order = orderOf(STREET)
    const { nodes, links, out, decayed } = followSpill(
      ...([order, { node: 'M1', flow: 0.02, duration: 600, concentration: 300, decay: 0 }, 1] as const),
    )
    const at = (id: string) => nodes.find((node) => node.id === id)
    const of = (id: string) => links.find((link) => link.id === id)
    expect(of('C1')?.flow).toBeCloseTo(0.03, 12)
    expect(at('M2')?.first).toBeCloseTo(100 / (of('C1')?.speed ?? 1), 9)
    expect(at('O')?.first).toBeCloseTo(
      ['C1', 'C2', 'C3'].reduce((sum, id) => sum + (of(id)?.travel ?? 0), 0),
      9,
    )
    expect(at('O')?.until).toBeCloseTo((at('O')?.first ?? 0) + 600, 9)
    // 300 × 0.02 / 0.03
    expect(at('M2')?.concentration).toBeCloseTo(200, 9)
    expect(at('O')?.concentration).toBeCloseTo(200, 9)
    expect((at('O')?.share ?? 0) + (at('O2')?.share ?? 0)).toBeCloseTo(1, 12)
    expect([out, decayed]).toEqual([expect.closeTo(1, 12), 0])
  })

  it('of nothing brings nothing: no concentration anywhere, the flows of a dry day', () => {
    const nothing = { node: 'M1', flow: 0, duration: 600, concentration: 300, decay: 0 }
    const { nodes, links } = followSpill(orderOf(STREET), nothing, 1)
    expect(nodes.length).toBeGreaterThan(0)
    expect([...nodes, ...links].every(({ concentration }) => concentration === 0)).toBe(true)
    expect(links.find(({ id }) => id === 'C1')?.flow).toBeCloseTo(0.01, 12)
  })

  it('keeps its account when it decays', () => {
    const decay = decayOf(86_400 * 1e-3)
    const given = { node: 'M1', flow: 0.02, duration: 600, concentration: 1, decay }
    const { out, decayed, links } = followSpill(orderOf(STREET), given, 1)
    expect(out + decayed).toBeCloseTo(1, 12)
    const travel = links.find(({ id }) => id === 'C1')?.travel ?? 0
    expect(decay).toBeCloseTo(1e-3, 12)
    expect(decayed).toBeGreaterThan(1 - Math.exp(-decay * travel))
  })

  it('is told with the earliest and the latest that the base flow leaves open', () => {
    const answer = run({ spill })
    const [early, usual, late] = answer.spill?.nodes.find(({ id }) => id === 'O')?.first ?? [0, 0, 0]
    expect(early).toBeLessThan(usual)
    expect(usual).toBeLessThan(late)
    expect(answer.caveats.map(({ en }) => en).join()).toMatch(/parts it goes by what the drains carry/)
    const alone = run({ spill }, STREET.replace('M1 FLOW 0.01', ''))
    expect(alone.caveats.map(({ en }) => en).join()).toMatch(/no dry-weather flow/)
  })

  it('is refused with every fault', () => {
    expect(() => run({})).toThrow('expected one of them')
    expect(() => run({ spill: { ...spill, node: 'Q' }, classes: { C9: 'storm' } })).toThrow(
      'spill.node: the network has no node "Q"\nclasses: the network has no link "C9"',
    )
    expect(() => run({ classes: { C1: 'storm' }, records: [{ link: 'C2', readings: [] }] })).toThrow(
      '"C2" has no class',
    )
    expect(() => run({ spill }, '[JUNCTIONS]\nA x\n')).toThrow('street.inp')
  })
})

describe('rain and foul sewers that are joined', () => {
  it('are suspected where one runs into the other, not where a combined one does', () => {
    const { suspicions } = run({ classes: { C1: 'sanitary', C2: 'storm', C4: 'combined', C5: 'sanitary' } })
    expect(suspicions).toMatchObject([{ kind: 'sewage in storm sewer', by: 'layout', at: 'M2', links: ['C1', 'C2'] }])
    const reverse = run({ classes: { C4: 'storm', C5: 'sanitary' } })
    expect(reverse.suspicions).toMatchObject([{ kind: 'rain in foul sewer', at: 'X' }])
  })

  const hourly = (flow: (hour: number) => number, rain: (hour: number) => number = () => 0) =>
    Array.from({ length: 96 }, (_, n) => [3600 * n, flow(n), rain(n)] as const)
  const rules = { dryAfter: 86_400, leastFlow: 1e-4 }
  const daily = (n: number) => 0.002 * (1 + Math.sin((2 * Math.PI * n) / 24))

  it('are suspected by a storm sewer that runs in dry weather with the swing of a day', () => {
    const [found] = suspectedBySignature({ link: 'C2', readings: hourly(daily) }, 'storm', rules) ?? []
    expect(found?.kind).toBe('sewage in storm sewer')
    // sampled by hours: (0.004 − 0)/0.002
    expect(found?.dryFlow).toBeCloseTo(0.002, 12)
    expect(found?.swing).toBeCloseTo(2, 12)
    const [steady] = suspectedBySignature({ link: 'C2', readings: hourly(() => 0.002) }, 'storm', rules) ?? []
    expect(steady?.kind).toBe('steady water in storm sewer')
    expect(suspectedBySignature({ link: 'C2', readings: hourly(() => 0) }, 'storm', rules)).toEqual([])
  })

  it('are suspected by a foul sewer that rain swells, against the same hours when dry', () => {
    const isWet = (n: number) => n >= 80 && n < 84
    const readings = hourly(
      (n) => 0.002 * (isWet(n) ? 3 : 1),
      (n) => Number(isWet(n)),
    )
    const [found] = suspectedBySignature({ link: 'C1', readings }, 'sanitary', rules) ?? []
    expect(found).toMatchObject({ kind: 'rain in foul sewer', wetRatio: expect.closeTo(3, 12) })
    expect(suspectedBySignature({ link: 'C1', readings: hourly(() => 0.002) }, 'sanitary', rules)).toEqual([])
  })

  it('are not judged by too few hours of dry weather', () => {
    expect(suspectedBySignature({ link: 'C2', readings: hourly(daily).slice(0, 30) }, 'storm', rules)).toBeNull()
    const answer = run({ classes: { C2: 'storm' }, records: [{ link: 'C2', readings: [[0, 1, 0]] }] })
    expect(answer.unjudged).toEqual(['C2'])
  })
})
