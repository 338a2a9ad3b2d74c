import { describe, expect, it } from 'vitest'
import { Ledger } from '../ledger.ts'
import { aGrid, atCells, depthsOf } from '../surface/analytic.ts'
import { GRAVITY, type Grid } from '../surface/grid.ts'
import { createReferenceSolver } from '../surface/reference.ts'
import { createVectorSolver } from '../surface/vector.ts'
import { type Boundary, openEdge } from './boundary.ts'
import { rainOn } from './rain.ts'
import { linear } from './series.ts'

const constant = (value: number) => linear([[0, value]])
const west = { side: 'west', first: 0, last: 0 } as const
const east = { side: 'east', first: 0, last: 0 } as const

function run(
  grid: Grid,
  depth: Float64Array,
  boundaries: readonly Boundary[],
  end: number,
  create = createReferenceSolver,
) {
  const solver = create(grid, depth)
  const edges = boundaries.map((boundary) => openEdge(grid, solver, boundary))
  const ledger = new Ledger()
  ledger.add('initial', solver.volume())
  for (let time = 0; time < end; ) {
    const duration = Math.min(solver.longestStep(), ...edges.map((edge) => edge.longestStep(time)), end - time)
    solver.step(duration)
    time += duration
    for (const edge of edges) edge.apply(time, duration, ledger)
  }
  const { initial, inflow, outflow } = ledger.volumes()
  return {
    solver,
    depths: depthsOf(solver, grid),
    inflow,
    outflow,
    error: initial + inflow - outflow - solver.volume(),
  }
}

const error = (ours: Float64Array, exact: Float64Array) =>
  ours.reduce((sum, h, i) => sum + Math.abs(h - (exact[i] as number)), 0) / exact.reduce((sum, h) => sum + h, 0)

const bump = (x: number) => Math.max(0, 0.2 - 0.05 * (x - 10) ** 2)

describe.each([
  ['float64', createReferenceSolver],
  ['WASM', createVectorSolver],
] as const)('an open edge, %s', (_, create) => {
  it('leaves a lake still whose level it holds', () => {
    const grid = aGrid(50, 1, 0.5, bump)
    const level = { type: 'stage', level: constant(0.5) } as const
    const boundaries = [
      { ...west, rule: level },
      { ...east, rule: level },
    ]
    const { solver, error: lost } = run(
      grid,
      atCells(grid, (x) => 0.5 - bump(x)),
      boundaries,
      100,
      create,
    )
    expect(Math.max(...solver.water.east.map(Math.abs))).toBeLessThan(1e-6)
    expect(Math.abs(lost)).toBeLessThan(1e-7)
  })

  it('carries a flow over a bump as Bernoulli says', () => {
    // h³ + (z − E) h² + q²/2g = 0 with q = 4.42 m²/s and 2 m at the lower end (SWASHES 3.1.3)
    const q = 4.42
    const head = 2 + q ** 2 / (2 * GRAVITY * 4)
    const exactAt = (x: number) => {
      let h = 2
      for (let i = 0; i < 50; i++)
        h -= (h ** 3 + (bump(x) - head) * h ** 2 + q ** 2 / (2 * GRAVITY)) / (3 * h ** 2 + 2 * (bump(x) - head) * h)
      return h
    }
    const grid = aGrid(100, 1, 0.25, bump)
    const {
      depths,
      error: lost,
      solver,
    } = run(
      grid,
      atCells(grid, (x) => 2 - bump(x)),
      [
        { ...west, rule: { type: 'discharge', flow: constant(q * 0.25) } },
        { ...east, rule: { type: 'stage', level: constant(2) } },
      ],
      200,
      create,
    )
    expect(error(depths, atCells(grid, exactAt))).toBeLessThan(0.005)
    expect(Math.abs(lost) / solver.volume()).toBeLessThan(1e-6)
  })

  it('keeps uniform flow down a slope uniform, slow and fast', () => {
    for (const [slope, roughness] of [
      [0.001, 0.03],
      [0.03, 0.02],
    ] as const) {
      const q = 2
      const h = ((roughness * q) / Math.sqrt(slope)) ** 0.6
      const grid = aGrid(60, 1, 5, (x) => -slope * x, roughness)
      const { depths } = run(
        grid,
        atCells(grid, () => h),
        [
          { ...west, rule: { type: 'inflow', flow: constant(q * 5), depth: constant(h) } },
          { ...east, rule: { type: 'normal', slope } },
        ],
        900,
        create,
      )
      // in the cells at the edges too: friction there counts what passes
      for (const depth of depths) expect(Math.abs(depth / h - 1)).toBeLessThan(1e-3)
    }
  })

  it('lets fast water in onto water at rest on a slope, and does not run away', () => {
    // 2.5 m²/s, n 0.04: 0.7415 m deep and faster than its waves
    const grid = aGrid(100, 1, 2, (x) => -0.027 * x, 0.04)
    const { depths } = run(
      grid,
      atCells(grid, () => 0.7415),
      [
        { ...west, rule: { type: 'inflow', flow: constant(2.5 * 2), depth: constant(0.7415) } },
        { ...east, rule: { type: 'free' } },
      ],
      60,
      create,
    )
    for (const depth of depths) expect(Math.abs(depth / 0.7415 - 1)).toBeLessThan(0.2)
  })

  it('lets a wave out without sending one back', () => {
    const grid = aGrid(200, 1, 1)
    const start = atCells(grid, (x) => 1 + 0.05 * Math.exp(-(((x - 100) / 10) ** 2)))
    const open = { type: 'wave', level: constant(1), still: 1 } as const
    const { depths } = run(
      grid,
      start,
      [
        { ...west, rule: open },
        { ...east, rule: open },
      ],
      60,
      create,
    )
    expect(Math.max(...depths.map((h) => Math.abs(h - 1)))).toBeLessThan(0.05 * 0.02)
  })

  it('lets in exactly what it says, on dry ground too, and shares it by what each cell can carry', () => {
    const grid = aGrid(20, 10, 2, () => 0, 0.03)
    const flow = linear([
      [0, 0],
      [10, 3],
      [20, 0],
    ])
    const {
      inflow,
      outflow,
      error: lost,
    } = run(
      grid,
      new Float64Array(200),
      [{ side: 'south', first: 3, last: 8, rule: { type: 'discharge', flow } }],
      30,
      create,
    )
    // the area under the series, taken at the middle of each step
    expect(inflow).toBeCloseTo(30, 0)
    expect(outflow).toBe(0)
    expect(Math.abs(lost)).toBeLessThan(3e-5)
  })
})

