import { type Sides, SoilBox } from './box.ts'
import { coverLength } from './cover.ts'
import type { Below } from './kernels.ts'
import type { FlowStep, Ground, Reached } from './pathways.ts'

/** Of the smallest cells [m], how many of them lie about the leak, and how the others grow outwards. */
const CELL = 0.75
const FINE = 9
const GROWTH = 1.4
/** The box reaches so far to each side, and below the leak [m]. */
const REACH = 32
const BELOW = 8
/** The first step [s], how steps grow, and the longest as a share of the whole. */
const FIRST_STEP = 120
const STEP_GROWTH = 1.4
const LONGEST = 1 / 30
/** Of a sink in one cell of a cubic grid of width h: resistance of the soil beyond its own faces × h (0.2527 − 1/6), and of its faces. */
const BEYOND = 0.0861
const FACES = 1 / 12
/** Most that walls of one cell pass: it then stands for a sphere as wide as itself. */
const WIDEST = 20

/**
 * Where the gas of a leak goes through soil, by a box of cells about it: what `SoilPaths` gives in closed form, here with the flow
 * that carries the gas and the spaces in each other's way. Between steps accounts go straight. What leaves through the sides and
 * below stays in the ground.
 */
export class BoxPaths {
  /** of what is released in the whole time, by space */
  readonly shares: Float64Array
  readonly #flows: readonly FlowStep[]
  readonly #times: number[] = [0]
  /** by time: of each space, then of the surface [m³] */
  readonly #passed: Float64Array[]

  /**
   * @param flows  by time
   * @param until  [s], > 0
   */
  constructor(ground: Ground, leak: Below, reached: readonly Reached[], flows: readonly FlowStep[], until: number) {
    this.#flows = flows
    const { box, source } = boxOf(ground, leak, reached)
    box.release(source, true)
    this.#passed = [new Float64Array(reached.length + 1)]
    const changes = flows.map(([time]) => time).filter((time) => time > 0 && time < until)
    let [time, step] = [0, FIRST_STEP]
    while (time < until) {
      const next = changes.find((change) => change > time) ?? until
      const end = time + 1.5 * step >= next ? next : time + step
      box.step(end - time, (this.released(end) - this.released(time)) / (end - time))
      step = end === next && next < until ? FIRST_STEP : Math.min(STEP_GROWTH * step, LONGEST * until)
      time = end
      const before = this.#passed.at(-1) as Float64Array
      const now = Float64Array.from(before, (was, n) =>
        Math.max(was, n < reached.length ? (box.taken[n] ?? 0) : box.left.top),
      )
      this.#times.push(time)
      this.#passed.push(now)
    }
    const all = this.released(until)
    this.shares = Float64Array.from(reached, (_, n) => (all > 0 ? this.handed(n, until) / all : 0))
  }

  /** Released by a time [m³]. */
  released(time: number): number {
    let [sum, before] = [0, 0]
    for (const [begin, flow] of this.#flows) {
      if (begin >= time) break
      sum += (flow - before) * (time - begin)
      before = flow
    }
    return sum
  }

  /** Handed to a space by a time [m³]. */
  handed(space: number, time: number): number {
    const after = this.#times.findIndex((one) => one >= time)
    if (after <= 0) return after === 0 ? 0 : ((this.#passed.at(-1) as Float64Array)[space] as number)
    const [start, end] = [this.#times[after - 1] as number, this.#times[after] as number]
    const [a, b] = [this.#passed[after - 1]?.[space] as number, this.#passed[after]?.[space] as number]
    return a + ((b - a) * (time - start)) / (end - start)
  }

  /** Out of the surface by a time [m³]. */
  surfaced(time: number): number {
    return this.handed(this.shares.length, time)
  }

  /** In the ground at a time [m³]. */
  stored(time: number): number {
    let left = this.released(time) - this.surfaced(time)
    for (let space = 0; space < this.shares.length; space++) left -= this.handed(space, time)
    return left
  }
}

/** Cells about a leak, with what is reached in them; a space beyond them takes up what comes to their edge. */
function boxOf(ground: Ground, leak: Below, reached: readonly Reached[]): { box: SoilBox; source: number } {
  const level = axisAround()
  // the leak lies in the middle of a layer
  const above = Math.floor(leak.depth / CELL)
  const z = layersBelow(leak.depth, above)
  const half = level.reduce((sum, size) => sum + size, 0) / 2
  const [xs, zs] = [middlesOf(level, -half), middlesOf(z, 0)]
  const count = level.length
  const source = (above * count + (count >> 1)) * count + (count >> 1)
  const owner = new Int32Array(count * count * z.length).fill(-1)
  const walls = Float64Array.from(reached, ({ place, radius }, space) => {
    const awayOf = (cell: number) => {
      const [i, j, k] = [cell % count, Math.floor(cell / count) % count, Math.floor(cell / count / count)]
      const [east, north] = [leak.x + (xs[i] as number) - place.x, leak.y + (xs[j] as number) - place.y]
      return { away: Math.hypot(east, north, (zs[k] as number) - place.depth), i, j, k }
    }
    const free = Array.from(owner.keys()).filter((cell) => owner[cell] === -1 && cell !== source)
    const nearest = free.reduce(
      (best, cell) => (awayOf(cell).away < awayOf(best).away ? cell : best),
      free[0] as number,
    )
    const { i, j, k } = awayOf(nearest)
    owner[nearest] = space
    const width = Math.cbrt((level[i] as number) * (level[j] as number) * (z[k] as number))
    const faces = width / (4 * Math.PI * radius) - BEYOND
    if (faces <= 0) for (const cell of free) if (awayOf(cell).away < radius - width / 4) owner[cell] = space
    return faces > 0 ? Math.min(WIDEST, FACES / faces) : WIDEST
  })
  const beyond = { open: 1, held: 0 }
  const top = { open: 1, held: 0, cover: coverLength(ground.openShare) }
  const sides: Sides = { west: beyond, east: beyond, south: beyond, north: beyond, bottom: beyond, top }
  return { box: new SoilBox({ x: level, y: level, z }, ground, sides, owner, walls), source }
}

/** Sizes of layers from the surface down, the leak in the middle of the one after `above` others. */
function layersBelow(depth: number, above: number): number[] {
  const fine = depth / (above + 0.5)
  const layers = Array.from({ length: 2 * above + 1 }, () => fine)
  let [size, bottom] = [fine, fine * layers.length]
  while (bottom < depth + BELOW) {
    size *= GROWTH
    bottom += size
    layers.push(size)
  }
  return layers
}

function middlesOf(sizes: readonly number[], from: number): number[] {
  let start = from
  return sizes.map((size) => {
    start += size
    return start - size / 2
  })
}

/** Sizes of cells along an axis, the finest in its middle. */
function axisAround(): number[] {
  const out: number[] = []
  let [at, size] = [(FINE * CELL) / 2, CELL]
  while (at < REACH) {
    size *= GROWTH
    out.push(size)
    at += size
  }
  return [...out.toReversed(), ...Array.from({ length: FINE }, () => CELL), ...out]
}
