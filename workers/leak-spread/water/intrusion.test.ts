import { describe, expect, it } from 'vitest'
import { aWaterNetwork } from '../../../tests/kit/a-water-network.ts'
import { quietly } from './engine.ts'
import { followIntrusion } from './intrusion.ts'
import { openWaterModel, type WaterModel } from './model.ts'
import { readState } from './state.ts'
import { travelFrom } from './travel.ts'

/** 10 L/s through 1000 m of 300 mm take 7069 s; then half of it through as much: 14137 s. */
const text = aWaterNetwork()
  .reservoir('R', 50)
  .junction('A')
  .junction('B', { demand: 5 })
  .junction('C', { demand: 5 })
  .pipe('P1', 'R', 'A')
  .pipe('P2', 'A', 'B')
  .pipe('P3', 'B', 'C')
  .row('SOURCES', 'R CONCEN 7')
  .row('QUALITY', 'B 3')
  .build()
const THROUGH = (1000 * Math.PI * 0.15 ** 2) / 0.01

describe('a contaminant that gets into the water', () => {
  it('arrives when the water does, as thick as its mass in the flow, and nothing else is counted', async () => {
    const model = await openWaterModel(text)
    const intrusion = { node: 1, massRate: 600, from: 3600, duration: 3600, until: 40_000, threshold: 0.5 }
    const { arrival, peak, mass } = followIntrusion(model, text, { ...intrusion, node: nodeOf(model, 'A') })
    // 600 mg/min in 10 L/s are 1 mg/L
    for (const id of ['A', 'B', 'C']) expect(peak[nodeOf(model, id)]).toBeCloseTo(1, 2)
    expect(Math.abs((arrival[nodeOf(model, 'B')] as number) - THROUGH)).toBeLessThan(120)
    expect(Math.abs((arrival[nodeOf(model, 'C')] as number) - 3 * THROUGH)).toBeLessThan(180)
    expect(arrival[nodeOf(model, 'R')]).toBe(Number.POSITIVE_INFINITY)
    expect(mass).toBe(36_000)
    model.close()
  })

  it('is there at the same time by the way of the flows alone', async () => {
    const model = await openWaterModel(text)
    quietly(() => {
      model.project.openH()
      model.project.initH(10)
      model.project.runH()
    })
    const { downstream, upstream } = travelFrom(
      model,
      { link: model.linkOf.get('P1') as number, share: 0.5, level: null, hole: null },
      readState(model, 0, null),
    )
    expect(downstream[nodeOf(model, 'C')]).toBeCloseTo(3 * THROUGH, 0)
    expect(downstream[nodeOf(model, 'R')]).toBe(Number.POSITIVE_INFINITY)
    expect(upstream[nodeOf(model, 'R')]).toBe(0)
    model.close()
  })
})

function nodeOf({ nodeOf }: WaterModel, id: string): number {
  return nodeOf.get(id) as number
}
