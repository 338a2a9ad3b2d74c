import { describe, expect, it } from 'vitest'
import type { FloodOutcome } from '../../../src/domain/inundation/outcome.ts'
import { caseSchema } from '../case/case.ts'
import { prepare } from '../prepare/prepare.ts'
import { runFlood } from '../run.ts'
import { createVectorSolver } from '../surface/vector.ts'
import { type SwitchDesk, switchDesk } from '../switch-desk.ts'

/** A gully A at the low end of a street, a pipe to a sump S, and a pump from there over a sill into the sea at 9.6 m. */
const INP = `
[OPTIONS]
FLOW_UNITS CMS
FLOW_ROUTING DYNWAVE
ROUTING_STEP 1
[JUNCTIONS]
A 8 2
[STORAGE]
S 7 3 0 FUNCTIONAL 0 0 20 0 0
[OUTFALLS]
O 9.5 FIXED 9.6
[CONDUITS]
P1 A S 60 0.013 0 0.9
[PUMPS]
PU S O C ON 0.8 0.3
[XSECTIONS]
P1 CIRCULAR 0.6 0 0 0
[CURVES]
C PUMP2 0 0.4
C 5 0.4
`
const [COLUMNS, ROWS, SIZE] = [30, 6, 5]
/** it rises from A by 2 cm a cell; walls around */
const STREET = Float64Array.from({ length: COLUMNS * ROWS }, (_, cell) => 10 + 0.02 * (cell % COLUMNS))
const RAIN = 120
/** over the low end of the north side: 10 × 2 cells */
const BLOCK = [
  [50, 20],
  [100, 20],
  [100, 30],
  [50, 30],
]

async function compute(
  network: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
  desk?: SwitchDesk,
): Promise<FloodOutcome> {
  const dem = { columns: COLUMNS, rows: ROWS, size: SIZE, west: 0, south: 0, values: STREET }
  const given = {
    grid: { dem, manning: 0.015 },
    ...{ duration_s: 1200, output_interval_s: 60 },
    rain: [
      [0, RAIN],
      [900, 0],
    ],
    network: { inp: INP, lids: 'bear', manholes: [{ node: 'A', x: 2, y: 12, width_m: 1 }], ...network },
  }
  return run(caseSchema.parse({ ...given, ...more }), desk)
}

async function run(given: ReturnType<typeof caseSchema.parse>, desk?: SwitchDesk): Promise<FloodOutcome> {
  const prepared = prepare(given)
  const flood = runFlood(prepared, createVectorSolver(prepared.grid, prepared.depth), () => 0, desk)
  let step = await flood.next()
  while (!step.done) step = await flood.next()
  return step.value
}

const deepest = ({ extremes }: FloodOutcome) => Math.max(...extremes.depth)
/** Of all that came or was there, what neither ground nor drains have. */
function lost({ volumes, network }: FloodOutcome): number {
  if (!network) throw new Error('no drains')
  const came = volumes.initial + volumes.rain + volumes.inflow + volumes.roofs + network.initial + network.inflow
  const is = volumes.final + volumes.outflow + volumes.infiltrated + network.stored + network.outflow + network.spilled
  return Math.abs(came - is) / came
}

