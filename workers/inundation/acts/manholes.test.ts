import { describe, expect, it } from 'vitest'
import { caseSchema } from '../case/case.ts'
import { prepare } from '../prepare/prepare.ts'
import { runFlood } from '../run.ts'
import { createReferenceSolver } from '../surface/reference.ts'
import { createVectorSolver } from '../surface/vector.ts'

/** A pipe of 0.5 m from a manhole A through B to an outfall, 60 m and 60 m long; the ground lies at 10 m. */
const INP = (outfall: string) => `
[OPTIONS]
FLOW_UNITS CMS
FLOW_ROUTING DYNWAVE
ROUTING_STEP 1
[JUNCTIONS]
A 8 2
B 7.8 2.2
[OUTFALLS]
O 7.6 ${outfall}
[CONDUITS]
P1 A B 60 0.013 0 0
P2 B O 60 0.013 0 0
[XSECTIONS]
P1 CIRCULAR 0.5 0 0 0
P2 CIRCULAR 0.5 0 0 0
[COORDINATES]
A 12 12
B 72 12
O 132 12
`

function aCase({ grid, ...more }: Record<string, unknown> = {}, inp = INP('FREE')) {
  const dem = { columns: 30, rows: 5, size: 5, west: 0, south: 0, values: new Float64Array(150).fill(10) }
  return caseSchema.parse({
    grid: { dem, manning: 0.03, ...((grid as object) ?? { initial_depth: 0.3 }) },
    ...{ duration_s: 600, output_interval_s: 60, network: { inp }, ...more },
  })
}

async function compute(given: ReturnType<typeof aCase>, create: typeof createReferenceSolver = createVectorSolver) {
  const prepared = prepare(given)
  const run = runFlood(prepared, create(prepared.grid, prepared.depth), () => 0)
  for (;;) {
    const step = await run.next()
    if (step.done) return step.value
  }
}

describe.each([
  ['float64', createReferenceSolver],
  ['WASM', createVectorSolver],
] as const)('a street over drains, %s', (_, create) => {
  it('drains, and every litre is told of once', async () => {
    const { volumes, network } = await compute(aCase({ gauges: [{ id: 'g', x: 12, y: 12 }] }), create)
    expect(volumes.drained).toBeGreaterThan(50)
    expect(network?.outflow).toBeGreaterThan(50)
    const all = volumes.final + (network?.stored ?? 0) + (network?.outflow ?? 0)
    expect(all / volumes.initial).toBeCloseTo(1, 6)
    expect(volumes.errorShare).toBeLessThan(1e-6)
    expect(Math.abs(network?.error ?? 1)).toBeLessThan(1e-6 * volumes.initial)
    expect(network?.inflow).toBeCloseTo(0, 6)
  })

  it('carries no more than its pipes: about what they carry full', async () => {
    const { network } = await compute(aCase(), create)
    const full = (1 / 0.013) * (Math.PI / 16) * (0.5 / 4) ** (2 / 3) * Math.sqrt(0.2 / 60)
    const last = network?.series.flow.at(-1)
    expect(last).toBeGreaterThan(0.6 * full)
    // with the ground above it the head falls along the pipes more steeply than they do
    expect(last).toBeLessThan(3.5 * full)
  })
})

it('drains that are fuller than the street come up into it', async () => {
  const given = aCase({ grid: { initial_depth: 0 } }, INP('FIXED 10.5'))
  const { volumes, network, extremes } = await compute(given)
  expect(volumes.returned).toBeGreaterThan(1)
  expect(network?.inflow).toBeGreaterThan(volumes.returned)
  expect(extremes.depth[2 * 30 + 2]).toBeGreaterThan(0.01)
  expect(volumes.final).toBeCloseTo(volumes.returned - volumes.drained, 4)
})

/** All full, up to 10.3 m. */
const FULL = INP('FIXED 10.3').replace('A 8 2', 'A 8 2 2.3').replace('B 7.8 2.2', 'B 7.8 2.2 2.5')

it('a street and drains that stand equally high stay so, to the last bit', async () => {
  const { volumes, network, extremes } = await compute(aCase({ grid: { initial_level: 10.3 }, duration_s: 3600 }, FULL))
  expect(Math.max(...extremes.speed)).toBeLessThan(1e-5)
  expect(volumes.drained + volumes.returned).toBeLessThan(1e-4)
  expect(Math.max(...(network?.series.flow ?? [1]).map(Math.abs))).toBeLessThan(1e-6)
})

it('what is less than the drains know of their level passes nothing, what is more does', async () => {
  const at = async (level: number) =>
    (await compute(aCase({ grid: { initial_level: level }, duration_s: 60 }, FULL))).volumes
  const [within, beyond] = [await at(10.30005), await at(10.301)]
  expect(within.drained + within.returned).toBe(0)
  expect(beyond.drained).toBeGreaterThan(0)
})

describe('what is refused', () => {
  const faultsOf = (network: Record<string, unknown>) => () => prepare(aCase({ network }))

  it.each([
    [{ inp: INP('FREE'), manholes: [{ node: 'X' }] }, /"X": not in the network/],
    [{ inp: INP('FREE'), manholes: [{ node: 'O' }] }, /"O": outfall/],
    [{ inp: INP('FREE'), manholes: [{ node: 'A', x: 900, y: 0 }] }, /"A" at 900, 0: outside the DEM/],
    [{ inp: INP('FREE').replace('A 12 12', '') }, /"A": no place/],
    [{ inp: INP('FREE').replace('8 2', '8 deep') }, /network\.inp.*deep/],
    [{ inp: INP('FREE'), switches: [{ link: 'PU', setting: 0 }] }, /switches\[0\] "PU": not in the network/],
    [{ inp: INP('FREE'), switches: [{ link: 'P1', setting: 0.5 }] }, /setting 0.5 of a conduit/],
    [{ inp: INP('FREE'), outfalls: [{ node: 'A', series: [[0, 1]] }] }, /outfalls\[0\] "A": junction/],
  ])('case %#', (network, fault) => {
    expect(faultsOf(network)).toThrow(fault)
  })
})
