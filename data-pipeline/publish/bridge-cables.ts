import type { BridgePart } from '../../src/domain/asset/bridge-part.ts'
import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import type { Bridge, BridgeBody } from './bridge-body.ts'
import { type Pylon, SHORTEST_HANGER } from './bridge-pylon.ts'
import type { StructureAxis } from './structure-axis.ts'

/** along the deck, where the table does not say [m] */
const SPACING = { 'cable-stayed': 8, suspension: 10 } as const
/** with its sheath, a little more than usual so that it reads from half a kilometre [m] */
const STAY_DIAMETER = 0.3
const MAIN_DIAMETER = 0.5
const HANGER_DIAMETER = 0.12
/** cables end in the parapet, this far inside the edge of the deck [m] */
const FROM_EDGE = 0.15
/** stays reach a pylon between these parts of its height above the deck, the longest highest */
const [LOWEST_STAY, HIGHEST_STAY] = [0.6, 0.96]
/** the last stay of a side span keeps off the end of the bridge [m] */
const FROM_END = 1
/** an anchor of a main cable lies this part of the main span behind its pylon, or at the end of the bridge */
const ANCHOR_SHARE = 0.45
/** chords of a main cable in its span: they leave the parabola by 1 / 400 of its sag */
const CABLE_PARTS = 20

/** Cables in two planes above the edges of the deck. */
export function cables(axis: StructureAxis, pylons: readonly Pylon[], span: number, bridge: Bridge): BridgeBody[] {
  const given = bridge.cableSpacing
  const spacing = given !== null && given > 0 ? given : SPACING[bridge.support ?? 'cable-stayed']
  return [-1, 1].flatMap((side) =>
    bridge.support === 'suspension'
      ? suspended(axis, pylons, span, bridge, spacing, side)
      : pylons.flatMap((pylon) => stays(axis, pylon, span, bridge, spacing, side)),
  )
}

/** A fan of stays to both sides of a pylon, as many to the land as to the main span. */
function stays(
  axis: StructureAxis,
  pylon: Pylon,
  span: number,
  { width }: Bridge,
  spacing: number,
  side: number,
): BridgeBody[] {
  const { station, height, offset } = pylon
  const count = Math.max(1, Math.round(span / 2 / spacing - 0.5))
  const step = span / 2 / (count + 0.5)
  const landStep = Math.min(step, ((axis.length - span) / 2 - FROM_END) / count)
  const toMiddle = station < axis.length / 2 ? 1 : -1
  const edge = side * (width / 2 - FROM_EDGE)
  return Array.from({ length: count }, (_, i) => i + 1).flatMap((number) => {
    const share = count === 1 ? 1 : (number - 1) / (count - 1)
    const up = height * (LOWEST_STAY + (HIGHEST_STAY - LOWEST_STAY) * share)
    const head = axis.at(station, { right: side * offset, up })
    return [toMiddle * step, -toMiddle * landStep]
      .filter((away) => Math.abs(away) > 0.1)
      .map((away) => tube('stay-cable', [axis.at(station + away * number, { right: edge }), head], STAY_DIAMETER))
  })
}

/** A main cable over both pylons, a parabola between them and straight to its anchors, and hangers in the main span. */
function suspended(
  axis: StructureAxis,
  pylons: readonly Pylon[],
  span: number,
  { width }: Bridge,
  spacing: number,
  side: number,
): BridgeBody[] {
  const [first, second] = pylons
  if (!first || !second) return []
  const edge = side * (width / 2 - FROM_EDGE)
  const tops = [first.deck + first.height, second.deck + second.height] as const
  const chord = (share: number) => tops[0] + (tops[1] - tops[0]) * share
  const sag = Math.max(0, chord(0.5) - axis.at(axis.length / 2).height - SHORTEST_HANGER)
  const cableAt = (share: number): LonLatHeight => {
    const place = axis.at(first.station + span * share, { right: side * first.offset })
    return { ...place, height: chord(share) - 4 * sag * share * (1 - share) }
  }
  const reach = Math.min(first.station, ANCHOR_SHARE * span)
  const anchors = [first.station - reach, second.station + reach].map((at) => axis.at(at, { right: edge }))
  const [start, end] = anchors
  if (!start || !end) return []
  const line = Array.from({ length: CABLE_PARTS + 1 }, (_, i) => cableAt(i / CABLE_PARTS))
  const count = Math.max(1, Math.round(span / spacing))
  const hangers = Array.from({ length: count - 1 }, (_, i) => {
    const share = (i + 1) / count
    return tube('hanger', [axis.at(first.station + span * share, { right: edge }), cableAt(share)], HANGER_DIAMETER)
  })
  return [tube('main-cable', [start, ...line, end], MAIN_DIAMETER), ...hangers]
}

function tube(part: BridgePart, path: LonLatHeight[], diameter: number): BridgeBody {
  return { part, shape: { kind: 'tube', path, section: { kind: 'circle', diameter } } }
}
