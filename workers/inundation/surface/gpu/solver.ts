import type { Extremes } from '../../../../src/domain/inundation/outcome.ts'
import type { Driven } from '../../acts/driven.ts'
import { rainOn } from '../../acts/rain.ts'
import type { Passing } from '../../acts/structures/passing.ts'
import type { Ledger } from '../../ledger.ts'
import { type CellFace, type Grid, QUANTUM, type Water } from '../grid.ts'
import { answerOf } from './answers.ts'
import { crestAbove, layoutOf } from './buffers.ts'
import { CLOCK_WORDS, TICKS } from './constants.ts'
import { allBuffers, allPasses, type Pass, readBack } from './device.ts'
import { actTables, whole } from './entries.ts'
import { type GatheredWater, gatherCells, scatterCells } from './exchange.ts'
import { partTables } from './parts.ts'
import { LOOK, NEVER } from './records.wgsl.ts'

/** Steps that are submitted together: at first, and at most. */
const FIRST_STEPS = 16
const MOST_STEPS = 256
/** So long may a submission take [ms]: a run is cancelled between two, and a page draws with the same card. */
const SUBMISSION = 50
/** Seconds that the device counts at most before it begins at zero again. */
const LONGEST = 1000

/** Which of both states is meant. */
type State = 0 | 1
const other = (state: State): State => (state === 0 ? 1 : 0)

/** What acts on the water within the steps of the device. */
export interface CardActs extends Driven {
  readonly passing?: readonly Passing[]
}

export interface GpuOptions {
  /** monotonic clock [ms]: says how many steps are submitted together, which the water does not feel */
  readonly now: () => number
  /** no step is longer [s] */
  readonly longestStep?: number
}

/**
 * The scheme of step.as.ts on a graphics card. A SurfaceSolver answers at once and a device cannot, so this one is asked for
 * a time to come; the steps up to it, their lengths and what acts on the water stay on the device.
 */
export interface GpuSolver {
  /** since the start [s] */
  readonly time: number
  readonly steps: number
  /**
   * Goes on to a time [s], cutting at every bend of a series, and books all that came and went.
   *
   * @throws Error when the water is no number or the device is lost; the signal's reason when it is aborted, between two
   * submissions: the water is whole then and stands at `time`
   */
  advance(until: number, signal?: AbortSignal): Promise<void>
  /** All water, by cell of the grid, length = columns × rows, row 0 south. */
  read(): Promise<Water>
  /** Water of some cells (row × columns + column), in their order. */
  gather(cells: ArrayLike<number>): Promise<GatheredWater>
  /**
   * Adds depths [m] to cells, or takes some with its share of the motion, never more than is there.
   *
   * @param cells  each named once
   * @returns what was added [m]; not booked: only the caller knows where it went
   */
  addAll(cells: ArrayLike<number>, depths: ArrayLike<number>): Promise<Float32Array>
  /**
   * What stands on a face is so high from now on.
   *
   * @param crest  its level [m]; −Infinity = nothing stands there, Infinity = no water passes
   */
  setCrest(column: number, row: number, side: CellFace['side'], crest: number): void
  /** Volume of all water [m³]. */
  volume(): Promise<number>
  /** What was worst at the beginning of every fourth step and at the end of each `advance`, by cell. */
  extremes(): Promise<Omit<Extremes, 'leastDepth'>>
  /** Gives back what it holds on the device; the device itself is its owner's. */
  close(): void
}

/**
 * @throws Error when the device refuses, or has no room for the grid; when a boundary or source meets no cell
 */
