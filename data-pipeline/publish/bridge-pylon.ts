import type { Shape } from '../tile/feature.ts'
import { type Bridge, type BridgeBody, block } from './bridge-body.ts'
import type { Ground } from './ground.ts'
import type { StructureAxis } from './structure-axis.ts'

/** of a pylon above the deck, by the main span: stays are steepest at a fifth to a quarter, main cables sag a tenth */
const STAYED_SHARE = 1 / 4
const SAG_SHARE = 1 / 10
/** of the shortest hanger, in the middle of a span [m] */
export const SHORTEST_HANGER = 2
/** a leg along the bridge, by its height above the deck [m] */
const LEG_SHARE = 0.1
const [THINNEST_LEG, THICKEST_LEG] = [1.5, 6]
/** a leg across, by its length along */
const LEG_WIDTH_SHARE = 0.7
/** between the edge of the deck and a leg [m] */
const GAP = 0.2
/** a beam between the legs: its length by a leg's, and its height [m]: one who hangs under the deck passes below it */
const BEAM_SHARE = 0.7
const HIGHEST_BEAM = 1.5
/** traffic passes below the upper beam [m] */
const HEADROOM = 5.5
/** of a pylon above the deck: where the upper beam lies, below the stays or at the saddles of the main cables */
const BEAM_AT = { 'cable-stayed': 0.5, suspension: 0.88 } as const

/** Two legs beside the deck, with a beam under it and one above. */
export interface Pylon {
  readonly station: number
  /** top of the deck there [m, H] */
  readonly deck: number
  /** above the deck [m] */
  readonly height: number
  /** foot of the legs [m, H] */
  readonly bottom: number
  /** of a leg along and across the bridge [m] */
  readonly along: number
  readonly across: number
  /** middle of a leg from the axis [m] */
  readonly offset: number
}

/** The pylon at an end of the main span; where the ground is not known its legs end at the beam under the deck. */
export function pylonOf(axis: StructureAxis, station: number, span: number, bridge: Bridge, ground: Ground): Pylon {
  const usual = bridge.support === 'suspension' ? span * SAG_SHARE + SHORTEST_HANGER : span * STAYED_SHARE
  const given = bridge.pylonHeight
  const height = given !== null && given > 0 ? given : usual
  const along = Math.min(Math.max(height * LEG_SHARE, THINNEST_LEG), THICKEST_LEG)
  const across = along * LEG_WIDTH_SHARE
  const offset = bridge.width / 2 + GAP + across / 2
  const deck = axis.at(station).height
  const beam = deck - bridge.thickness - beamHeightOf(along)
  const feet = [-1, 1].map((side) => {
    const { lon, lat } = axis.at(station, { right: side * offset })
    return ground.at(lon, lat) ?? beam
  })
  return { station, deck, height, bottom: Math.min(beam, ...feet), along, across, offset }
}

export function pylonShapes(axis: StructureAxis, pylon: Pylon, { width, thickness, support }: Bridge): BridgeBody[] {
  const { station, deck, height, bottom, along, across, offset } = pylon
  const top = deck + height
  const inner = width / 2 + GAP
  const beamHeight = beamHeightOf(along)
  const leg = (side: number): Shape => {
    const [left, right] = [side * offset - across / 2, side * offset + across / 2]
    return { kind: 'prism', rings: [block(axis, station, -along / 2, along / 2, left, right)], bottom, top }
  }
  const beam = (from: number): Shape => {
    const half = (along * BEAM_SHARE) / 2
    const ring = block(axis, station, -half, half, -inner, inner)
    return { kind: 'prism', rings: [ring], bottom: from, top: from + beamHeight }
  }
  const upper = Math.max(deck + HEADROOM, deck + height * BEAM_AT[support ?? 'cable-stayed'])
  const shapes = [leg(-1), leg(1), beam(deck - thickness - beamHeight)]
  if (upper + beamHeight <= top) shapes.push(beam(upper))
  return shapes.map((shape) => ({ part: 'pylon', shape }))
}

function beamHeightOf(along: number): number {
  return Math.min(along * BEAM_SHARE, HIGHEST_BEAM)
}
