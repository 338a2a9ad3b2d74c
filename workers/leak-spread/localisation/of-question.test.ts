import { describe, expect, it } from 'vitest'
import type { WaterSourceQuestion } from '../../../src/domain/leak/water-source.ts'
import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import type { RunProgress } from '../../../src/domain/run-progress.ts'
import { type Asked, aLeakQuestion } from '../../../tests/kit/a-leak-question.ts'
import { aNetwork } from '../../../tests/kit/a-network.ts'
import { drive } from '../../drive.ts'
import { leakWaterOfCity } from '../question/water-simulation.ts'
import { locateWaterInCity } from './of-question.ts'
import { locateWaterSource } from './simulation.ts'

/** Two streets from one source, five pipes each, a customer at every node. */
const streets = (() => {
  const network = aNetwork().source('S').pipe('so', 'S', 'O')
  for (const street of ['a', 'b'])
    for (let i = 1; i <= 5; i++) network.pipe(`${street}${i}`, i === 1 ? 'O' : `${street}-${i - 1}`, `${street}-${i}`)
  const built = network.build()
  return { ...built, demand: built.demand.map((_, node) => (node > 1 ? 0.001 : 0)) }
})()
const SENSORS = ['a-2', 'a-4', 'b-2', 'b-4']

/** Pressures [kPa] by node with a leak on a pipe, as the burst of the same city computes them; null = none. */
async function pressures(pipe: string | null, network: NetworkFile): Promise<ReadonlyMap<string, number>> {
  const hole_m = pipe === null ? 0.0005 : 0.03
  const customers = SENSORS.map((node) => ({ node, id: `at ${node}` }))
  const watched = {
    ...network,
    customerId: customers.map(({ id }) => id),
    customerName: customers.map(({ id }) => id),
    customerClass: customers.map(() => 'residential'),
    customerNode: Int32Array.from(customers, ({ node }) => [...network.nodeId].indexOf(node)),
    customerPeople: new Float64Array(customers.length).fill(10),
  }
  const question = aLeakQuestion('water', watched, { scenario: { pipe: pipe ?? 'so', hole_m, closedAfter_s: null } })
  const read = new Map<string, number>()
  const result = await drive(leakWaterOfCity, question, ({ places, values }) => {
    for (const [n, { id }] of (places ?? []).entries()) read.set(id, 9.81 * (values[n] ?? Number.NaN))
  })
  if (!result.ok) throw new Error(result.failure.detail)
  return read
}

async function asked(pipe: string | null, given: Asked = {}): Promise<WaterSourceQuestion> {
  const [usual, now] = [await pressures(null, streets), await pressures(pipe, streets)]
  const { plan, network, pipes } = aLeakQuestion('water', streets, given)
  const sensors = SENSORS.map((node) => ({
    ...{ id: `P ${node}`, asset: node },
    pressure: { now_kpa: now.get(node) as number, usual_kpa: usual.get(node) as number, scatter_kpa: 0.5 },
  }))
  return { plan, network, pipes, sensors }
}

const text = (caveats: readonly { readonly en: string }[]) => caveats.map(({ en }) => en).join('\n')

