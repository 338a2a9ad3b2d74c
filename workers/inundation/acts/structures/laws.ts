import { GRAVITY } from '../../surface/grid.ts'
import type { Law } from './pair.ts'

/** Makes a law of one for the higher and the lower level. */
export function bothWays(discharge: (high: number, low: number) => number): Law {
  return (from, to) => (from === to ? 0 : from > to ? discharge(from, to) : 0 - discharge(to, from))
}

/** The same law without what would run back: a flap. */
export function oneWay(law: Law): Law {
  return (from, to) => Math.max(0, law(from, to))
}

/** Two ways beside each other. */
export function together(one: Law, other: Law): Law {
  return (from, to) => one(from, to) + other(from, to)
}

/** A weir. */
export interface Weir {
  /** level of its crest [m] */
  readonly crest: number
  /** [m], > 0 */
  readonly width: number
  /** C of Q = C b H^1.5 [m^½/s]; 1.7 for a broad crest, 1.8 for a sharp one */
  readonly coefficient: number
}

/**
 * Free weir Q = C b H₁^1.5, and drowned by Villemonte: Q (1 − (H₂/H₁)^1.5)^0.385. Heads above the crest are those of still
 * water.
 *
 * @source  J. R. Villemonte: Submerged-weir discharge studies. Engineering News-Record 139 (1947) 866–869
 */
export function weir({ crest, width, coefficient }: Weir): Law {
  return bothWays((high, low) => {
    const head = high - crest
    if (head <= 0) return 0
    const drowned = Math.max(0, low - crest) / head
    return coefficient * width * head * Math.sqrt(head) * (1 - drowned * Math.sqrt(drowned)) ** 0.385
  })
}

/** A rectangular opening. */
export interface Opening {
  /** level of its sill [m] */
  readonly sill: number
  /** [m], ≥ 0 */
  readonly height: number
  /** [m], > 0 */
  readonly width: number
  /** Cd [-], 0.5…0.8; 0.6 for a sharp edge */
  readonly coefficient: number
}

/**
 * Under a gate or through an opening: Q = Cd b y √(2 g (H₁ − max(H₂, y/2))), y = the lesser of the opening and H₁, heads
 * above the sill. Full and free: an orifice under the head of its middle; full and drowned: under the difference of the
 * levels; not full: Cd √g b H₁^1.5, a weir of 1.88 at Cd = 0.6. Continuous throughout.
 *
 * @source  V. T. Chow: Open-Channel Hydraulics (1959) 17-7; EPA SWMM Hydraulics Reference Manual (2017) 6.2
 */
export function opening({ sill, height, width, coefficient }: Opening): Law {
  return bothWays((high, low) => {
    const head = high - sill
    if (head <= 0) return 0
    const filled = Math.min(height, head)
    return coefficient * width * filled * Math.sqrt(2 * GRAVITY * (head - Math.max(low - sill, filled / 2)))
  })
}
