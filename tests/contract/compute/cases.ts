import { type Boundary, openEdge } from '../../../workers/inundation/acts/boundary.ts'
import { rainOn } from '../../../workers/inundation/acts/rain.ts'
import { linear, type Series, steps } from '../../../workers/inundation/acts/series.ts'
import { openSource, type Source } from '../../../workers/inundation/acts/source.ts'
import { passBy } from '../../../workers/inundation/acts/structures/passing.ts'
import { caseSchema } from '../../../workers/inundation/case/case.ts'
import { Ledger } from '../../../workers/inundation/ledger.ts'
import { prepare } from '../../../workers/inundation/prepare/prepare.ts'
import { aGrid, atCells, depthsOf } from '../../../workers/inundation/surface/analytic.ts'
import { requestDevice } from '../../../workers/inundation/surface/gpu/device.ts'
import { LOOK } from '../../../workers/inundation/surface/gpu/records.wgsl.ts'
import { type CardActs, createGpuSolver, type GpuSolver } from '../../../workers/inundation/surface/gpu/solver.ts'
import { type Grid, perDepth } from '../../../workers/inundation/surface/grid.ts'
import { createVectorSolver } from '../../../workers/inundation/surface/vector.ts'
import { floods } from './floods.ts'

/** Step of the comparisons [s]: shorter than any that the water asks for, so that both take the same. */
const STEP = 2 ** -6
/** Small, because a graphics card made of software computes them. */
const [COLUMNS, ROWS] = [72, 48]
const constant = (value: number) => linear([[0, value]])
const away = (ours: ArrayLike<number>, theirs: ArrayLike<number>) =>
  Array.from(ours).reduce((most, one, i) => Math.max(most, Math.abs(one - (theirs[i] as number))), 0)

async function onGpu(grid: Grid, depth: Float64Array, acts: CardActs, longestStep?: number, now = () => 0) {
  const adapter = await navigator.gpu.requestAdapter()
  if (!adapter) throw new Error('no adapter')
  const device = await requestDevice(adapter, grid)
  const complaints: string[] = []
  device.addEventListener('uncapturederror', ({ error }) => complaints.push(error.message))
  const ledger = new Ledger()
  const solver = await createGpuSolver(device, grid, depth, acts, ledger, {
    now,
    ...(longestStep ? { longestStep } : {}),
  })
  return { solver, ledger, device, complaints }
}

/** The same with the WASM kernel, in steps of STEP; throws where the water asks for less. */
function onWasm(grid: Grid, depth: Float64Array, given: CardActs, stepCount: number) {
  const { boundaries = [], sources = [], rain, passing = [] } = given
  const solver = createVectorSolver(grid, depth)
  const ledger = new Ledger()
  const acts = [
    ...boundaries.map((boundary) => openEdge(grid, solver, boundary)),
    ...sources.map((source) => openSource(grid, solver, source)),
    ...(rain ? [rainOn(grid, solver, rain)] : []),
    ...passing.map((one) => passBy(grid, solver, one)),
  ]
  let looked = 0
  for (let n = 0; n < stepCount; n++) {
    const time = n * STEP
    if (Math.min(solver.longestStep(), ...acts.map((act) => act.longestStep(time))) < STEP * (1 - 1e-9))
      throw new Error(`the water asks for less than ${STEP} s at ${time} s`)
    for (const act of acts) act.begin?.(time)
    const isLook = n % LOOK === 0
    solver.step(STEP, isLook ? { time, since: time - looked } : undefined)
    if (isLook) looked = time
    for (const act of acts) act.apply(time + STEP, STEP, ledger)
  }
  solver.look({ time: stepCount * STEP, since: stepCount * STEP - looked })
  return { solver, ledger }
}

