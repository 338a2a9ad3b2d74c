import { describe, expect, it } from 'vitest'
import { Ledger } from '../../ledger.ts'
import { facesAlong } from '../../prepare/faces-along.ts'
import { aGrid, depthsOf } from '../../surface/analytic.ts'
import type { Grid, SurfaceSolver } from '../../surface/grid.ts'
import { createReferenceSolver } from '../../surface/reference.ts'
import { createVectorSolver } from '../../surface/vector.ts'
import type { Act } from '../act.ts'
import { openEdge } from '../boundary.ts'
import { linear, steps } from '../series.ts'
import { passAcross } from './across.ts'
import { spanBridge } from './bridge.ts'
import { breakDike, moveCrest } from './crest.ts'
import { culvert } from './culvert.ts'
import { opening, weir } from './laws.ts'
import { type Law, type Pair, passBetween } from './pair.ts'
import { type Pump, runPump } from './pump.ts'
import { rating } from './rating.ts'

const always = (law: Law) => ({ lawAt: () => law, bendsAfter: () => Number.POSITIVE_INFINITY })
const middle: Pair = { from: [9, 2], to: [10, 2] }
const pipe = culvert({
  ...{ barrel: { shape: 'circular', diameter: 1.2 }, barrels: 1, length: 15, roughness: 0.012 },
  ...{ from: 2999.6, to: 2999.6, inlet: 'circular-concrete-headwall', entryLoss: 0.5 },
})

/** Two basins of 10 × 5 cells with a wall between them; nothing else. */
function aDyke(bed = (_x: number, _y: number) => 2999): Grid {
  const grid = aGrid(20, 5, 2, bed, 0.03)
  const bare = () => new Float64Array(100).fill(-Infinity)
  const crestEast = bare()
  for (let row = 0; row < 5; row++) crestEast[row * 20 + 9] = Infinity
  return { ...grid, crestEast, crestNorth: bare() }
}

function run(solver: SurfaceSolver, acts: readonly Act[], count: number, ledger = new Ledger()): number {
  let time = 0
  for (let step = 0; step < count; step++) {
    const duration = Math.min(solver.longestStep(), ...acts.map((act) => act.longestStep(time)), 5)
    for (const act of acts) act.begin?.(time)
    solver.step(duration)
    time += duration
    for (const act of acts) act.apply(time, duration, ledger)
  }
  return time
}

const structures: Record<string, (grid: Grid, solver: SurfaceSolver) => Act[]> = {
  weir: (grid, solver) => [
    passBetween(grid, solver, middle, always(weir({ crest: 2999.5, width: 2, coefficient: 1.7 }))),
  ],
  gate: (grid, solver) => [
    passBetween(grid, solver, middle, always(opening({ sill: 2999, height: 0.4, width: 2, coefficient: 0.6 }))),
  ],
  culvert: (grid, solver) => [passBetween(grid, solver, { from: [4, 2], to: [15, 3] }, always(pipe))],
  rating: (grid, solver) => [
    passBetween(
      grid,
      solver,
      middle,
      always(
        rating([
          {
            tail: 2999,
            points: [
              [2999, 0],
              [3001, 40],
            ],
          },
        ]),
      ),
    ),
  ],
  'weir on a line': (grid, solver) => {
    const passage = always(weir({ crest: 2999.5, width: 2, coefficient: 1.7 }))
    return lineIn(grid).map((face) => passAcross(grid, solver, face, passage))
  },
  'gate on a line': (grid, solver) => {
    const passage = always(opening({ sill: 2999, height: 0.4, width: 2, coefficient: 0.6 }))
    return lineIn(grid).map((face) => passAcross(grid, solver, face, passage))
  },
  barrier: (grid, solver) => [
    moveCrest(
      solver,
      lineIn(grid),
      linear([
        [0, 3002],
        [60, 2999],
        [120, 3002],
      ]),
    ),
  ],
  breach: (grid, solver) => [
    breakDike(solver, 2, lineIn(grid), {
      ...{ crest: 3002, middle: 5 },
      ...{
        width: linear([
          [0, 0],
          [60, 7],
        ]),
        level: linear([
          [0, 3002],
          [60, 2999],
        ]),
      },
    }),
  ],
  bridge: (grid, solver) => {
    const faces = lineIn(grid)
    for (const { column, row, side } of faces) solver.setCrest(column, row, side, -Infinity)
    const deck = { soffit: 2999.6, deck: 2999.9, length: 5, loss: 0.5, openingCoefficient: 0.8, weirCoefficient: 1.5 }
    return [spanBridge(grid, solver, faces, deck)]
  },
}

function lineIn({ columns, rows, size }: Grid) {
  return facesAlong({ columns, rows, size, west: 0, south: 0 }, [
    [20, -4],
    [20, 14],
  ])
}

