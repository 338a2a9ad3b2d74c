import { type FaceFlux, solveFace, solveWall } from './face.ts'
import { COURANT, DRY, GRAVITY, type Grid, perDepth, type SurfaceSolver, type Water } from './grid.ts'
import { emptyRecords, keepWorst, type Look } from './records.ts'

/** Slopes of a cell along one direction: change of a quantity from face to face. */
interface Slopes {
  readonly level: Float64Array
  readonly depth: Float64Array
  /** velocity along the direction, and across it */
  readonly along: Float64Array
  readonly across: Float64Array
}

/** One of the two directions of the grid. */
interface Direction {
  /** from a cell to the next */
  readonly stride: number
  /** step of the bed to the next cell [m]; NaN = a wall between them */
  readonly rise: Float64Array
  /** crest on the face to the next cell above the bed of this one [m], −Infinity = nothing */
  readonly crest: Float64Array | null
  /** 1 where the face before or behind a cell is an open edge of the grid */
  readonly opensAhead: Uint8Array
  readonly opensBehind: Uint8Array
  readonly slopes: Slopes
  /** through the face to the next cell */
  readonly water: Float64Array
  readonly left: Float64Array
  readonly right: Float64Array
}

/**
 * The scheme of this folder's README in plain float64: MUSCL–Hancock, hydrostatic reconstruction, HLLC. The other backends
 * are held to what it gives.
 */