export async function createGpuSolver(
  device: GPUDevice,
  given: Grid,
  initialDepth: Float64Array,
  acts: CardActs,
  ledger: Ledger,
  options: GpuOptions,
): Promise<GpuSolver> {
  const grid = { ...given, bed: given.bed.map(whole) }
  const layout = layoutOf(grid)
  const tables = actTables(grid, layout.at, acts.boundaries ?? [], acts.sources ?? [])
  const structures = partTables(grid, layout.at, acts.passing ?? [])
  device.pushErrorScope('out-of-memory')
  device.pushErrorScope('validation')
  const buffers = allBuffers(device, grid, layout, tables, structures, initialDepth)
  const passes = await answerOf(allPasses(device, grid, layout, tables, structures, buffers))
  const refused = (await device.popErrorScope()) ?? (await device.popErrorScope())
  if (refused) throw new Error(`gpu: the device refused ${grid.columns} × ${grid.rows} cells: ${refused.message}`)

  const area = grid.size * grid.size
  let [time, steps, lastStep] = [0, 0, 0]
  /** steps done in this stretch of time, and how many one submission may have */
  let [stretchSteps, most] = [0, FIRST_STEPS]
  let now: State = 0
  let rain = { everywhere: 0, isField: false }
  const falls = acts.rain ? rainOn(grid, { setRain }, acts.rain, acts.rainShare) : null

  function setRain(rate: number | Float64Array): void {
    rain = { everywhere: typeof rate === 'number' ? rate : 0, isField: typeof rate !== 'number' }
    if (typeof rate === 'number') return
    const field = new Float32Array(layout.cells)
    for (let row = 0; row < grid.rows; row++)
      field.set(rate.subarray(row * grid.columns, (row + 1) * grid.columns), layout.at(0, row))
    device.queue.writeBuffer(buffers.rain, 0, field)
  }

  async function advance(until: number, signal?: AbortSignal): Promise<void> {
    while (time < until) {
      const start = time
      const bends = [tables.bendsAfter(start), structures.bendsAfter(start), acts.rain?.bendsAfter(start) ?? Infinity]
      const end = Math.min(until, ...bends)
      const last = begin(start, end)
      for (let ticks = 0; ticks < last; time = start + ticks / TICKS) {
        signal?.throwIfAborted()
        ticks = await goOn(start, ticks, last)
      }
      look()
      // the last tick ends where it was meant to, not where it was rounded to
      if (last < LONGEST * TICKS) time = end
    }
  }

  /**
   * Tells the device of a stretch of time in which no series bends. How many submissions it takes is nothing to the water,
   * so that a slower machine gives the same. Answers its ticks.
   */
  function begin(start: number, end: number): number {
    const last = Math.round(Math.min(LONGEST, end - start) * TICKS)
    const bears = falls?.longestStep(start) ?? Infinity
    falls?.begin?.(start)
    const longest = Math.min(bears, tables.longestStep(start, end), options.longestStep ?? Infinity, LONGEST)
    const clock = new Uint32Array(CLOCK_WORDS)
    clock.set([0, last, Math.max(1, Math.floor(longest * TICKS))])
    clock[7] = rain.isField ? 1 : 0
    const floats = new Float32Array(clock.buffer)
    floats[8] = rain.everywhere
    floats[10] = start
    device.queue.writeBuffer(buffers.clock, 0, clock)
    if (end > start) device.queue.writeBuffer(buffers.rules, 0, tables.rulesFrom(start, end))
    if (structures.count > 0) device.queue.writeBuffer(buffers.parts, 0, structures.partsAt((start + end) / 2))
    stretchSteps = 0
    return last
  }

  /** Submits some steps of a stretch; answers the ticks of it that are done. */
  async function goOn(start: number, before: number, last: number): Promise<number> {
    const wanted = lastStep > 0 ? (1.1 * (last - before)) / TICKS / lastStep + 1 : FIRST_STEPS
    // whole looks, so that the first step of every submission is one with a look
    const count = LOOK * Math.ceil(Math.min(wanted, most) / LOOK)
    const encoder = device.createCommandEncoder()
    encoder.clearBuffer(buffers.booked)
    const pass = encoder.beginComputePass()
    for (let n = 0; n < count; n++) {
      const from = n % 2 === 0 ? now : other(now)
      encodeStep(pass, from, n % LOOK === 0)
    }
    pass.end()
    const submitted = options.now()
    const [after, booked] = await readBack(device, encoder, [buffers.clock, buffers.booked])
    const took = options.now() - submitted
    const words = new Uint32Array(after as ArrayBuffer)
    const [ticks, done] = [words[0] as number, (words[3] as number) - stretchSteps]
    if (words[6] !== 0) throw new Error(`gpu: the water is no number or runs away after ${start + ticks / TICKS} s`)
    if (done % 2 === 1) now = other(now)
    steps += done
    stretchSteps += done
    const duration = (ticks - before) / TICKS
    lastStep = duration / Math.max(1, done)
    // at most twice as many as last time, because the first ones wait for the compiler
    most = Math.min(MOST_STEPS, 2 * most, Math.max(LOOK, (done * SUBMISSION) / Math.max(1, took)))
    bookAll(booked as ArrayBuffer)
    falls?.apply(start + ticks / TICKS, duration, ledger)
    return ticks
  }

  /** `groups`: workgroups that cover the grid; left out = none where there is no step to do. */
  function encode(pass: GPUComputePassEncoder, one: Pass, from: State, groups?: readonly [number, number]): void {
    pass.setPipeline(one.pipeline)
    pass.setBindGroup(0, one.groups[from])
    if (groups) pass.dispatchWorkgroups(...groups)
    else pass.dispatchWorkgroupsIndirect(buffers.groups, 0)
  }

  function encodeStep(pass: GPUComputePassEncoder, from: State, isLook: boolean): void {
    encode(pass, passes.prepare, from, [1, 1])
    if (isLook) encode(pass, passes.look, from)
    for (const part of [passes.predict, passes.flux, passes.update]) encode(pass, part, from)
    if (tables.count > 0) encode(pass, passes.act, from, [1, 1])
    if (passes.pass) encode(pass, passes.pass, from, [1, 1])
  }

  /** Keeps what is worst as it stands now. */
  function look(): void {
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    // no step is left: it only says what time it is
    encode(pass, passes.prepare, now, [1, 1])
    encode(pass, passes.look, now, layout.groups)
    pass.end()
    device.queue.submit([encoder.finish()])
  }

  function bookAll(booked: ArrayBuffer): void {
    const [quanta, rests] = [new Int32Array(booked), new Float32Array(booked)]
    const volume = (n: number) => ((quanta[n] as number) * QUANTUM + (rests[n + 1] as number)) * area
    for (let n = 0; n < tables.count + structures.count; n++) {
      ledger.add('inflow', volume(4 * n))
      ledger.add('outflow', volume(4 * n + 2))
    }
  }

  function placesOf(cells: ArrayLike<number>): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(cells, (cell) => layout.at(cell % grid.columns, Math.floor(cell / grid.columns)))
  }

  /** One of the four numbers that a buffer has for each cell, by cell of the grid. */
  function partOf(values: Float32Array, n: number): Float32Array {
    const part = new Float32Array(grid.columns * grid.rows)
    for (let row = 0; row < grid.rows; row++) {
      const first = layout.at(0, row)
      for (let column = 0; column < grid.columns; column++)
        part[row * grid.columns + column] = values[4 * (first + column) + n] as number
    }
    return part
  }

  look()
  return {
    get time() {
      return time
    },
    get steps() {
      return steps
    },
    advance,
    setCrest(column, row, side, crest) {
      const [cell, place] = [row * grid.columns + column, layout.at(column, row)]
      const above = crestAbove(grid.bed[cell] as number, crest)
      device.queue.writeBuffer(buffers.ground, 16 * place + (side === 'east' ? 8 : 12), Float32Array.of(above))
    },
    async read() {
      const [all] = await readBack(device, device.createCommandEncoder(), [buffers.states[now]])
      const values = new Float32Array(all as ArrayBuffer)
      return { depth: partOf(values, 0), east: partOf(values, 1), north: partOf(values, 2) }
    },
    async gather(cells) {
      const none = () => new Float32Array()
      if (cells.length === 0) return { depth: none(), east: none(), north: none(), waiting: none() }
      return gatherCells(device, passes.gather, buffers.states[now], placesOf(cells))
    },
    async addAll(cells, depths) {
      if (cells.length !== depths.length) throw new Error(`gpu: ${cells.length} cells, ${depths.length} depths`)
      const places = placesOf(cells)
      const named = new Uint8Array(layout.cells)
      for (const place of places) {
        if (named[place] === 1) throw new Error('gpu: a cell is named twice')
        named[place] = 1
      }
      if (cells.length === 0) return new Float32Array()
      return scatterCells(device, passes.scatter, buffers.states[now], buffers.fastest, places, depths)
    },
    async extremes() {
      const both = await readBack(device, device.createCommandEncoder(), [buffers.worst, buffers.arrival])
      const [worst, arrival] = both.map((values) => new Float32Array(values)) as [Float32Array, Float32Array]
      const part = (n: number) => partOf(worst, n)
      return {
        ...{ depth: part(0), speed: part(1), hazard: part(2), standing: part(3) },
        arrival: [0, 1, 2, 3].map((n) => partOf(arrival, n).map((time) => (time < NEVER / 2 ? time : Number.NaN))),
      }
    },
    async volume() {
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      encode(pass, passes.volume, now, layout.groups)
      pass.end()
      const [parts] = await readBack(device, encoder, [buffers.volumes])
      const sums = new Int32Array(parts as ArrayBuffer)
      let depth = 0
      for (let n = 0; n < sums.length; n += 4) {
        const quanta = (sums[n] as number) + (sums[n + 1] as number) * 2 ** 16 + (sums[n + 2] as number) / 2 ** 23
        depth += quanta * QUANTUM
      }
      return depth * area
    },
    close() {
      for (const buffer of Object.values(buffers).flat()) buffer.destroy()
    },
  }
}
