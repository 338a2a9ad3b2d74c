import { describe, expect, it } from 'vitest'
import { aWaterNetwork } from '../../../tests/kit/a-water-network.ts'
import { quietly } from '../water/engine.ts'
import { openWaterModel } from '../water/model.ts'
import { placeLeak } from '../water/place-leak.ts'
import { demandByPressure } from '../water/service.ts'
import { readState } from '../water/state.ts'
import { locateWater } from './locate-water.ts'
import { indistinguishable, posterior } from './posterior.ts'
import { waterLocateSchema } from './water-case.ts'

/** Two streets from one source, with sensors at their ends and middles. */
const text = (() => {
  const network = aWaterNetwork().reservoir('R', 60).junction('O', { demand: 1 }).pipe('RO', 'R', 'O')
  for (const street of ['A', 'B']) {
    let before = 'O'
    for (let i = 1; i <= 5; i++) {
      network
        .junction(`${street}${i}`, { demand: 2 })
        .pipe(`${street}-${i}`, before, `${street}${i}`, { diameter: 150 })
      before = `${street}${i}`
    }
  }
  return network.build()
})()
const SENSORS = ['A2', 'A4', 'B2', 'B4']

describe('a leak in a water network', () => {
  it('is found in its street, near its place, by what the sensors read', async () => {
    const found = await locateWater(await asked(await readingsOf('B-3', 4e-4)))
    expect(found.pipes[0]?.pipe).toMatch(/^B-[345]$/)
    expect(found.ninety.every((pipe) => pipe.startsWith('B'))).toBe(true)
    expect(found.half.length).toBeLessThanOrEqual(found.ninety.length)
    expect(found.pipes.at(-1)?.cumulative).toBeGreaterThanOrEqual(0.999)
    expect(found.signal).toBeGreaterThan(3)
  })

  it('cannot be told from one further on where no sensor is beyond', async () => {
    const found = await locateWater(await asked(await readingsOf('B-5', 4e-4)))
    expect(found.alike).toContain('B-5')
    expect(found.groups).toBeLessThan(11)
  })

  it('that is none says that nothing is seen', async () => {
    const found = await locateWater(await asked(await readingsOf(null, 0)))
    expect(found.signal).toBeLessThan(0.1)
    expect(found.caveats[0]?.en).toMatch(/do not show that there is a leak/)
  })

  it('is looked for where pipes burst more often', async () => {
    const readings = await readingsOf('B-3', 4e-4)
    const plain = await locateWater(await asked(readings))
    const weighted = await locateWater(await asked(readings, { weights: { 'B-4': 50 } }))
    const on = (found: typeof plain) => found.pipes.find(({ pipe }) => pipe === 'B-4')?.probability ?? 0
    expect(on(weighted)).toBeGreaterThan(on(plain))
  })

  it('is less sure where demands are not known', async () => {
    const readings = await readingsOf('B-3', 4e-4)
    const sure = await locateWater(await asked(readings))
    const unsure = await locateWater(await asked(readings, { demand_spread: 0.5 }))
    expect(unsure.signal).toBeLessThan(sure.signal)
  })

  it('is refused where a sensor stands at no node', async () => {
    const readings = [
      { node: 'Q', pressure_m: 1 },
      { node: 'R', pressure_m: 1 },
    ]
    await expect(locateWater(await asked(readings))).rejects.toThrow(
      'readings[0].node: the network has no node "Q"\nreadings[1].node: "R" is a tank or reservoir: its level says nothing',
    )
  })
})

describe('the likelihood of a candidate', () => {
  const independent = new Float64Array([0.01, 0, 0, 0.01])

  it('is that of the shape of its signature, whatever its size', () => {
    const drop = Float64Array.of(2, 1)
    const even = posterior(
      drop,
      Float64Array.of(0.2, 0.1, 0.1, 0.2),
      [1, 1],
      { covariance: independent, modelShare: 0 },
      { least: 0.1, most: 100 },
    )
    expect(even[0]).toBeGreaterThan(0.999)
  })

  it('by hand: d = (1, 0), s = (1, 0) and (0, 1), σ 1: exp(0) against exp(−½) at size 0', () => {
    const found = posterior(
      Float64Array.of(1, 0),
      Float64Array.of(1, 0, 0, 1),
      [1, 1],
      { covariance: new Float64Array([1, 0, 0, 1]), modelShare: 0 },
      { least: 1e-9, most: 10 },
    )
    expect(found[0]).toBeCloseTo(1 / (1 + Math.exp(-0.5)), 6)
  })

  it('puts signatures of one shape in one group', () => {
    expect([...indistinguishable(Float64Array.of(2, 1, 4, 2, 1, 2), 2, independent)]).toEqual([0, 0, 1])
  })
})

async function readingsOf(pipe: string | null, area: number) {
  const model = await openWaterModel(text)
  demandByPressure(model, { minimum: 0, required: 20, exponent: 0.5 })
  const hole = { area, expansion: 0, dischargeCoefficient: 0.6 }
  const placed =
    pipe === null ? null : placeLeak(model, { link: model.linkOf.get(pipe) as number, share: 0.9, level: null, hole })
  quietly(() => {
    model.project.openH()
    model.project.initH(10)
    if (placed) placed.solve()
    else model.project.runH()
  })
  const { pressure } = readState(model, 0, placed)
  model.close()
  return SENSORS.map((node) => ({ node, pressure_m: pressure[model.nodeOf.get(node) as number] as number }))
}

async function asked(readings: readonly { node: string; pressure_m: number }[], more: object = {}) {
  return waterLocateSchema.parse({ kind: 'water', network: text, readings, sigma_m: 0.05, ...more })
}