describe('a water leak in a city', () => {
  it('is found in its street by how pressures have changed, and given in groups', async () => {
    const { outcome, caveats } = await locateWaterInCity(await asked('b3'))
    const likely = outcome.pipes.slice(0, outcome.ninety)
    expect(likely.every(({ id }) => id.startsWith('b'))).toBe(true)
    expect(likely.map(({ id }) => id)).toContain('b3')
    expect(likely[0]?.gid).toBeGreaterThan(0)
    expect(likely[0]?.at.lon).toBeGreaterThan(0)
    expect(likely[0]?.group).toBe(0)
    expect(outcome.sensors.at(-1)).toEqual({ id: 'P b-4', answer: 'responding' })
    expect(outcome).toMatchObject({ biogas: null, evidence: 'C', unreached: 0, doubt: null })
    expect(text(caveats)).toMatch(/class C: the method is held to made data.*\n.*Fewer than 5 sensors \(4\)/)
  })

  it('that is none is told as nothing seen, also when pressures rise', async () => {
    const question = await asked(null)
    expect((await locateWaterInCity(question)).outcome.doubt?.en).toMatch(/do not show that there is a leak/)
    const risen = question.sensors.map((sensor) => ({
      ...sensor,
      pressure: sensor.pressure && { ...sensor.pressure, now_kpa: sensor.pressure.usual_kpa + 50 },
    }))
    const { outcome } = await locateWaterInCity({ ...question, sensors: risen })
    expect(outcome.doubt?.en).toMatch(/do not show that there is a leak/)
    expect(outcome.sensors.every(({ answer }) => answer === 'quiet')).toBe(true)
  })

  it('that explains nothing of what is read is told', async () => {
    const question = await asked(null)
    const by = [0, -60, 0, 60]
    const odd = question.sensors.map((sensor, n) => ({
      ...sensor,
      pressure: sensor.pressure && { ...sensor.pressure, now_kpa: sensor.pressure.usual_kpa - (by[n] ?? 0) },
    }))
    const { outcome } = await locateWaterInCity({ ...question, sensors: odd })
    expect(outcome.doubt?.en).toMatch(/No single leak explains/)
  })

  it('is looked for near the first sensor where the network is large', async () => {
    const question = await asked('b3')
    const { outcome } = await locateWaterInCity(
      { ...question, sensors: [...question.sensors].reverse() },
      undefined,
      3 * 11,
    )
    expect(outcome.pipes.map(({ id }) => id).every((id) => /b[345]/.test(id))).toBe(true)
    expect(outcome.unreached).toBe(8)
  })

  it('takes no part of sensors without history, beside another or off the network, and tells them', async () => {
    const question = await asked('b3')
    const [first] = question.sensors
    const more = [
      { id: 'new', asset: 'b-5', pressure: null },
      { id: 'twin', asset: 'a-2', pressure: first?.pressure ?? null },
      { id: 'off', asset: null, pressure: first?.pressure ?? null },
    ]
    const { outcome, caveats } = await locateWaterInCity({ ...question, sensors: [...question.sensors, ...more] })
    expect(outcome.sensors.slice(4).map(({ answer }) => answer)).toEqual(['silent', 'silent', 'silent'])
    expect(text(caveats)).toMatch(/sensors left out .* \(3: new, twin, off\)/)
  })

  it('is refused with fewer than two sensors, by what each lacks', async () => {
    const question = await asked('b3')
    const sensors = question.sensors.map((sensor, n) => (n === 0 ? sensor : { ...sensor, pressure: null }))
    const result = await drive(locateWaterSource, { ...question, sensors }, () => {})
    expect(result).toMatchObject({
      ...{
        ok: false,
        failure: { kind: 'invalid', detail: expect.stringMatching(/1 pressure sensors.*of 4, 0.*and 3/) },
      },
    })
    const cut = await asked('b3', { pipes: { so: { status: 'abandoned' } } })
    await expect(locateWaterInCity(cut)).rejects.toThrow(/0 pressure sensors can be used.*of 4, 4 stand on no fed part/)
  })

  it('tells what it is at, junction by junction', async () => {
    const told: RunProgress[] = []
    await locateWaterInCity(await asked('b3'), (progress) => told.push(progress))
    expect([...new Set(told.map(({ phase }) => phase))]).toEqual(['reading', 'opening', 'fitting', 'demands'])
    expect(told.filter(({ phase, done, of }) => phase === 'fitting' && done === of - 1)).toHaveLength(1)
  })

  it('is told with probabilities that add up', async () => {
    const result = await drive(locateWaterSource, await asked('b3'), () => {})
    expect(result.ok && result.value.balance[0]?.error).toBeLessThan(2e-3)
  })
})
