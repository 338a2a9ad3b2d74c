import { solveDense } from '../../numerics/solve-dense.ts'
import { passedBy } from './erfc.ts'
import type { Below, Medium } from './kernels.ts'
import { reachOfFlow } from './reach-of-flow.ts'

/** A space in the ground as gas in the soil finds it. */
export interface Reached {
  /** of the space, what is nearest to the leak */
  readonly place: Below
  /** of the sphere that takes up as much as its walls do [m], > 0: `uptakeRadius` */
  readonly radius: number
}

/** The ground between a leak and what is around it. */
export interface Ground extends Medium {
  /** open part of the surface, 0…1; 0.02…0.1 for cracks in asphalt */
  readonly openShare: number
  /** fill of the trench that conducts better along it; direction from east, anticlockwise [rad] */
  readonly trench?: { readonly direction: number; readonly factor: number }
}

/** Flow from `time` [s] on, until the next one [m³/s]. */
export type FlowStep = readonly [time: number, flow: number]

/**
 * Radius of the sphere that takes up what a slender body does (a well, a stretch of a duct): L/(2 ln(L/r)).
 *
 * @param length  [m]
 * @param radius  [m]; at least L/2 gives the radius itself
 * @param tightness  part of the wall that lets gas in, 0…1; jointed brick 1
 */
export function uptakeRadius(length: number, radius: number, tightness = 1): number {
  const slender = length > 2 * radius ? Math.max(radius, length / (2 * Math.log(length / radius))) : radius
  return tightness * slender
}

/**
 * Where the gas of a leak goes through soil: shares to each space, out of the surface, and the rest that stays in the ground,
 * each with the time that it takes. All that was released is in one of these accounts at any time.
 *
 * Spaces are small spheres that take up whatever reaches them; they stand in each other's shadow. Method, range and what it
 * leaves out: README.md.
 */
export class SoilPaths {
  /** of what is released in the end, by space */
  readonly shares: Float64Array
  /** the same out of the surface */
  readonly surfaceShare: number
  /** how far the flow carries the gas [m] */
  readonly flowReach: number
  readonly #releases: readonly FlowStep[]
  readonly #ways: readonly Way[]
  readonly #up: Way

  /** @param releases  by time, the first flow begins at its time; ≥ 0 */
  constructor(ground: Ground, leak: Below, reached: readonly Reached[], releases: readonly FlowStep[]) {
    const most = releases.reduce((sum, [, flow]) => Math.max(sum, flow), 0)
    this.#releases = releases
    this.flowReach = reachOfFlow(ground, most, leak.depth, ground.openShare)
    this.shares = sharesOf(ground, leak, reached)
    const taken = this.shares.reduce((sum, share) => sum + share, 0)
    this.surfaceShare = ground.openShare * (1 - taken)
    const slowness = 1 / Math.sqrt((4 * ground.diffusivity) / ground.air)
    const way = (own: number, mirrored: number, mirror: number): Way => {
      const carried = Math.min(own, this.flowReach)
      const delay = most > 0 ? ((4 / 3) * Math.PI * ground.air * carried ** 3) / most : 0
      // own way and that of the image are shortened alike, so that the response never passes 1
      return { delay, own, mirrored, mirror, slowness, carriedSlowness: (1 - carried / own) * slowness }
    }
    this.#ways = reached.map(({ place, radius }) => {
      const [own, mirrored] = distances(ground, leak, place)
      return way(Math.max(own, radius), Math.max(mirrored, own, radius), 1 - 2 * ground.openShare)
    })
    this.#up = way(leak.depth, leak.depth, 0)
  }

  /** Released by a time [m³]. */
  released(time: number): number {
    return this.#sum((since) => since, time)
  }

  /** Handed to a space by a time [m³]. */
  handed(space: number, time: number): number {
    const [way, share] = [this.#ways[space] as Way, this.shares[space] as number]
    return share === 0 ? 0 : share * this.#sum((since) => passed(way, since), time)
  }

  /** Out of the surface by a time [m³]. */
  surfaced(time: number): number {
    return this.surfaceShare * this.#sum((since) => passed(this.#up, since), time)
  }

  /** In the ground at a time [m³]. */
  stored(time: number): number {
    let left = this.released(time) - this.surfaced(time)
    for (let space = 0; space < this.shares.length; space++) left -= this.handed(space, time)
    return left
  }

  #sum(response: (since: number) => number, time: number): number {
    let [sum, before] = [0, 0]
    for (const [begin, flow] of this.#releases) {
      if (begin >= time) break
      sum += (flow - before) * response(time - begin)
      before = flow
    }
    return sum
  }
}

/** How a step of flow comes through: by diffusion all the way, or carried part of it, whichever is sooner. */
interface Way {
  /** of what is carried [s] */
  readonly delay: number
  readonly own: number
  readonly mirrored: number
  /** of the image */
  readonly mirror: number
  /** of diffusion [√s/m]; and where the flow carries it part of the way */
  readonly slowness: number
  readonly carriedSlowness: number
}

/** Both are convex in time, and so is the greater: no step down ever calls gas back. */
function passed(way: Way, since: number): number {
  return Math.max(diffused(way, way.slowness, since), diffused(way, way.carriedSlowness, since - way.delay))
}

function diffused({ own, mirrored, mirror }: Way, slowness: number, since: number): number {
  const direct = passedBy(slowness * own, since)
  if (mirror === 0) return direct
  const image = passedBy(slowness * mirrored, since)
  const whole = 1 / own + mirror / mirrored
  // a leak in an open surface: nothing is beside it
  return whole > 0 ? (direct / own + (mirror * image) / mirrored) / whole : 0
}

/** To a place and to the leak's image, along a trench shortened by √factor. */
function distances({ trench }: Ground, from: Below, to: Below): [own: number, mirrored: number] {
  let level = Math.hypot(to.x - from.x, to.y - from.y)
  if (trench) {
    const [east, north] = [Math.cos(trench.direction), Math.sin(trench.direction)]
    const along = (to.x - from.x) * east + (to.y - from.y) * north
    const across = (to.y - from.y) * east - (to.x - from.x) * north
    level = Math.hypot(along / Math.sqrt(trench.factor), across)
  }
  return [Math.hypot(level, to.depth - from.depth), Math.hypot(level, to.depth + from.depth)]
}

/**
 * Share fᵢ that ends in each space: fᵢ/bᵢ + Σⱼ Kᵢⱼ fⱼ = Kᵢ₀, K = 1/r + (1 − 2χ)/r′, so that each sphere lies at c = 0 in the
 * field of the leak and of all other spheres.
 */
function sharesOf(ground: Ground, leak: Below, reached: readonly Reached[]): Float64Array {
  const potential = (from: Below, to: Below, least: number) => {
    const [own, mirrored] = distances(ground, from, to)
    return 1 / Math.max(own, least) + (1 - 2 * ground.openShare) / Math.max(mirrored, own, least)
  }
  const matrix = reached.map((row, i) =>
    Float64Array.from(reached, (column, j) =>
      i === j
        ? 1 / row.radius + (1 - 2 * ground.openShare) / Math.max(2 * row.place.depth, row.radius)
        : potential(row.place, column.place, row.radius + column.radius),
    ),
  )
  const side = Float64Array.from(reached, ({ place, radius }) => potential(leak, place, radius))
  const solved = solveDense(matrix, side)
  // touching spheres can come out a little below nothing, or together above the whole
  const shares = solved.map((share) => Math.max(0, share))
  const sum = shares.reduce((total, share) => total + share, 0)
  return sum > 1 ? shares.map((share) => share / sum) : shares
}