it('refuses a stretch beside which there is no cell', () => {
  const grid = aGrid(4, 4, 1, (x) => (x < 1 ? Number.NaN : 0))
  const solver = createReferenceSolver(grid, new Float64Array(16))
  expect(() => openEdge(grid, solver, { ...west, rule: { type: 'free' } })).toThrow(
    /no cell of the grid lies at its west side/,
  )
})

it('two open edges that meet stay calm under rain', () => {
  const grid = aGrid(20, 20, 8, () => -9, 0.03)
  const solver = createVectorSolver(grid, new Float64Array(400).fill(10.2))
  const acts = [
    rainOn(grid, solver, constant(60)),
    ...(['west', 'south'] as const).map((side) =>
      openEdge(grid, solver, { side, first: 0, last: 19, rule: { type: 'stage', level: constant(1.2) } }),
    ),
  ]
  const ledger = new Ledger()
  for (let time = 0; time < 3000; ) {
    const duration = Math.min(solver.longestStep(), ...acts.map((act) => act.longestStep(time)), 3000 - time)
    for (const act of acts) act.begin?.(time)
    solver.step(duration)
    time += duration
    for (const act of acts) act.apply(time, duration, ledger)
  }
  const { depth, east, north } = solver.water
  const speeds = [...depth].map((h, i) => (h > 0 ? Math.hypot(east[i] as number, north[i] as number) / h : 0))
  // what 60 mm/h on 160 m brings to the rim of 10.2 m: 2.6e-4 m/s
  expect(Math.max(...speeds)).toBeLessThan(6e-4)
})

describe('a stretch that lets a river in', () => {
  const [columns, rows] = [20, 16]
  const grid = aGrid(columns, rows, 5, (x, y) => -0.005 * x + 0.05 * Math.sin(x) * Math.cos(y), 0.03)
  const end = 900

  /** Greatest and least depth of each cell in the last quarter of the time. */
  function swing(level: number, depth: number): number {
    const solver = createVectorSolver(grid, new Float64Array(columns * rows).fill(depth))
    const acts = (
      [
        { side: 'west', first: 0, last: rows - 1, rule: { type: 'discharge', flow: constant(10 * 5 * rows) } },
        { side: 'east', first: 0, last: rows - 1, rule: { type: 'stage', level: constant(level) } },
      ] as const
    ).map((boundary) => openEdge(grid, solver, boundary))
    const ledger = new Ledger()
    const least = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY)
    const most = new Float64Array(columns * rows)
    for (let time = 0; time < end; ) {
      const duration = Math.min(solver.longestStep(), ...acts.map((act) => act.longestStep(time)), end - time)
      solver.step(duration)
      time += duration
      for (const act of acts) act.apply(time, duration, ledger)
      if (time < 0.75 * end) continue
      for (const [i, h] of depthsOf(solver, grid).entries()) {
        least[i] = Math.min(least[i] as number, h)
        most[i] = Math.max(most[i] as number, h)
      }
    }
    return Math.max(...most.map((h, i) => h - (least[i] as number)))
  }

  it('does not swing from side to side where the water is deep and slow', () => {
    // shared by the water in each cell it went up and down by 3 m
    expect(swing(3.5, 3.5)).toBeLessThan(0.001)
  })

  it('meets the sea that stands far above it, and does not run away', () => {
    // the rest of the wave that runs up and down the channel
    expect(swing(6.5, 2.4)).toBeLessThan(0.02)
  })
})