async function compare(grid: Grid, depth: Float64Array, acts: CardActs, stepCount: number) {
  const { solver, ledger, device, complaints } = await onGpu(grid, depth, acts, STEP)
  const initial = await solver.volume()
  await solver.advance(stepCount * STEP)
  const water = await solver.read()
  const volume = await solver.volume()
  const extremes = await solver.extremes()
  const theirs = onWasm(grid, depth, acts, stepCount)
  const [ours, other] = [ledger.volumes(), theirs.ledger.volumes()]
  const whole = initial + ours.rain + ours.inflow
  const { at, water: wasm } = theirs.solver
  const place = (i: number) => at(i % grid.columns, Math.floor(i / grid.columns))
  const { records } = theirs.solver
  const apart = (one: Float32Array, two: ArrayLike<number>) =>
    away(
      one,
      Array.from(one, (_, i) => two[place(i)] as number),
    )
  const never = extremes.arrival.map((times) => times.map((time) => (Number.isNaN(time) ? 1e6 : time)))
  const result = {
    ...{ complaints, steps: solver.steps, time: solver.time, depth: away(water.depth, depthsOf(theirs.solver, grid)) },
    discharge: apart(Float32Array.from(water.east), wasm.east),
    peak: apart(extremes.depth, records.depth),
    speed: apart(extremes.speed, records.speed),
    hazard: apart(extremes.hazard, records.hazard),
    standing: apart(extremes.standing, records.standing),
    arrival: Math.max(
      ...never.map((times, limit) => apart(times, records.arrival[limit]?.map((time) => Math.min(time, 1e6)) ?? [])),
    ),
    arrived: never.map((times) => times.filter((time) => time < 1e6).length),
    wet: Array.from(water.depth).filter((h) => h > 0.001).length,
    volume: Math.abs(volume - theirs.solver.volume()) / whole,
    rain: Math.abs(ours.rain - other.rain) / whole,
    inflow: Math.abs(ours.inflow - other.inflow) / whole,
    outflow: Math.abs(ours.outflow - other.outflow) / whole,
    lost: Math.abs(initial + ours.rain + ours.inflow - ours.outflow - volume) / whole,
    ...{ rained: ours.rain, came: ours.inflow, left: ours.outflow, initial },
  }
  close(solver, device)
  return result
}

function close(solver: GpuSolver, device: GPUDevice): void {
  solver.close()
  device.destroy()
}

/** A hillside 3,000 m up with holes, walls across it and water that falls down it. */
function aHillside(columns: number, rows: number) {
  let seed = 1
  const chance = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const bare = aGrid(
    columns,
    rows,
    1,
    (x, y) => (chance() < 0.02 ? Number.NaN : 3000 + 2 * Math.sin(x / 7) + Math.cos(y / 5) - x / 40),
    0.03,
  )
  const crestEast = new Float64Array(bare.bed.length).fill(-Infinity)
  const crestNorth = new Float64Array(bare.bed.length).fill(-Infinity)
  for (let row = 0; row < rows; row++) crestEast[row * columns + 40] = 3001.5 - (row % 7) / 4
  for (let column = 10; column < columns; column += 3) crestNorth[30 * columns + column] = 3000.8
  const grid = { ...bare, crestEast, crestNorth }
  const depth = atCells(grid, (x) => (x < 30 ? 1 : 0)).map((isWet, i) =>
    isWet ? Math.max(0, 3002 - (grid.bed[i] as number)) || 0 : 0,
  )
  return { grid, depth }
}

