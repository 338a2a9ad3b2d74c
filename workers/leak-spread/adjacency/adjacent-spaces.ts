import { type Apart, apartOf, type Shapes } from './apart.ts'
import { type Nearest, nearestOf, SegmentGrid } from './segment-grid.ts'

/** Gas pipes, flat; NaN = not known. */
export interface GasPipes {
  /** x, y of both ends by pipe [m] */
  readonly ends: Float64Array
  /** above the air's [kPa] */
  readonly pressure: Float64Array
  /** [years] */
  readonly age: Float64Array
  /** index into `MATERIALS`; −1 = not known */
  readonly material: Int8Array
  /** left out = nothing is known of depths and sizes */
  readonly shapes?: Shapes
}

/** Wells, ducts, basements, flat. */
export interface AdjacentSpaces {
  /** x, y of both ends by space; equal ones for a well [m] */
  readonly ends: Float64Array
  readonly hasSensor: Uint8Array
  /** who is about; NaN = not known */
  readonly people: Float64Array
  /** left out = nothing is known of depths and sizes */
  readonly shapes?: Shapes
}

export const MATERIALS = ['cast iron', 'steel', 'polyethylene'] as const

/** A pipe and a space within reach of each other. */
export interface AdjacentPair extends Apart {
  readonly pipe: number
  readonly space: number
  /** 0…1, by `rankOf` */
  readonly rank: number
  /** something about it is not known and was taken as the worst */
  readonly isAssumed: boolean
}

/** Where gas may get into spaces. */
export interface Adjacency {
  /** worst first, at most as many as asked for */
  readonly pairs: readonly AdjacentPair[]
  /** all that there are */
  readonly pairCount: number
  readonly spacesInReach: number
  /** of them those with a methane sensor */
  readonly watched: number
  /** the worst pair of each of them that has no methane sensor, worst first */
  readonly unwatched: readonly AdjacentPair[]
}

/** How likely a material is to leak, against cast iron (choice). */
const MATERIAL_RANK = [1, 0.6, 0.3] as const
/** Distance at which rank has fallen to 1/e [m], and age at which a pipe counts as old [years] (choices). */
const [NEAR, OLD] = [5, 40]
/** pipes */
const TOLD_EVERY = 1000

/**
 * Pairs of gas pipes and spaces within reach, ranked: distance × (0.4 pressure + 0.3 age + 0.3 material) × people. An order
 * to look at them in, no probability. What is not known counts as the worst, and is told.
 *
 * @param reach  clear of both walls, in space where both depths are known, else in plan [m], > 0
 * @param most  pairs that are kept
 * @param tell  hears how many pipes are compared, of how many, every thousand
 */
export function adjacentSpaces(
  pipes: GasPipes,
  spaces: AdjacentSpaces,
  reach: number,
  most: number,
  tell: (done: number, of: number) => void = () => {},
): Adjacency {
  const grid = new SegmentGrid(spaces.ends, Math.max(reach, 1), spaces.shapes?.radius.map(known))
  const count = spaces.hasSensor.length
  // by space, its worst pair
  const worst = { rank: new Float64Array(count), pipe: new Int32Array(count) }
  const kept = new Worst(most)
  const nearest: Nearest = { distance: 0, along: 0, alongOther: 0 }
  const clearOf = (pipe: number, space: number): Apart => {
    nearestOf(pipes.ends, 4 * pipe, spaces.ends, 4 * space, nearest)
    return apartOf(pipes.shapes, pipe, spaces.shapes, space, nearest)
  }
  let pairCount = 0
  const all = pipes.pressure.length
  for (let pipe = 0; pipe < all; pipe++) {
    if (pipe % TOLD_EVERY === 0) tell(pipe, all)
    grid.near(pipes.ends, pipe, reach + known(pipes.shapes?.radius[pipe]), (space) => {
      const { distance } = clearOf(pipe, space)
      if (distance > reach) return
      const rank = rankOf(pipes, spaces, pipe, space, distance)
      pairCount++
      if (rank > (worst.rank[space] as number)) {
        worst.rank[space] = rank
        worst.pipe[space] = pipe
      }
      kept.offer(pipe, space, rank)
    })
  }
  tell(all, all)
  const told = ({ pipe, space, rank }: Ranked): AdjacentPair => ({
    ...{ pipe, space, rank, ...clearOf(pipe, space) },
    isAssumed: isAssumed(pipes, spaces, pipe, space),
  })
  const pairOf = (space: number) =>
    told({ space, pipe: worst.pipe[space] as number, rank: worst.rank[space] as number })
  const inReach = Array.from(worst.rank.keys()).filter((space) => (worst.rank[space] as number) > 0)
  const unwatched = inReach.filter((space) => spaces.hasSensor[space] === 0).map(pairOf)
  unwatched.sort((a, b) => b.rank - a.rank || a.space - b.space)
  const watched = inReach.filter((space) => spaces.hasSensor[space] !== 0).length
  const pairs = kept.sorted().map(told)
  return { pairs, pairCount, spacesInReach: inReach.length, watched, unwatched }
}

function rankOf(pipes: GasPipes, spaces: AdjacentSpaces, pipe: number, space: number, distance: number): number {
  const [pressure, age] = [pipes.pressure[pipe] as number, pipes.age[pipe] as number]
  // low pressure 0.4, from medium 0.7 up to 1 at 400 kPa and more
  const pressed = Number.isNaN(pressure) ? 1 : pressure <= 10 ? 0.4 : Math.min(1, 0.7 + (0.3 * (pressure - 10)) / 390)
  const aged = Number.isNaN(age) ? 1 : Math.min(1, Math.max(0, age) / OLD)
  const made = MATERIAL_RANK[pipes.material[pipe] as number] ?? 1
  const people = spaces.people[space] as number
  const met = Number.isNaN(people) ? 1 : Math.min(1, 0.4 + 0.2 * Math.log10(1 + Math.max(0, people)))
  return Math.exp(-distance / NEAR) * (0.4 * pressed + 0.3 * aged + 0.3 * made) * met
}

function isAssumed(pipes: GasPipes, spaces: AdjacentSpaces, pipe: number, space: number): boolean {
  const known = [pipes.pressure[pipe], pipes.age[pipe], spaces.people[space]]
  return known.some((value) => Number.isNaN(value)) || (pipes.material[pipe] as number) < 0
}

interface Ranked {
  readonly pipe: number
  readonly space: number
  readonly rank: number
}

/** A radius that nobody knows is none. */
function known(radius: number | undefined): number {
  return radius !== undefined && radius > 0 ? radius : 0
}

/** Keeps the pairs with the highest ranks; equal ranks by pipe, then space. */
class Worst {
  readonly #most: number
  #pairs: Ranked[] = []
  #least = 0

  constructor(most: number) {
    this.#most = most
  }

  offer(pipe: number, space: number, rank: number): void {
    if (rank < this.#least) return
    this.#pairs.push({ pipe, space, rank })
    if (this.#pairs.length >= 4 * this.#most + 1000) this.#pairs = this.sorted()
  }

  sorted(): Ranked[] {
    this.#pairs.sort((a, b) => b.rank - a.rank || a.pipe - b.pipe || a.space - b.space)
    const kept = this.#pairs.slice(0, this.#most)
    if (kept.length === this.#most) this.#least = kept.at(-1)?.rank ?? 0
    return kept
  }
}
