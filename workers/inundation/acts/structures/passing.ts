import type { Grid, SurfaceSolver } from '../../surface/grid.ts'
import type { Act } from '../act.ts'
import type { Series } from '../series.ts'
import { passAcross } from './across.ts'
import { type Bridge, spanBridge } from './bridge.ts'
import type { LineFace } from './crest.ts'
import { type Culvert, culvert } from './culvert.ts'
import { type Opening, oneWay, opening, together, type Weir, weir } from './laws.ts'
import { type Law, type Pair, type Passage, passBetween } from './pair.ts'
import { type Pump, runPump } from './pump.ts'
import { type RatingCurve, rating } from './rating.ts'

/** C of the weir over the top of a gate [m^½/s]: a sharp edge. */
const OVER_GATE = 1.8

/** A gate that is lifted by a share of its height. */
export interface Gate {
  /** level of its sill, and of the ground before it, which is it where it is higher [m] */
  readonly sill: number
  readonly ground: number
  /** of the opening when all open [m], > 0 */
  readonly height: number
  readonly width: number
  /** Cd [-] */
  readonly coefficient: number
  /** level above which water runs over it [m]; null = none does */
  readonly top: number | null
}

/** By what law water passes, as data. */
export type PassingLaw =
  | ({ readonly type: 'weir' } & Weir)
  | ({ readonly type: 'gate' } & Gate)
  | ({ readonly type: 'culvert' } & Culvert)
  /** `share` of what the curves say */
  | { readonly type: 'rating'; readonly curves: readonly RatingCurve[]; readonly share: number }

/** A law, and what staff do with it. */
export interface Regulated {
  readonly law: PassingLaw
  /** 0…1 in time, in steps: of a gate how far it is lifted, else what of the law passes */
  readonly open: Series
  /** nothing runs back */
  readonly isOneWay: boolean
}

/**
 * A structure that passes water, or the part of it at one face, as data: a solver that takes steps of its own does it within
 * them.
 */
export type Passing =
  | { readonly type: 'across'; readonly face: LineFace; readonly by: Regulated }
  | { readonly type: 'between'; readonly pair: Pair; readonly by: Regulated }
  | { readonly type: 'pump'; readonly pump: Pump }
  | { readonly type: 'bridge'; readonly faces: readonly LineFace[]; readonly bridge: Bridge }

/** The same as an act on a solver that takes one step at a time. */
export function passBy(grid: Grid, solver: SurfaceSolver, passing: Passing): Act {
  switch (passing.type) {
    case 'across':
      return passAcross(grid, solver, passing.face, passageOf(passing.by))
    case 'between':
      return passBetween(grid, solver, passing.pair, passageOf(passing.by))
    case 'pump':
      return runPump(grid, solver, passing.pump)
    case 'bridge':
      return spanBridge(grid, solver, passing.faces, passing.bridge)
  }
}

/** @throws RangeError when a figure of the law is none that it can be */
export function passageOf({ law, open, isOneWay }: Regulated): Passage {
  const flapped = (one: Law) => (isOneWay ? oneWay(one) : one)
  if (law.type === 'gate') return { lawAt: (time) => flapped(lifted(law, open.at(time))), bendsAfter: open.bendsAfter }
  const through = flapped(lawOf(law))
  return {
    lawAt(time) {
      const share = open.at(time)
      return (from, to) => share * through(from, to)
    },
    bendsAfter: open.bendsAfter,
  }
}

function lawOf(law: Exclude<PassingLaw, { type: 'gate' }>): Law {
  switch (law.type) {
    case 'weir':
      return weir(law)
    case 'culvert':
      return culvert(law)
    case 'rating': {
      const whole = rating(law.curves)
      return (from, to) => law.share * whole(from, to)
    }
  }
}

function lifted(gate: Gate, share: number): Law {
  const { under, over } = waysOf(gate, share)
  return over ? together(opening(under), weir(over)) : opening(under)
}

/** What a gate that is lifted by a share of its height leaves open: under it, and over its top. */
export function waysOf(
  { sill: own, ground, height: whole, width, coefficient, top }: Gate,
  share: number,
): { readonly under: Opening; readonly over: Weir | null } {
  const sill = Math.max(own, ground)
  const height = Math.max(0, own + whole * share - sill)
  return {
    under: { sill, height, width, coefficient },
    over: top === null ? null : { crest: Math.max(top, sill + height), width, coefficient: OVER_GATE },
  }
}
