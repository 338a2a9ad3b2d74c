import { GRAVITY, type Grid, type SurfaceSolver } from './grid.ts'

/** A channel one cell wide, or a field, with level ground where nothing else is said. */
export function aGrid(columns: number, rows: number, size: number, bed = (_x: number, _y: number) => 0, n = 0): Grid {
  const cells = columns * rows
  return {
    ...{ columns, rows, size },
    bed: Float64Array.from({ length: cells }, (_, i) =>
      bed(((i % columns) + 0.5) * size, (Math.floor(i / columns) + 0.5) * size),
    ),
    roughness: new Float64Array(cells).fill(n),
  }
}

/** A value for each cell, of the place of its middle [m]. */
export function atCells({ columns, rows, size }: Grid, value: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: columns * rows }, (_, i) =>
    value(((i % columns) + 0.5) * size, (Math.floor(i / columns) + 0.5) * size),
  )
}

/** A hillside 3,000 m up with holes, a wall and water that falls down it. */
export function aHillside() {
  let seed = 1
  const chance = () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const grid = aGrid(
    150,
    140,
    1,
    (x, y) => (chance() < 0.02 ? Number.NaN : 3000 + 2 * Math.sin(x / 7) + Math.cos(y / 5)),
    0.03,
  )
  const crestEast = new Float64Array(grid.bed.length).fill(-Infinity)
  for (let row = 0; row < 140; row++) crestEast[row * 150 + 60] = 3001.5
  const depth = atCells(grid, (x) => (x < 30 ? 1 : 0)).map((isWet, i) =>
    isWet ? Math.max(0, 3002.5 - (grid.bed[i] as number)) || 0 : 0,
  )
  return { grid: { ...grid, crestEast }, depth }
}

/** Runs a solver until `end` [s]; answers the steps it took. */
export function runUntil(solver: SurfaceSolver, end: number): number {
  let [time, steps] = [0, 0]
  for (; time < end * (1 - 1e-12); steps++) {
    const duration = Math.min(solver.longestStep(), end - time)
    solver.step(duration)
    time += duration
  }
  return steps
}

/** Depths without the margin of a backend. */
export function depthsOf(solver: SurfaceSolver, { columns, rows }: Grid): Float64Array {
  return Float64Array.from(
    { length: columns * rows },
    (_, i) => solver.water.depth[solver.at(i % columns, Math.floor(i / columns))] as number,
  )
}

/** Dam break on a dry bed at `x0`: Ritter (1892), SWASHES 4.1.2. Depth [m]. */
export function ritter(x: number, x0: number, left: number, time: number): number {
  const c = Math.sqrt(GRAVITY * left)
  const k = (x - x0) / time
  if (k < -c) return left
  return k < 2 * c ? (4 / (9 * GRAVITY)) * (c - k / 2) ** 2 : 0
}

/** Dam break on a wet bed at `x0`: Stoker (1957), SWASHES 4.1.1. Depth [m]. */
export function stoker(x: number, x0: number, left: number, right: number, time: number): number {
  const cl = Math.sqrt(GRAVITY * left)
  const c = middleSpeed(left, right)
  const depth = (c * c) / GRAVITY
  const u = 2 * (cl - c)
  const shock = (2 * c * c * (cl - c)) / (c * c - GRAVITY * right)
  const k = (x - x0) / time
  if (k < -cl) return left
  if (k < u - c) return (4 / (9 * GRAVITY)) * (cl - k / 2) ** 2
  return k < shock ? depth : right
}

/** Celerity behind the shock: the root of -8 g hr c² (cl - c)² + (c² - g hr)² (c² + g hr) between both sides' own. */
function middleSpeed(left: number, right: number): number {
  const [cl, gr] = [Math.sqrt(GRAVITY * left), GRAVITY * right]
  const rest = (c: number) => -8 * gr * c * c * (cl - c) ** 2 + (c * c - gr) ** 2 * (c * c + gr)
  let [low, high] = [Math.sqrt(gr), cl]
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2
    if (rest(middle) < 0) low = middle
    else high = middle
  }
  return low
}

/** Thacker (1981): water that swings in a round basin z = depth·((r/a)² − 1), by how it moves. */
export interface Basin {
  /** in the middle of the basin at rest [m] */
  readonly depth: number
  /** radius of the shore at rest [m] */
  readonly radius: number
  readonly middle: number
}

export function basinBed({ depth, radius, middle }: Basin) {
  return (x: number, y: number) => depth * (((x - middle) ** 2 + (y - middle) ** 2) / radius ** 2 - 1)
}

/** Its surface stays a plane that turns; `eta` is how far [m]. Period 2π/ω. */
export function planarSwing(basin: Basin, eta: number) {
  const { depth, radius, middle } = basin
  const omega = Math.sqrt(2 * GRAVITY * depth) / radius
  const bed = basinBed(basin)
  return {
    period: (2 * Math.PI) / omega,
    depth: (x: number, y: number, time: number) =>
      Math.max(
        0,
        ((eta * depth) / radius ** 2) *
          (2 * (x - middle) * Math.cos(omega * time) + 2 * (y - middle) * Math.sin(omega * time) - eta) -
          bed(x, y),
      ),
    velocity: (time: number) => [-eta * omega * Math.sin(omega * time), eta * omega * Math.cos(omega * time)] as const,
  }
}

/** Its surface stays a paraboloid that rises and falls; `shore` is its radius at the start [m]. Period 2π/ω. */
export function radialSwing(basin: Basin, shore: number) {
  const { depth, radius, middle } = basin
  const omega = Math.sqrt(8 * GRAVITY * depth) / radius
  const a = (radius ** 2 - shore ** 2) / (radius ** 2 + shore ** 2)
  return {
    period: (2 * Math.PI) / omega,
    depth(x: number, y: number, time: number) {
      const s = ((x - middle) ** 2 + (y - middle) ** 2) / radius ** 2
      const b = 1 - a * Math.cos(omega * time)
      return Math.max(0, depth * (Math.sqrt(1 - a * a) / b - s * ((1 - a * a) / b ** 2)))
    },
  }
}
