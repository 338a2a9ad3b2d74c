import type { Boundary } from '../../acts/boundary.ts'
import { MM_H } from '../../acts/rain.ts'
import type { Series } from '../../acts/series.ts'
import type { Source } from '../../acts/source.ts'
import type { Ledger } from '../../ledger.ts'
import { COURANT, GRAVITY, type Grid, QUANTUM, type Water } from '../grid.ts'
import { layoutOf } from './buffers.ts'
import { CLOCK_WORDS, TEAM, TICKS } from './constants.ts'
import { allBuffers, allPasses, bind, empty, filled, type Pass, readBack } from './device.ts'
import { actTables, whole } from './entries.ts'

/** Steps that are submitted together: at first, and at most, so that a run can be cancelled at once. */
const FIRST_STEPS = 16
const MOST_STEPS = 256
/** Seconds that the steps of one submission may cover: the device counts them from zero. */
const LONGEST = 1000

/** What acts on the water, as data: the device does it within its steps. */
export interface GpuActs {
  readonly boundaries?: readonly Boundary[]
  readonly sources?: readonly Source[]
  /** everywhere [mm/h], constant between its bends */
  readonly rain?: Series
}

export interface GpuOptions {
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
  gather(cells: ArrayLike<number>): Promise<Water>
  /**
   * Adds depths [m] to cells, or takes some with its share of the motion, never more than is there.
   *
   * @param cells  each named once
   * @returns what was added [m]; not booked: only the caller knows where it went
   */
  addAll(cells: ArrayLike<number>, depths: ArrayLike<number>): Promise<Float32Array>
  /** Rain on every cell from now on [m/s]: the same everywhere, or by cell of the grid; `acts.rain` says otherwise. */
  setRain(rate: number | Float64Array): void
  /** Volume of all water [m³]. */
  volume(): Promise<number>
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
  acts: GpuActs,
  ledger: Ledger,
  options: GpuOptions = {},
): Promise<GpuSolver> {
  const grid = { ...given, bed: given.bed.map(whole) }
  const layout = layoutOf(grid)
  const tables = actTables(grid, layout.at, acts.boundaries ?? [], acts.sources ?? [])
  device.pushErrorScope('out-of-memory')
  device.pushErrorScope('validation')
  const buffers = allBuffers(device, grid, layout, tables, initialDepth)
  const passes = await allPasses(device, grid, layout, tables, buffers)
  const refused = (await device.popErrorScope()) ?? (await device.popErrorScope())
  if (refused) throw new Error(`gpu: the device refused ${grid.columns} × ${grid.rows} cells: ${refused.message}`)

  const area = grid.size * grid.size
  let [time, steps, lastStep] = [0, 0, 0]
  let now: 0 | 1 = 0
  /** rain [m/s]: everywhere, sum over the cells, most on one */
  let rain = { everywhere: 0, isField: false, sum: 0, most: 0 }
  const cellCount = grid.bed.reduce((sum, level) => sum + (Number.isNaN(level) ? 0 : 1), 0)

  function setRain(rate: number | Float64Array): void {
    if (typeof rate === 'number') {
      const everywhere = Math.fround(rate)
      rain = { everywhere, isField: false, sum: everywhere * cellCount, most: everywhere }
      return
    }
    const field = new Float32Array(layout.cells)
    let [sum, most] = [0, 0]
    rate.forEach((of, i) => {
      if (Number.isNaN(grid.bed[i] as number)) return
      const there = layout.at(i % grid.columns, Math.floor(i / grid.columns))
      field[there] = of
      sum += field[there] as number
      most = Math.max(most, of)
    })
    device.queue.writeBuffer(buffers.rain, 0, field)
    rain = { everywhere: 0, isField: true, sum, most }
  }

  async function advance(until: number, signal?: AbortSignal): Promise<void> {
    while (time < until) {
      signal?.throwIfAborted()
      const end = Math.min(until, tables.bendsAfter(time), acts.rain?.bendsAfter(time) ?? Infinity)
      if (acts.rain) setRain(acts.rain.at(time) * MM_H)
      await goOn(end)
    }
  }

  /** Some steps towards `end`, at which a series bends at the earliest. */
  async function goOn(end: number): Promise<void> {
    const last = Math.round(Math.min(LONGEST, end - time) * TICKS)
    if (last === 0) {
      time = end
      return
    }
    const film = Math.cbrt((COURANT * grid.size) ** 2 / (GRAVITY * rain.most))
    const longest = Math.min(film, tables.longestStep(time, end), options.longestStep ?? Infinity, LONGEST)
    const clock = new Uint32Array(CLOCK_WORDS)
    clock.set([0, last, Math.max(1, Math.floor(longest * TICKS))])
    clock[7] = rain.isField ? 1 : 0
    new Float32Array(clock.buffer)[8] = rain.everywhere
    device.queue.writeBuffer(buffers.clock, 0, clock)
    device.queue.writeBuffer(buffers.rules, 0, tables.rulesFrom(time, end))
    const wanted = lastStep > 0 ? Math.ceil((1.1 * last) / TICKS / lastStep) + 1 : FIRST_STEPS
    const encoder = device.createCommandEncoder()
    encoder.clearBuffer(buffers.booked)
    const pass = encoder.beginComputePass()
    for (let n = 0; n < Math.min(wanted, MOST_STEPS); n++) encodeStep(pass, n % 2 === 0 ? now : now === 0 ? 1 : 0)
    pass.end()
    const [after, booked] = await readBack(device, encoder, [buffers.clock, buffers.booked])
    const words = new Uint32Array(after as ArrayBuffer)
    const [ticks, done] = [words[0] as number, words[3] as number]
    if (words[6] !== 0) throw new Error(`gpu: the water is no number or runs away after ${time + ticks / TICKS} s`)
    if (done % 2 === 1) now = now === 0 ? 1 : 0
    steps += done
    lastStep = ticks / TICKS / Math.max(1, done)
    bookAll(booked as ArrayBuffer)
    ledger.add('rain', rain.sum * (ticks / TICKS) * area)
    // the last tick ends where it was meant to, not where it was rounded to
    time = ticks === last && last < LONGEST * TICKS ? end : time + ticks / TICKS
  }

  function encodeStep(pass: GPUComputePassEncoder, from: 0 | 1): void {
    const use = ({ pipeline, groups }: Pass) => {
      pass.setPipeline(pipeline)
      pass.setBindGroup(0, groups[from])
    }
    use(passes.prepare)
    pass.dispatchWorkgroups(1)
    for (const part of [passes.predict, passes.flux, passes.update]) {
      use(part)
      pass.dispatchWorkgroupsIndirect(buffers.groups, 0)
    }
    if (tables.count === 0) return
    use(passes.act)
    pass.dispatchWorkgroups(1)
  }

  function bookAll(booked: ArrayBuffer): void {
    const [quanta, rests] = [new Int32Array(booked), new Float32Array(booked)]
    const volume = (n: number) => ((quanta[n] as number) * QUANTUM + (rests[n + 1] as number)) * area
    for (let n = 0; n < tables.count; n++) {
      ledger.add('inflow', volume(4 * n))
      ledger.add('outflow', volume(4 * n + 2))
    }
  }

  /** Places in the buffers, on the device. */
  function listOf(cells: ArrayLike<number>): GPUBuffer {
    const places = Uint32Array.from(cells, (cell) => layout.at(cell % grid.columns, Math.floor(cell / grid.columns)))
    if (new Set(places).size < places.length) throw new Error('gpu: a cell is named twice')
    return filled(device, places)
  }

  /** Runs a pass over a list of cells; answers `results`. */
  async function runOver(
    cells: ArrayLike<number>,
    name: 'gather' | 'scatter',
    results: GPUBuffer,
  ): Promise<ArrayBuffer> {
    const list = listOf(cells)
    const current = buffers.states[now]
    const bound =
      name === 'gather'
        ? { 1: current, 9: list, 11: results }
        : { 2: current, 3: buffers.fastest, 9: list, 10: results }
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    pass.setPipeline(passes[name])
    pass.setBindGroup(0, bind(device, passes[name], bound))
    pass.dispatchWorkgroups(Math.ceil(cells.length / TEAM))
    pass.end()
    const [answer] = await readBack(device, encoder, [results])
    list.destroy()
    results.destroy()
    return answer as ArrayBuffer
  }

  return {
    get time() {
      return time
    },
    get steps() {
      return steps
    },
    advance,
    setRain,
    async read() {
      const [all] = await readBack(device, device.createCommandEncoder(), [buffers.states[now]])
      const values = new Float32Array(all as ArrayBuffer)
      const cells = Array.from({ length: grid.rows }, (_, row) => layout.at(0, row))
      const part = (n: number) => {
        const one = new Float32Array(grid.columns * grid.rows)
        cells.forEach((first, row) => {
          for (let column = 0; column < grid.columns; column++)
            one[row * grid.columns + column] = values[4 * (first + column) + n] as number
        })
        return one
      }
      return { depth: part(0), east: part(1), north: part(2) }
    },
    async gather(cells) {
      if (cells.length === 0) return { depth: new Float32Array(), east: new Float32Array(), north: new Float32Array() }
      const values = new Float32Array(await runOver(cells, 'gather', empty(device, 16 * cells.length)))
      const part = (n: number) => Float32Array.from({ length: cells.length }, (_, i) => values[4 * i + n] as number)
      return { depth: part(0), east: part(1), north: part(2) }
    },
    async addAll(cells, depths) {
      if (cells.length !== depths.length) throw new Error(`gpu: ${cells.length} cells, ${depths.length} depths`)
      if (cells.length === 0) return new Float32Array()
      return new Float32Array(await runOver(cells, 'scatter', filled(device, Float32Array.from(depths))))
    },
    async volume() {
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      pass.setPipeline(passes.volume.pipeline)
      pass.setBindGroup(0, passes.volume.groups[now])
      pass.dispatchWorkgroups(...layout.groups)
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