export function createReferenceSolver(grid: Grid, initialDepth: Float64Array): SurfaceSolver {
  const { columns, rows, size, roughness } = grid
  const cells = columns * rows
  let water = dry(cells)
  let before = dry(cells)
  water.depth.set(initialDepth)
  const half = { depth: new Float64Array(cells), east: new Float64Array(cells), north: new Float64Array(cells) }
  const kept = new Float64Array(cells)
  let rain: number | Float64Array = 0
  const records = emptyRecords(() => new Float32Array(cells))
  const eastward = direction(grid, 1, grid.crestEast)
  const northward = direction(grid, columns, grid.crestNorth)

  function longestStep(): number {
    const { depth, east, north } = water
    let fastest = 0
    for (let i = 0; i < cells; i++) {
      const h = depth[i] as number
      if (h <= 0) continue
      const speed = Math.max(Math.abs(east[i] as number), Math.abs(north[i] as number)) * perDepth(h)
      fastest = Math.max(fastest, speed + Math.sqrt(GRAVITY * h))
    }
    return (COURANT * size) / fastest
  }

  function step(duration: number, look?: Look): void {
    if (look) keepWorst(records, water, look)
    ;[before, water] = [water, before]
    velocities(before, half)
    for (const way of [eastward, northward]) findSlopes(way)
    predict(duration)
    for (const way of [eastward, northward]) findFluxes(way)
    limitDraining(duration / size)
    update(duration)
  }

  /** Velocities [m/s] in the place of discharges, until `predict` moves them on. */
  function velocities(from: Water, to: Water): void {
    for (let i = 0; i < cells; i++) {
      const h = from.depth[i] as number
      to.depth[i] = h < DRY ? 0 : h
      to.east[i] = (from.east[i] as number) * perDepth(h)
      to.north[i] = (from.north[i] as number) * perDepth(h)
    }
  }

  function findSlopes(way: Direction): void {
    const { stride, rise, slopes } = way
    const { depth } = half
    const along = way === eastward ? half.east : half.north
    const across = way === eastward ? half.north : half.east
    for (let i = 0; i < cells; i++) {
      // what stands between two cells parts them: no slope runs through it
      const up = isParted(way, i) ? Number.NaN : (rise[i] as number)
      const down = i < stride || isParted(way, i - stride) ? Number.NaN : (rise[i - stride] as number)
      const [hasNext, hasLast] = [!Number.isNaN(up), !Number.isNaN(down)]
      const slope = (values: Float64Array, bed: 0 | 1) => {
        const value = values[i] as number
        const before = hasLast ? value - (values[i - stride] as number) + bed * down : null
        const after = hasNext ? (values[i + stride] as number) - value + bed * up : null
        // to an open edge it goes on as it came
        return limit(
          before ?? (way.opensBehind[i] ? (after ?? 0) : 0),
          after ?? (way.opensAhead[i] ? (before ?? 0) : 0),
        )
      }
      slopes.depth[i] = slope(depth, 0)
      slopes.level[i] = slope(depth, 1)
      slopes.along[i] = slope(along, 0)
      slopes.across[i] = slope(across, 0)
    }
  }

  /** Moves every cell on by half a step with what happens within it (Hancock), in depth and velocities. */
  function predict(duration: number): void {
    const { depth, east, north } = half
    const ratio = duration / size
    for (let i = 0; i < cells; i++) {
      const [x, y] = [eastward.slopes, northward.slopes]
      const [h, u, v] = [depth[i] as number, east[i] as number, north[i] as number]
      const [hx, hy] = [x.depth[i] as number, y.depth[i] as number]
      const [ux, uy] = [x.along[i] as number, y.across[i] as number]
      const [vx, vy] = [x.across[i] as number, y.along[i] as number]
      const ahead = h - (ratio / 2) * (u * hx + h * ux + v * hy + h * vy)
      // a slope that leaves the ground is none
      const isSteep = h <= DRY || ahead < Math.max(Math.abs(hx), Math.abs(hy)) / 2
      if (isSteep) for (const { level, depth, along, across } of [x, y]) level[i] = depth[i] = along[i] = across[i] = 0
      const next = isSteep ? h : ahead
      const moved = isSteep
        ? [u, v]
        : [
            u - (ratio / 2) * (u * ux + v * uy + GRAVITY * (x.level[i] as number)),
            v - (ratio / 2) * (u * vx + v * vy + GRAVITY * (y.level[i] as number)),
          ]
      const [nextU, nextV] = moved as [number, number]
      const rest =
        next > DRY ? friction(next * Math.hypot(nextU, nextV), next, roughness[i] as number, duration / 2) : 0
      depth[i] = next
      east[i] = nextU * rest
      north[i] = nextV * rest
    }
  }

  function findFluxes(way: Direction): void {
    const { stride, rise, crest, slopes } = way
    const { depth } = half
    const along = way === eastward ? half.east : half.north
    const flux: FaceFlux = { water: 0, left: 0, right: 0 }
    for (let i = 0; i < cells; i++) {
      const up = rise[i] as number
      if (Number.isNaN(up)) {
        way.water[i] = 0
        way.left[i] = way.opensAhead[i] ? 0 : solveWall(depth[i] as number, along[i] as number)
        continue
      }
      const j = i + stride
      // heights above the bed of the left cell
      const bedLeft = ((slopes.level[i] as number) - (slopes.depth[i] as number)) / 2
      const bedRight = up - ((slopes.level[j] as number) - (slopes.depth[j] as number)) / 2
      const levelLeft = (depth[i] as number) + (slopes.level[i] as number) / 2
      const levelRight = up + (depth[j] as number) - (slopes.level[j] as number) / 2
      const sill = Math.max(bedLeft, bedRight, crest ? (crest[i] as number) : Number.NEGATIVE_INFINITY)
      solveFace(
        flux,
        Math.max(0, levelLeft - sill),
        (along[i] as number) + (slopes.along[i] as number) / 2,
        Math.max(0, levelRight - sill),
        (along[j] as number) - (slopes.along[j] as number) / 2,
      )
      way.water[i] = flux.water
      const isApart = isParted(way, i)
      way.left[i] = flux.left + (isApart ? wallBelow(depth[i] as number, levelLeft - sill, along[i] as number) : 0)
      way.right[i] =
        flux.right + (isApart ? wallBelow(depth[j] as number, levelRight - sill, -(along[j] as number)) : 0)
    }
  }

  /** No cell gives more than it has: what leaves it is cut by one factor, and what another gets with it. */
  function limitDraining(ratio: number): void {
    for (let i = 0; i < cells; i++) {
      const out =
        Math.max(0, eastward.water[i] as number) +
        Math.max(0, northward.water[i] as number) -
        Math.min(0, i >= 1 ? (eastward.water[i - 1] as number) : 0) -
        Math.min(0, i >= columns ? (northward.water[i - columns] as number) : 0)
      const has = before.depth[i] as number
      kept[i] = out * ratio > has ? has / (out * ratio) : 1
    }
    for (const { water: through, stride } of [eastward, northward])
      for (let i = 0; i < cells; i++) {
        const flow = through[i] as number
        if (flow !== 0) through[i] = flow * (kept[flow > 0 ? i : i + stride] as number)
      }
  }

  function update(duration: number): void {
    const ratio = duration / size
    for (let i = 0; i < cells; i++) {
      if (Number.isNaN(grid.bed[i] as number)) continue
      const poured = duration * (typeof rain === 'number' ? rain : (rain[i] as number))
      const h =
        (before.depth[i] as number) + poured - ratio * (net(eastward.water, i, 1) + net(northward.water, i, columns))
      water.depth[i] = Math.max(0, h)
      if (h <= DRY) {
        water.east[i] = water.north[i] = 0
        continue
      }
      const push = GRAVITY * (half.depth[i] as number)
      const east =
        (before.east[i] as number) -
        ratio * (normal(eastward, i) + push * (eastward.slopes.level[i] as number) + tangential(northward, i, 'east'))
      const north =
        (before.north[i] as number) -
        ratio * (normal(northward, i) + push * (northward.slopes.level[i] as number) + tangential(eastward, i, 'north'))
      const rest = friction(Math.hypot(east, north), h, roughness[i] as number, duration)
      water.east[i] = east * rest
      water.north[i] = north * rest
    }
  }

  function net(through: Float64Array, i: number, stride: number): number {
    return (through[i] as number) - (i >= stride ? (through[i - stride] as number) : 0)
  }

  function normal(way: Direction, i: number): number {
    const { left, right, rise, stride } = way
    const along = stride === 1 ? half.east : half.north
    if (i >= stride && !Number.isNaN(rise[i - stride] as number))
      return (left[i] as number) - (right[i - stride] as number)
    return (left[i] as number) - (way.opensBehind[i] ? 0 : solveWall(half.depth[i] as number, -(along[i] as number)))
  }

  /** The momentum across that the water takes along through the faces of `way`. */
  function tangential(way: Direction, i: number, part: 'east' | 'north'): number {
    const carried = (face: number) => {
      const flow = way.water[face] as number
      if (flow === 0) return 0
      const from = flow > 0 ? face : face + way.stride
      return flow * ((half[part][from] as number) + (Math.sign(flow) * (way.slopes.across[from] as number)) / 2)
    }
    return carried(i) - (i >= way.stride ? carried(i - way.stride) : 0)
  }

  return {
    at: (column, row) => row * columns + column,
    add(column, row, depth) {
      const i = row * columns + column
      const before = water.depth[i] as number
      const after = Math.max(0, before + depth)
      water.depth[i] = after
      return after - before
    },
    take(column, row, depth) {
      const i = row * columns + column
      const before = water.depth[i] as number
      const taken = Math.min(depth, before)
      if (taken <= 0) return 0
      const left = (before - taken) / before
      water.depth[i] = before - taken
      water.east[i] = left * (water.east[i] as number)
      water.north[i] = left * (water.north[i] as number)
      return taken
    },
    setCrest(column, row, side, level) {
      const { crest } = side === 'east' ? eastward : northward
      if (!crest) throw new Error(`setCrest: the grid was made without crests to the ${side}`)
      const i = row * columns + column
      crest[i] = level - (grid.bed[i] as number)
    },
    setRain(rate) {
      rain = rate
    },
    push(column, row, east, north) {
      const i = row * columns + column
      if ((water.depth[i] as number) <= DRY) return
      water.east[i] = (water.east[i] as number) + east
      water.north[i] = (water.north[i] as number) + north
    },
    volume: () => water.depth.reduce((sum, depth) => sum + depth, 0) * size * size,
    openEdge(column, row, side) {
      const way = side === 'west' || side === 'east' ? eastward : northward
      const isBehind = side === 'west' || side === 'south'
      const i = row * columns + column
      const opens = isBehind ? way.opensBehind : way.opensAhead
      opens[i] = 1
      // within the grid the face is an edge of the next cell too
      const face = isBehind ? i - way.stride : i
      if (Number.isNaN(way.rise[face] ?? Number.NaN)) return
      way.rise[face] = Number.NaN
      way.opensAhead[face] = way.opensBehind[face + way.stride] = 1
    },
    get water() {
      return water
    },
    get before() {
      return before
    },
    longestStep,
    step,
    look: (look) => keepWorst(records, water, look),
    records,
    threads: 1,
    end() {},
  }
}