/** All rules of an open edge at once, rain that changes, water that comes up and goes down. */
function everyAct(rows: number): { boundaries: Boundary[]; sources: Source[]; rain: Series } {
  const middle = Math.floor(rows / 2)
  return {
    boundaries: [
      {
        side: 'west',
        first: 0,
        last: middle,
        rule: {
          type: 'discharge',
          flow: linear([
            [0, 0],
            [20, 8],
          ]),
        },
      }, // prettier-ignore
      {
        side: 'west',
        first: middle + 1,
        last: rows - 1,
        rule: {
          type: 'basin',
          level: linear([
            [0, 3001.8],
            [14, 3002.2],
          ]),
        },
      }, // prettier-ignore
      { side: 'east', first: 0, last: middle, rule: { type: 'free' } },
      { side: 'east', first: middle + 1, last: rows - 1, rule: { type: 'normal', slope: 0.02 } },
      {
        side: 'south',
        first: 0,
        last: 20,
        rule: {
          type: 'wave',
          level: linear([
            [0, 3002],
            [15, 3002.1],
          ]),
          still: 3002,
        },
      }, // prettier-ignore
      { side: 'north', first: 50, last: 51, rule: { type: 'inflow', flow: constant(0.06), depth: constant(0.03) } },
    ],
    sources: [
      {
        cells: [
          [50, 20],
          [51, 20],
        ],
        flow: linear([
          [0, 0],
          [10, 1.5],
          [25, 0],
        ]),
      }, // prettier-ignore
      { cells: [[15, 30]], flow: constant(-0.1) },
    ],
    rain: steps([
      [0, 80],
      [12.5, 20],
    ]),
  }
}

/**
 * Three basins of 80 m × 60 m in all, 3,000 m up, parted by walls with every structure that passes water in them: on lines that
 * turn a corner, and between places that share a cell.
 *
 * @param levels  of the water in each, and in the part before the bridge [m]
 * @param staff   pumps run and gates move
 */
function aWaterworks(levels: readonly [number, number, number, number], staff: boolean) {
  const [columns, rows, size] = [40, 30, 2]
  const by = (of: (column: number, row: number) => number) =>
    Float64Array.from({ length: columns * rows }, (_, cell) => of(cell % columns, Math.floor(cell / columns)))
  const values = by((x, y) => 3000 + Math.sin(x / 3) / 10 + Math.cos(y / 4) / 10)
  const dem = { columns, rows, size, west: 0, south: 0, values }
  const levelOf = (x: number, y: number) => {
    const place = x < 7 ? 0 : x < (y < 10 ? 13 : 15) ? 1 : x < 27 ? 2 : 3
    return levels[place] as number
  }
  const deep = by((x, y) => Math.max(0, levelOf(x, y) - (values[y * columns + x] as number)))
  const inlet = { inlet: 'circular-concrete-headwall', from_invert_m: 2999.9, to_invert_m: 2999.8 }
  const open = (...rows: readonly (readonly [number, number])[]) => (staff ? { open: rows } : {})
  const pump = {
    type: 'pump',
    from: [73, 21],
    curve: [
      [0, 0.9],
      [1, 0.8],
      [4, 0],
    ],
    on_m: 3000.3,
    off_m: 3000.2,
  } // prettier-ignore
  const stopped = staff ? {} : { open: [[0, 0]] }
  const structures = [
    {
      type: 'bridge',
      line: [
        [14, 0],
        [14, 60],
      ],
      soffit_m: 3001.2,
      deck_m: 3001.9,
      length_m: 6,
      pier_loss: 0.5,
    }, // prettier-ignore
    {
      type: 'wall',
      line: [
        [30, 20],
        [30, 60],
      ],
      crest_m: 3009,
    }, // prettier-ignore
    {
      type: 'weir',
      line: [
        [26, 0],
        [26, 20],
        [30, 20],
      ],
      crest_m: 3001.1,
      ...open([0, 1], [8, 0.5]),
    }, // prettier-ignore
    {
      type: 'gate',
      line: [
        [30, 22],
        [30, 30],
      ],
      sill_m: 3000,
      height_m: 1,
      top_m: 3001.2,
      ...open([0, 0.3], [6, 1], [11, 0]),
    }, // prettier-ignore
    {
      type: 'rating',
      line: [
        [30, 42],
        [30, 36],
      ],
      one_way: false,
      curves: [
        {
          tail_m: 3000,
          points: [
            [3000.5, 1],
            [3003, 9],
          ],
        }, // prettier-ignore
        {
          tail_m: 3001,
          points: [
            [3001.5, 0.6],
            [3003, 6],
          ],
        }, // prettier-ignore
      ],
    }, // prettier-ignore
    {
      type: 'wall',
      line: [
        [54, 0],
        [54, 60],
      ],
      crest_m: 3009,
    }, // prettier-ignore
    { type: 'culvert', from: [51, 11], to: [57, 11], barrel: { shape: 'circular', diameter_m: 0.8 }, ...inlet },
    {
      type: 'culvert',
      from: [51, 31],
      to: [57, 31],
      barrel: { shape: 'box', width_m: 1.2, height_m: 0.5 },
      ...inlet,
      barrels: 2,
      inlet: 'box-wingwalls-30-75',
    }, // prettier-ignore
    { type: 'weir', from: [51, 31], to: [57, 45], crest_m: 3000.3, width_m: 1.5 },
    { type: 'gate', from: [51, 53], to: [57, 53], sill_m: 3000.1, height_m: 0.3, width_m: 1, one_way: true },
    { ...pump, to: [11, 51], ...open([0, 1], [9, 0.5]), ...stopped },
    { ...pump, from: [73, 51], outlet_m: 3002, ...stopped },
  ]
  const prepared = prepare(
    caseSchema.parse({
      grid: { dem, manning: 0.03, initial_depth: { ...dem, values: deep } },
      duration_s: 60,
      structures,
    }),
  )
  return { grid: prepared.grid, depth: prepared.depth, passing: prepared.structures.passing }
}