describe('a street over a pumped sewer', () => {
  it('floods where the pump is off, and is drained where it runs', async () => {
    const [on, off] = [await compute(), await compute({ switches: [{ link: 'PU', setting: 0 }] })]
    const fallen = (RAIN / 3.6e6) * 900 * COLUMNS * ROWS * SIZE ** 2
    expect(on.volumes.rain).toBeCloseTo(fallen, 6)
    expect(on.network?.outflow).toBeGreaterThan(0.5 * fallen)
    // the sea comes back through no pump
    expect(off.network?.outflow).toBe(0)
    expect(deepest(off)).toBeGreaterThan(deepest(on))
    expect(off.volumes.final).toBeGreaterThan(on.volumes.final + 10)
    // upstream in the sewer too: there the head stands at the rim and above it
    const worst = ({ network }: FloodOutcome) => Math.max(...(network?.series.head ?? []))
    expect(worst(off)).toBeGreaterThan(10)
    expect(off.network?.stored).toBeGreaterThan(2 * (on.network?.stored ?? 0))
  })

  it('obeys who switches it in the middle: off from then on, and by its levels again', async () => {
    const whole = await compute()
    const stopped = await compute({
      switches: [
        { link: 'PU', t_s: 900, setting: null },
        { link: 'PU', t_s: 300, setting: 0 },
      ],
    })
    const pumped = (outcome: FloodOutcome) =>
      Array.from(outcome.network?.series.flow ?? []).filter((_, n) => n % 2 === 1)
    expect(pumped(stopped).slice(0, 6)).toEqual(pumped(whole).slice(0, 6))
    expect(pumped(stopped).slice(6, 16)).toEqual(new Array(10).fill(0))
    expect(pumped(stopped)[17]).toBeCloseTo(0.4, 6)
  })

  it('obeys who switches it while it computes, and writes down what gives the same run again, bit for bit', async () => {
    // the clock of the run: 150 looks after its beginning the pump is switched off, later left to its levels
    let [clock, look] = [0, 0]
    const orders = new Map([
      [150, [{ id: 'PU', setting: 0 }]],
      [220, [{ id: 'PU', setting: null }]],
    ])
    const desk = switchDesk({ now: () => (clock += 60), orders: async () => orders.get(++look) ?? [] })
    const live = await compute({}, {}, desk)
    expect(desk.taken.map(({ id, setting }) => [id, setting])).toEqual([
      ['PU', 0],
      ['PU', null],
    ])
    const [off, on] = desk.taken.map(({ time_s }) => time_s)
    expect(on).toBeGreaterThan(off ?? 1200)
    const switches = desk.taken.map(({ id, time_s, setting }) => ({ link: id, t_s: time_s, setting }))
    expect(await compute({ switches })).toEqual(live)
    expect(await compute()).not.toEqual(live)
  })

  it('refuses an order for what it does not have', async () => {
    const desk = (order: unknown) => switchDesk({ now: () => Number.NaN, orders: async () => [order] })
    const always = (order: unknown): SwitchDesk => ({ ...desk(order), isDue: () => true })
    await expect(compute({}, {}, always({ id: 'PX', setting: 0 }))).rejects.toThrow(/no link PX/)
    await expect(compute({}, {}, always({ id: 'P1', setting: 0.5 }))).rejects.toThrow(/expected 0 or 1/)
    await expect(compute({}, {}, always({ id: 'PU', setting: 2 }))).rejects.toThrow()
    await expect(compute({}, { network: undefined }, always({ id: 'PU', setting: 0 }))).rejects.toThrow(/no drains/)
  })

  it('keeps every litre of ground, roofs and drains: 1e-6 of what came', async () => {
    const roofs = [{ polygon: BLOCK, to: { manhole: 'A' } }]
    const all = await compute({}, { roofs, buildings: [BLOCK] })
    expect(lost(all)).toBeLessThan(1e-6)
    expect(Math.abs(all.network?.error ?? 1)).toBeLessThan(1e-9)
    expect(lost(await compute({ switches: [{ link: 'PU', setting: 0 }] }, { roofs }))).toBeLessThan(1e-6)
    const [manhole] = all.network?.manholes ?? []
    expect(manhole?.drained).toBeCloseTo(all.volumes.drained, 9)
    expect(manhole?.returned).toBeCloseTo(all.volumes.returned, 9)
  })

  it('books what the file lets in by itself: 60 L/s of dry weather and 20 of an inflow for 20 minutes, 5 of it taken', async () => {
    const inp = `${INP}[DWF]\nA FLOW 0.06\n[INFLOWS]\nA FLOW "" FLOW 1 1 0.02\nA FLOW "" FLOW 1 1 -0.005\n`
    const outcome = await compute({ inp })
    expect(outcome.network?.inflow).toBeCloseTo((0.06 + 0.02 - 0.005) * 1200, 6)
    expect(lost(outcome)).toBeLessThan(1e-6)
  })

  it('sees water that the ground gave and the drains never got', async () => {
    const dropping: SwitchDesk = {
      ...switchDesk({ now: () => Number.NaN, orders: async () => [] }),
      hand(drains) {
        const { drainage } = drains as NonNullable<typeof drains>
        const pour = drainage.addVolume.bind(drainage)
        drainage.addVolume = (node, volume) => (volume > 0 ? pour(node, volume / 2) : pour(node, volume))
      },
    }
    const outcome = await compute({}, {}, dropping)
    const { volumes, network } = outcome
    expect(volumes.errorShare).toBeLessThan(1e-6)
    expect(network?.error).toBeCloseTo(-volumes.drained / 2, 3)
    expect(network?.inflow).toBe(0)
    expect(lost(outcome)).toBeGreaterThan(0.1)
  })

  it('gets the rain of a roof straight into its manhole, courtyards left out', async () => {
    const courtyard = [
      [60, 20],
      [70, 20],
      [70, 30],
      [60, 30],
    ]
    const roofs = [{ polygon: BLOCK, holes: [courtyard], to: { manhole: 'A' } }]
    // no opening: what the sewer has came off the roof
    const { volumes, network } = await compute({ manholes: [] }, { roofs, buildings: [BLOCK] })
    const fallen = (RAIN / 3.6e6) * 900 * 16 * SIZE ** 2
    expect(volumes.roofs).toBeCloseTo(fallen, 9)
    expect((network?.stored ?? 0) + (network?.outflow ?? 0)).toBeCloseTo(fallen, 6)
    expect(network?.inflow).toBeCloseTo(0, 9)
  })

  it('drains more slowly through the vents of a cover than through a grate', async () => {
    const cover = { node: 'A', x: 2, y: 12, width_m: 1, vent_m2: 0.014 }
    const [open, covered] = [await compute(), await compute({ manholes: [cover] })]
    expect(covered.volumes.drained).toBeLessThan(0.3 * open.volumes.drained)
    expect(covered.volumes.drained).toBeGreaterThan(1)
  })

  it('is told at the instants of its outputs, ground and drains alike', async () => {
    const { network } = await compute()
    expect(Array.from(network?.series.times ?? [])).toEqual(Array.from({ length: 21 }, (_, n) => 60 * n))
    expect(network?.series.head).toHaveLength(21 * 3)
  })
})