/** A crest that stands above the bed on both sides of the face. */
function isParted({ crest, rise }: Direction, i: number): boolean {
  return crest !== null && (crest[i] as number) > Math.max(0, rise[i] as number)
}

/** The part of the water below a crest meets a wall; `over` is what stands above the crest [m]. */
function wallBelow(depth: number, over: number, speed: number): number {
  return depth > 0 ? (1 - Math.max(0, over) / depth) * solveWall(depth, speed) : 0
}

/** What friction leaves of a discharge [1]: Manning's law, implicit, so that it slows and never turns a flow. */
export function friction(discharge: number, depth: number, roughness: number, duration: number): number {
  const drag = (duration * GRAVITY * roughness * roughness) / (depth * depth * Math.cbrt(depth))
  return 2 / (1 + Math.sqrt(1 + 4 * drag * discharge))
}

/** By what a discharge was larger before `friction` slowed it [1]. */
export function frictionUndone(discharge: number, depth: number, roughness: number, duration: number): number {
  return 1 + ((duration * GRAVITY * roughness * roughness) / (depth * depth * Math.cbrt(depth))) * discharge
}

/** Van Leer's limiter of two changes. */
function limit(a: number, b: number): number {
  return a * b > 0 ? (2 * a * b) / (a + b) : 0
}

function dry(cells: number) {
  return { depth: new Float64Array(cells), east: new Float64Array(cells), north: new Float64Array(cells) }
}

function direction({ columns, rows, bed }: Grid, stride: number, crests?: Float64Array): Direction {
  const cells = columns * rows
  const rise = new Float64Array(cells).fill(Number.NaN)
  for (let i = 0; i < cells; i++) {
    const isLast = stride === 1 ? i % columns === columns - 1 : i >= cells - columns
    if (!isLast) rise[i] = (bed[i + stride] as number) - (bed[i] as number)
  }
  const array = () => new Float64Array(cells)
  return {
    ...{ stride, rise, crest: crests ? crests.map((level, i) => level - (bed[i] as number)) : null },
    ...{ opensAhead: new Uint8Array(cells), opensBehind: new Uint8Array(cells) },
    slopes: { level: array(), depth: array(), along: array(), across: array() },
    ...{ water: array(), left: array(), right: array() },
  }
}