/** What the page can be asked for, by name; all that comes back are figures. */
export const cases = {
  ...floods,

  async hillside() {
    const { grid, depth } = aHillside(COLUMNS, ROWS)
    return compare(grid, depth, {}, 1000)
  },

  async acts() {
    const { grid, depth } = aHillside(COLUMNS, ROWS)
    return compare(grid, depth, everyAct(ROWS), 1000)
  },

  async structures() {
    const { grid, depth, passing } = aWaterworks([3002.4, 3002, 3000.9, 3000.5], true)
    return { parts: passing.length, ...(await compare(grid, depth, { passing }, 1000)) }
  },

  /** Its own steps, as a run takes them. */
  async ownSteps() {
    const { grid, depth } = aHillside(COLUMNS, ROWS)
    const { solver, ledger, device, complaints } = await onGpu(grid, depth, everyAct(ROWS))
    const initial = await solver.volume()
    await solver.advance(5)
    const early = await solver.read()
    await solver.advance(1000 * STEP)
    // in other submissions
    const again = await onGpu(grid, depth, everyAct(ROWS), undefined, () => performance.now())
    await again.solver.advance(5)
    const twice = away(early.depth, (await again.solver.read()).depth)
    close(again.solver, again.device)
    const { rain, inflow, outflow } = ledger.volumes()
    const volume = await solver.volume()
    const water = await solver.read()
    const lost = Math.abs(initial + rain + inflow - outflow - volume) / (initial + rain + inflow)
    const wasm = onWasm(grid, depth, everyAct(ROWS), 1000)
    const lead = away(water.depth, depthsOf(wasm.solver, grid))
    const result = { complaints, lost, lead, twice, steps: solver.steps, time: solver.time }
    close(solver, device)
    return result
  },

  /** A lake with islands, crests and open edges that hold its level. */
  async lake() {
    const bare = aGrid(
      40,
      40,
      1,
      (x, y) => 3000 + 2 * Math.sin(x * 1.3) + 3 * Math.cos(y * 0.7) + ((x * 79 + y * 104) % 13) / 5,
    )
    const crestEast = new Float64Array(1600).fill(-Infinity)
    for (let row = 0; row < 40; row++) crestEast[row * 40 + 17] = 2999 + (row % 4)
    const grid = { ...bare, crestEast }
    const rule = { type: 'stage', level: constant(3001) } as const
    const depth = grid.bed.map((level) => Math.max(0, 3001 - level))
    const inside = await onGpu(grid, depth, {})
    await inside.solver.advance(30)
    const still = await inside.solver.read()
    const open = await onGpu(grid, depth, { boundaries: [{ side: 'east', first: 0, last: 39, rule }] })
    await open.solver.advance(30)
    const water = await open.solver.read()
    const works = aWaterworks([3001.5, 3001.5, 3001.5, 3001.5], false)
    const through = await onGpu(works.grid, works.depth, { passing: works.passing })
    await through.solver.advance(30)
    const speed = ({ depth, east, north }: typeof water) =>
      Math.max(...Array.from(depth, (h, i) => Math.hypot(east[i] as number, north[i] as number) * perDepth(h)))
    const result = {
      complaints: [...inside.complaints, ...open.complaints, ...through.complaints],
      ...{ steps: inside.solver.steps, speed: speed(still), speedOpen: speed(water) },
      speedThrough: speed(await through.solver.read()),
    }
    close(through.solver, through.device)
    close(inside.solver, inside.device)
    close(open.solver, open.device)
    return result
  },

  /** Cells that others draw from and pour into. */
  async exchange() {
    const grid = aGrid(30, 20, 2)
    const { solver, ledger, device, complaints } = await onGpu(
      grid,
      atCells(grid, () => 0.5),
      {},
    )
    await solver.advance(1)
    const before = await solver.volume()
    const added = await solver.addAll([31, 32, 599], [0.25, -0.125, -2])
    const after = await solver.volume()
    const { depth } = await solver.gather([599, 31, 32])
    await solver.advance(7)
    const later = await solver.volume()
    const twice = await solver.addAll([3, 3], [1, 1]).catch((error: Error) => error.message)
    const { inflow, outflow } = ledger.volumes()
    const result = {
      ...{ complaints, added: [...added], depth: [...depth], gained: (after - before) / 4, twice, inflow, outflow },
      drift: later - after,
    }
    close(solver, device)
    return result
  },

  /** A barrier that holds water back, and is then lowered to a crest. */
  async barrier() {
    const grid = aGrid(40, 3, 1)
    const depth = atCells(grid, (x) => (x < 20 ? 1 : 0))
    const { solver, device, complaints } = await onGpu(grid, depth, {})
    const set = (crest: number) => {
      for (let row = 0; row < 3; row++) solver.setCrest(19, row, 'east', crest)
    }
    set(Number.POSITIVE_INFINITY)
    await solver.advance(20)
    const held = await solver.read()
    set(0.6)
    await solver.advance(200)
    const after = (await solver.gather([45, 75])).depth
    const result = { complaints, held: away(held.depth, depth), kept: [...after], volume: await solver.volume() }
    close(solver, device)
    return result
  },

  /** Rain by cell, on dry ground, and a run that is stopped half-way. */
  async rainField() {
    // 72 mm/h, of which the half runs
    const field = Float64Array.from({ length: 1200 }, (_, i) => (i % 40 < 10 ? 72 : 0))
    const grid = aGrid(40, 30, 1, (x, y) => (x > 30 && y > 20 ? Number.NaN : -x / 50), 0.02)
    const { solver, ledger, device, complaints } = await onGpu(grid, new Float64Array(1200), {
      rain: { at: () => field, bendsAfter: () => Number.POSITIVE_INFINITY },
      rainShare: new Float64Array(1200).fill(0.5),
    })
    await solver.advance(60)
    const stop = new AbortController()
    stop.abort(new Error('enough'))
    const stopped = await solver.advance(120, stop.signal).catch((error: Error) => error.message)
    const result = {
      ...{ complaints, rain: ledger.volumes().rain, volume: await solver.volume(), time: solver.time, stopped },
    }
    close(solver, device)
    return result
  },
}
