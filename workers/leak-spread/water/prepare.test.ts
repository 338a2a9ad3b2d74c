import { describe, expect, it } from 'vitest'
import { aWaterNetwork } from '../../../tests/kit/a-water-network.ts'
import { Refusal } from '../../refusal.ts'
import { waterCaseSchema } from './case.ts'
import { openWaterModel } from './model.ts'
import { prepareBurst } from './prepare.ts'
import { leakWater } from './simulation.ts'

const street = () =>
  aWaterNetwork()
    .reservoir('R', 50)
    .junction('A', { demand: 5 })
    .junction('B', { demand: 5 })
    .pipe('P1', 'R', 'A')
    .pipe('P2', 'A', 'B')

const ASKED = {
  ...{ kind: 'water' as const, network: street().build(), duration_s: 600 },
  leak: { pipe: 'P2', hole: { diameter_m: 0.05 } },
}

describe('a case of a water leak is refused', () => {
  it.each([
    ['a pipe that is not there', { leak: { ...ASKED.leak, pipe: 'P9' } }, 'leak.pipe: the network has no link "P9"'],
    ['an abandoned pipe', { abandoned_pipes: ['P2'] }, 'leak.pipe: "P2" is abandoned: no water runs out of it'],
    [
      'a valve where a pipe is meant',
      { network: street().valve('V', 'A', 'B').build(), leak: { ...ASKED.leak, pipe: 'V' } },
      'leak.pipe: "V" is a pump or valve, expected a pipe',
    ],
    [
      'a pipe that is shut',
      { network: street().pipe('P3', 'A', 'B', { status: 'Closed' }).build(), leak: { ...ASKED.leak, pipe: 'P3' } },
      'leak.pipe: no open way leads from a reservoir or tank to "P3": no water runs out of it',
    ],
    [
      'a pipe without a source',
      {
        network: street().junction('C').junction('D').pipe('P3', 'C', 'D').build(),
        leak: { ...ASKED.leak, pipe: 'P3' },
      },
      'leak.pipe: no open way leads from a reservoir or tank to "P3": no water runs out of it',
    ],
    [
      'a hole larger than the pipe',
      { leak: { ...ASKED.leak, hole: { diameter_m: 0.4 } } },
      "leak.hole: 0.126 m² is more than the pipe's bore of 0.0707 m²; ask for full_bore",
    ],
    [
      'a valve that sits nowhere',
      { valves: [{ link: 'P1', node: 'B' }] },
      'valves[0]: no link "P1" ends at a node "B"',
    ],
    [
      'an inoperable valve that is none',
      { inoperable_valves: [{ link: 'P1', node: 'A' }] },
      'inoperable_valves[0]: there is no valve on link "P1" at node "A"',
    ],
    [
      'a service without a range',
      { service: { minimum_m: 20, required_m: 20 } },
      'service: required_m is 20, expected at least 0.1 above minimum_m 20',
    ],
    [
      'a network without a source',
      { network: aWaterNetwork().junction('A').junction('B').pipe('P2', 'A', 'B').build() },
      /no (reservoir|tanks)|Error 224/,
    ],
    [
      'a row that EPANET does not read',
      { network: street().pipe('P3', 'A', 'Q').build() },
      'network: Error 203: undefined node Q in [PIPES] section: P3 A Q 1000 300 130 0 Open',
    ],
    [
      'an intrusion nowhere',
      { intrusion: { node: 'Q', mass_mg_per_min: 1, duration_s: 1, until_s: 1, threshold_mg_l: 1 } },
      'intrusion.node: the network has no node "Q"',
    ],
  ])('%s', async (_, changed, fault) => {
    const refusal = await prepareBurst(waterCaseSchema.parse({ ...ASKED, ...changed })).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect(
      (refusal as Refusal).faults.some((told) => (typeof fault === 'string' ? told === fault : fault.test(told))),
    ).toBe(true)
  })

  it('what EPANET cannot open, in both languages', async () => {
    const refusal = await openWaterModel(street().pipe('P3', 'A', 'Q').build()).catch((error: unknown) => error)
    expect((refusal as Refusal).told[0]).toEqual({
      zh: expect.stringMatching(/^管网模型：EPANET 无法读入（输入有误；.+）$/),
      en: expect.stringMatching(/^network: EPANET cannot read it: /),
    })
    expect((refusal as Refusal).told[1]?.zh).toMatch(/^管网模型：节点未定义；EPANET：.*P3 A Q/)
  })

  it('a street grid, before EPANET begins to order it', async () => {
    const side = 140
    const grid = aWaterNetwork().reservoir('R', 50)
    for (let node = 0; node < side * side; node++) grid.junction(`N${node}`)
    for (let node = 0; node < side * side; node++) {
      if (node % side < side - 1) grid.pipe(`E${node}`, `N${node}`, `N${node + 1}`)
      if (node < side * (side - 1)) grid.pipe(`S${node}`, `N${node}`, `N${node + side}`)
    }
    await expect(openWaterModel(grid.pipe('P', 'R', 'N0').build())).rejects.toThrow('EPANET would take minutes')
  })
})

describe('a case of a water leak', () => {
  it('without valves runs without a closure, and says so', async () => {
    const run = leakWater.run(waterCaseSchema.parse({ ...ASKED, close_after_s: 300 }), { now: () => 0 })
    let step = await run.next()
    while (!step.done) step = await run.next()
    expect(step.value.outcome.isClosed).toBe(false)
    expect(step.value.caveats.map(({ en }) => en)).toContain('There is no valve to close: computed without a closure.')
  })

  it('closes the valves that shut it in, and names others for one that fails', async () => {
    const valves = [
      { link: 'P1', node: 'R' },
      { link: 'P2', node: 'A' },
    ]
    const { isolation, plan, model } = await prepareBurst(
      waterCaseSchema.parse({ ...ASKED, valves, close_after_s: 300 }),
    )
    expect(isolation.close).toEqual([{ link: 'P2', node: 'A' }])
    expect(plan.closeAt).toBe(300)
    expect(isolation.alternatives).toEqual([
      { fails: { link: 'P2', node: 'A' }, close: [{ link: 'P1', node: 'R' }], sources: [], cutOff: 2 },
    ])
    expect(isolation.cutOff).toBe(1)
    model.close()
  })
})