describe('drains that stand higher than the street', () => {
  const outfalls = [{ node: 'O', series: [[0, 10.4]] }]
  // a shaft that rises above the sea in place of the sump
  const asPipe = INP.replace('S 7 3 0', 'S 7 6 0')
    .replace('PU S O C ON 0.8 0.3', '')
    .replace('P1 A S 60 0.013 0 0.9', 'P1 A S 60 0.013 0 0.9\nP2 S O 10 0.013 2 0')
  const inp = asPipe.replace('P1 CIRCULAR 0.6 0 0 0', 'P1 CIRCULAR 0.6 0 0 0\nP2 CIRCULAR 0.6 0 0 0')

  it('come up by the level outside of their outfall, and are listed with volume, peak and time', async () => {
    const { network, volumes } = await compute({ inp, outfalls }, { rain: [] })
    const [manhole] = network?.manholes ?? []
    expect(manhole?.node).toBe('A')
    expect(manhole?.returned).toBeGreaterThan(10)
    expect(manhole?.returned).toBeCloseTo(volumes.returned, 9)
    expect(manhole?.since).toBeGreaterThan(10)
    expect(manhole?.peakAt).toBeGreaterThanOrEqual(manhole?.since ?? Infinity)
    // no faster than its opening lets through under the head outside
    expect(manhole?.peak).toBeLessThan(0.67 * (Math.PI / 4) * Math.sqrt(2 * 9.81 * 0.4))
  })

  it('stay below a rim that stands above the ground', async () => {
    // slowly: water that runs into a dry sewer swings up far above the level that drives it
    const slowly = [
      {
        node: 'O',
        series: [
          [0, 8],
          [900, 10.4],
        ],
      },
    ]
    const high = inp.replace('A 8 2', 'A 8 3.4')
    const { volumes, network } = await compute({ inp: high, outfalls: slowly }, { rain: [] })
    expect(Math.max(...(network?.series.head ?? []))).toBeGreaterThan(10.3)
    expect(volumes.returned).toBe(0)
  })
})

it('a roof that drains nowhere is refused by name', async () => {
  const roofs = [
    { polygon: BLOCK, to: { manhole: 'X' } },
    { polygon: BLOCK, to: { manhole: 'O' } },
  ]
  await expect(compute({}, { roofs })).rejects.toThrow(/roofs\[0\]: no manhole "X".*\n?.*roofs\[1\]: no manhole "O"/s)
})
