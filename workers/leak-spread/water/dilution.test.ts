import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aWaterNetwork } from '../../../tests/kit/a-water-network.ts'
import { mixDown, mostDown } from './dilution.ts'
import { quietly } from './engine.ts'
import { inflowThrough } from './inflow.ts'
import { followIntrusion } from './intrusion.ts'
import { openWaterModel } from './model.ts'
import { readState } from './state.ts'

const flows = (links: readonly (readonly [from: number, to: number, flow: number])[], nodes: number) => ({
  from: Int32Array.from(links, ([from]) => from),
  to: Int32Array.from(links, ([, to]) => to),
  flow: Float64Array.from(links, ([, , flow]) => flow),
  nodes,
})

describe('what gets into pipes', () => {
  it('comes through an orifice: 0.6 π 0.005²/4 √(2 g 1 m) = 0.0522 L/s, nothing where the pipe stands higher', () => {
    expect(1000 * inflowThrough(0.005, 1.5, 0.5)).toBeCloseTo(0.05218, 4)
    expect(inflowThrough(0.005, 1.5, 1.5)).toBe(0)
    expect(inflowThrough(0.005, 1.5, 30)).toBe(0)
    // no pipe holds a vacuum
    expect(inflowThrough(0.005, 0, -40)).toBe(inflowThrough(0.005, 0, -10))
  })

  it('is thinned by what joins, parted with the water, and all of it is taken somewhere', () => {
    // 0 → 1 10 L/s, 2 → 1 30 L/s, 1 → 3 15 L/s, 4 ← 1 20 L/s drawn the other way, 5 L/s taken at 1
    const given = flows(
      [
        [0, 1, 10],
        [2, 1, 30],
        [1, 3, 15],
        [4, 1, -20],
      ],
      5,
    )
    const { passing, through, taken, still } = mixDown(given, [2, 0, 0, 0])
    expect(passing[1]).toBe(2)
    expect((passing[1] as number) / (through[1] as number)).toBe(0.05)
    expect([passing[3], passing[4]]).toEqual([0.75, 1])
    expect([...taken].reduce((sum, each) => sum + each, still)).toBeCloseTo(2, 12)
    expect(taken[1]).toBeCloseTo(0.25, 12)
  })

  it('stays where nothing moves, and comes to its own rate where a pump drives it round', () => {
    expect(mixDown(flows([[0, 1, 0]], 2), [3])).toMatchObject({ still: 3 })
    // 0 → 1 1, 1 → 2 3, 2 → 1 2, 2 → 3 1: two of three parts go round again
    const { taken, passing } = mixDown(
      flows(
        [
          [0, 1, 1],
          [1, 2, 3],
          [2, 1, 2],
          [2, 3, 1],
        ],
        4,
      ),
      [0.3, 0, 0, 0],
    )
    expect(taken[3]).toBeCloseTo(0.3, 9)
    expect(passing[2]).toBeCloseTo(0.9, 9)
  })

  it('that stood in pipes is as thick as in the thickest of a row, and is thinned where others join', () => {
    // 0 → 1 → 2 10 L/s each, 3 → 2 30 L/s
    const row = flows(
      [
        [0, 1, 10],
        [1, 2, 10],
        [3, 2, 30],
      ],
      4,
    )
    expect([...mostDown(row, [0.2, 0.1, 0])]).toEqual([0, 0.2, 0.05, 0])
    expect([...mostDown(row, [0.1, 0.4, 0])]).toEqual([0, 0.1, 0.1, 0])
    expect([...mostDown(row, [0, 0, 0])]).toEqual([0, 0, 0, 0])
  })

  it('is all taken somewhere or stands, wherever it gets in', () => {
    const link = fc.record({
      ends: fc.tuple(fc.nat(9), fc.nat(9)),
      flow: fc.integer({ min: 0, max: 50 }),
      isBack: fc.boolean(),
    })
    const rate = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(link, rate), { minLength: 1, maxLength: 25 }), (links) => {
        const given = links.map(
          ([
            {
              ends: [a, b],
              flow,
              isBack,
            },
          ]) => {
            const [upper, lower] = [Math.min(a, b), Math.max(a, b) + 1]
            return isBack ? ([lower, upper, -flow] as const) : ([upper, lower, flow] as const)
          },
        )
        const rates = links.map(([, each]) => each)
        const { taken, still } = mixDown(flows(given, 11), rates)
        const all = rates.reduce((sum, each) => sum + each, 0)
        expect([...taken].reduce((sum, each) => sum + each, still)).toBeCloseTo(all, 9)
      }),
    )
  })

  it('has the concentrations of EPANET once these are steady', async () => {
    const text = aWaterNetwork()
      .reservoir('R', 50)
      .junction('A', { demand: 2 })
      .junction('B', { demand: 5 })
      .junction('C', { demand: 4 })
      .junction('D', { demand: 3 })
      .pipe('P1', 'R', 'A')
      .pipe('P2', 'A', 'B')
      .pipe('P3', 'A', 'C')
      .pipe('P4', 'B', 'D')
      .pipe('P5', 'C', 'D')
      .build()
    const model = await openWaterModel(text)
    quietly(() => {
      model.project.openH()
      model.project.initH(10)
      model.project.runH()
    })
    const state = readState(model, 0, null)
    quietly(() => model.project.closeH())
    const node = (id: string) => model.nodeOf.get(id) as number
    // 600 mg/min at B: into the pipe that brings it there
    const { peak } = followIntrusion(model, text, {
      ...{ node: node('B'), massRate: 600, from: 0, duration: 120_000, until: 120_000, threshold: 1e-3 },
    })
    const { passing, through } = mixDown(
      { from: model.from, to: model.to, flow: state.flow, nodes: model.nodeId.length },
      model.linkId.map((id) => (id === 'P2' ? 10 : 0)),
    )
    // mg/s in m³/s; EPANET rounds what it writes, and steps by minutes
    for (const id of ['B', 'D'])
      expect(
        (passing[node(id)] as number) / (through[node(id)] as number) / 1000 / (peak[node(id)] as number),
      ).toBeCloseTo(1, 2)
    expect(peak[node('C')]).toBe(0)
    model.close()
  })
})