describe.each(Object.keys(structures))('through a %s', (name) => {
  const bed = (x: number, y: number) => 2999 + 0.3 * Math.sin(x) * Math.cos(y)

  it('a lake at rest stays so, for 10,000 steps of float32', () => {
    const grid = aDyke(bed)
    const solver = createVectorSolver(
      grid,
      grid.bed.map((level) => Math.max(0, 3000.25 - level)),
    )
    run(solver, structures[name]?.(grid, solver) ?? [], 10_000)
    const { east, north, depth } = solver.water
    for (const [i, h] of depth.entries())
      if (h > 0) expect(Math.hypot(east[i] as number, north[i] as number) / h).toBeLessThanOrEqual(1e-5)
  })

  it.each([
    ['float64', createReferenceSolver, 1e-12, 5000],
    ['WASM', createVectorSolver, 1e-7, 12_000],
  ] as const)('water comes to one level on both sides, and none is lost, %s', (_, create, lost, count) => {
    const grid = aDyke(bed)
    const start = grid.bed.map((level, i) => Math.max(0, (i % 20 < 10 ? 3000.5 : 2999.6) - level))
    const solver = create(grid, start)
    const before = solver.volume()
    run(solver, structures[name]?.(grid, solver) ?? [], count)
    expect(Math.abs(solver.volume() / before - 1)).toBeLessThan(lost)
    const levels = depthsOf(solver, grid).map((h, i) => h + (grid.bed[i] as number))
    const sides = [0, 10].map((from) => levels.filter((_level, i) => i % 20 >= from && i % 20 < from + 10))
    const [west, east] = sides.map((side) => side.reduce((sum, level) => sum + level, 0) / side.length) as [
      number,
      number,
    ]
    // a barrier that is up again holds back what has not passed
    if (name !== 'barrier') expect(Math.abs(west - east)).toBeLessThan(0.01)
    expect(east).toBeGreaterThan(2999.9)
    expect(Math.min(...solver.water.depth)).toBeGreaterThanOrEqual(0)
  })
})

describe('a structure between two cells', () => {
  const grid = aDyke()
  const law = weir({ crest: 2999.4, width: 1, coefficient: 1.7 })

  it('passes what its law says of the levels that it leaves behind', () => {
    const solver = createReferenceSolver(
      grid,
      grid.bed.map((_bed, i) => (i % 20 < 10 ? 1 : 0)),
    )
    passBetween(grid, solver, middle, always(law)).apply(0.1, 0.1, new Ledger())
    const [left, right] = [9, 10].map((column) => solver.water.depth[solver.at(column, 2)] as number) as [
      number,
      number,
    ]
    expect(right * 4).toBeCloseTo(0.1 * law(2999 + left, 2999 + right), 9)
    expect(left + right).toBe(1)
  })

  it('never takes more than half of a cell, nor turns the difference of the levels', () => {
    const wide = weir({ crest: 2999, width: 1e6, coefficient: 1.7 })
    for (const [left, right] of [
      [1, 0],
      [1, 0.6],
    ] as const) {
      const solver = createReferenceSolver(
        grid,
        grid.bed.map((_bed, i) => (i % 20 < 10 ? left : right)),
      )
      passBetween(grid, solver, middle, always(wide)).apply(100, 100, new Ledger())
      const [one, two] = [9, 10].map((column) => solver.water.depth[solver.at(column, 2)] as number) as [number, number]
      expect(one).toBeGreaterThanOrEqual(left / 2)
      expect(one - two).toBeGreaterThanOrEqual(-1e-12)
      expect(one - two).toBeLessThan(1e-3)
    }
  })

  it('takes the motion of what it takes', () => {
    const solver = createReferenceSolver(
      grid,
      grid.bed.map((_bed, i) => (i % 20 < 10 ? 1 : 0)),
    )
    solver.push(9, 2, 0.8, -0.4)
    passBetween(grid, solver, middle, always(law)).apply(0.5, 0.5, new Ledger())
    const i = solver.at(9, 2)
    expect((solver.water.east[i] as number) / (solver.water.depth[i] as number)).toBeCloseTo(0.8, 12)
    expect((solver.water.north[i] as number) / (solver.water.depth[i] as number)).toBeCloseTo(-0.4, 12)
    expect(solver.water.east[solver.at(10, 2)]).toBe(0)
  })

  it('is switched by staff, and a step ends where it is', () => {
    const solver = createReferenceSolver(
      grid,
      grid.bed.map((_bed, i) => (i % 20 < 10 ? 1 : 0)),
    )
    const open = steps([
      [0, 0],
      [60, 1],
    ])
    const act = passBetween(grid, solver, middle, {
      lawAt: (time) => (from, to) => open.at(time) * law(from, to),
      bendsAfter: open.bendsAfter,
    })
    expect(act.longestStep(20)).toBe(40)
    act.apply(60, 40, new Ledger())
    expect(solver.water.depth[solver.at(10, 2)]).toBe(0)
    act.apply(61, 1, new Ledger())
    expect(solver.water.depth[solver.at(10, 2)]).toBeGreaterThan(0)
  })
})

describe('a structure on a face', () => {
  it('lets a river through as it came when its law asks for what comes', () => {
    // 1 m deep at 1.5 m/s; the law passes that at a difference of a millimetre
    const grid = aGrid(20, 1, 2)
    const solver = createReferenceSolver(grid, new Float64Array(20).fill(1))
    for (let column = 0; column < 20; column++) solver.push(column, 0, 1.5, 0)
    const face = { column: 9, row: 0, side: 'east', along: 0, nextIsLeft: false } as const
    const law: Law = (from, to) => 3000 * (from - to)
    const ends = (['west', 'east'] as const).map((side) =>
      openEdge(grid, solver, {
        ...{ side, first: 0, last: 0 },
        rule:
          side === 'west' ? { type: 'discharge', flow: linear([[0, 3]]) } : { type: 'stage', level: linear([[0, 1]]) },
      }),
    )
    run(solver, [passAcross(grid, solver, face, always(law)), ...ends], 1000)
    for (let column = 2; column < 18; column++) {
      expect(solver.water.depth[column]).toBeCloseTo(1, 2)
      expect(solver.water.east[column]).toBeCloseTo(1.5, 1)
    }
  })

  it('throws water back as a wall does when it is shut', () => {
    const grid = aGrid(20, 1, 2)
    const [shut, wall] = [
      grid,
      { ...grid, crestEast: Float64Array.from({ length: 20 }, (_, i) => (i === 9 ? Infinity : -Infinity)) },
    ]
    const nothing = always(() => 0)
    const depths = [shut, wall].map((ground) => {
      const solver = createReferenceSolver(ground, new Float64Array(20).fill(1))
      for (let column = 0; column < 10; column++) solver.push(column, 0, 0.5, 0)
      const face = { column: 9, row: 0, side: 'east', along: 0, nextIsLeft: false } as const
      const acts = ground === shut ? [passAcross(grid, solver, face, nothing)] : []
      run(solver, acts, 9)
      return depthsOf(solver, grid)
    }) as [Float64Array, Float64Array]
    // √h rises by u / (2 √g): (1 + 0.5 / 6.264)² = 1.166 m
    expect(depths[0][8]).toBeCloseTo(1.166, 1.7)
    expect(Math.max(...depths[0].map((h, i) => Math.abs(h - (depths[1][i] as number))))).toBeLessThan(0.02)
  })
})

describe('a pump', () => {
  const grid = aDyke()
  const start = grid.bed.map((_bed, i) => (i % 20 < 10 ? 1 : 0.5))
  const pump: Pump = {
    ...{ from: [3, 2], to: [15, 2], outlet: 3003, onLevel: 2999.9, offLevel: 2999.5 },
    curve: [
      [0, 0.5],
      [4, 0.3],
      [6, 0],
    ],
    isOn: steps([[0, 1]]),
  }

  it('lifts by its curve, books nothing within the grid and all that leaves it', () => {
    const solver = createReferenceSolver(grid, start)
    const ledger = new Ledger()
    runPump(grid, solver, pump).apply(1, 1, ledger)
    // lift 3 m: 0.35 m³/s
    expect(solver.water.depth[solver.at(3, 2)]).toBeCloseTo(1 - 0.35 / 4, 12)
    expect(solver.water.depth[solver.at(15, 2)]).toBeCloseTo(0.5 + 0.35 / 4, 12)
    expect(ledger.volumes().outflow).toBe(0)
    runPump(grid, solver, { ...pump, from: [5, 2], to: null }).apply(1, 1, ledger)
    expect(ledger.volumes().outflow).toBeCloseTo(0.35, 12)
  })

  it('starts at one level and stops at the lower one', () => {
    const solver = createReferenceSolver(grid, start)
    const act = runPump(grid, solver, { ...pump, curve: [[0, 2]] })
    const depth = () => solver.water.depth[solver.at(3, 2)] as number
    act.apply(1, 1, new Ledger())
    expect(depth()).toBeCloseTo(0.5, 12)
    solver.add(3, 2, 0.3)
    act.apply(2, 1, new Ledger())
    expect(depth()).toBeCloseTo(0.8, 12)
    solver.add(3, 2, 0.2)
    act.apply(3, 1, new Ledger())
    expect(depth()).toBeCloseTo(0.5, 12)
  })

  it('leaves still water alone while it is off', () => {
    const solver = createVectorSolver(grid, start)
    const off = runPump(grid, solver, { ...pump, isOn: steps([[0, 0]]) })
    const before = depthsOf(solver, grid)
    run(solver, [off], 1000)
    expect(depthsOf(solver, grid)).toEqual(before)
  })

  it('refuses a curve that rises and levels that cross', () => {
    const solver = createReferenceSolver(grid, start)
    expect(() =>
      runPump(grid, solver, {
        ...pump,
        curve: [
          [0, 1],
          [1, 2],
        ],
      }),
    ).toThrow('2 m³/s at 1 m')
    expect(() => runPump(grid, solver, { ...pump, offLevel: 3000 })).toThrow('stops at 3000 m')
  })
})
