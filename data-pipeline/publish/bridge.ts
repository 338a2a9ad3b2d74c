import type { BridgePart } from '../../src/domain/asset/bridge-part.ts'
import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import type { Shape } from '../tile/feature.ts'
import { type Bridge, type BridgeBody, block } from './bridge-body.ts'
import { cables } from './bridge-cables.ts'
import { pylonOf, pylonShapes } from './bridge-pylon.ts'
import type { Ground } from './ground.ts'
import { type StructureAxis, structureAxis } from './structure-axis.ts'

/** of a parapet above the deck [m]: what people on foot must not fall over */
const PARAPET = 1.1
/** of a deck's width that a pier has, and its length along the bridge [m] */
const PIER_WIDTH_SHARE = 0.6
const PIER_LENGTH = 2
/** a support lower than this is not worth drawing [m] */
const LOWEST_PIER = 1
const LOWEST_ABUTMENT = 0.3
/** an end higher than this above the ground stands on a pier, for the bridge goes on beyond its table [m] */
const HIGHEST_ABUTMENT = 8
const ABUTMENT_LENGTH = 1.5

/**
 * The deck as its table gives it, and what carries it as bridges usually have it: piers and abutments down to the
 * ground or bed, pylons and cables where the kind says so. Defaults and their reasons: data-pipeline/README.md. Where
 * the ground is not known nothing is founded on it.
 *
 * @param path  top of the deck
 */
export function bridgeBodies(path: readonly LonLatHeight[], bridge: Bridge, ground: Ground): BridgeBody[] {
  const { width, thickness } = bridge
  const deck: Shape = { kind: 'deck', path, width, thickness, parapet: PARAPET }
  if (path.length < 2) return [{ part: 'deck', shape: deck }]
  const axis = structureAxis(path)
  if (!(axis.length > 0)) return [{ part: 'deck', shape: deck }]
  const span = mainSpanOf(bridge, axis)
  const hangs = bridge.support !== null && span > 0
  const towers = hangs ? [(axis.length - span) / 2, (axis.length + span) / 2] : []
  const pylons = towers.map((station) => pylonOf(axis, station, span, bridge, ground))
  return [
    { part: 'deck', shape: deck },
    ...ends(axis, bridge, ground),
    ...pierStations(axis.length, span, bridge.pierSpacing, hangs).flatMap((station) =>
      pier(axis, station, bridge, ground),
    ),
    ...pylons.flatMap((pylon) => pylonShapes(axis, pylon, bridge)),
    ...(hangs ? cables(axis, pylons, span, bridge) : []),
  ]
}

/** What of a bridge is drawn without having been told: all but its deck. */
export function schematicParts(path: readonly LonLatHeight[], bridge: Bridge, ground: Ground): BridgePart[] {
  const parts = bridgeBodies(path, bridge, ground).map(({ part }) => (part === 'deck' ? 'parapet' : part))
  return [...new Set(parts)]
}

/** 0 where it is not known or not shorter than the bridge. */
function mainSpanOf({ mainSpan }: Bridge, { length }: StructureAxis): number {
  return mainSpan !== null && mainSpan > 0 && mainSpan < length ? mainSpan : 0
}

/** Each side of the main span, or the whole bridge, is divided evenly into spans as near to the given one as it goes. */
function pierStations(length: number, span: number, spacing: number | null, hangs: boolean): number[] {
  const side = span > 0 ? (length - span) / 2 : length
  const spans = spacing !== null && spacing > 0 ? Math.max(1, Math.round(side / spacing)) : 1
  const inner = Array.from({ length: spans - 1 }, (_, i) => ((i + 1) * side) / spans)
  if (span === 0) return inner
  const near = hangs ? inner : [...inner, side]
  return [...near, ...near.map((station) => length - station).toReversed()]
}

function pier(axis: StructureAxis, station: number, bridge: Bridge, ground: Ground): BridgeBody[] {
  const half = PIER_LENGTH / 2
  const shape = support(axis, station, [-half, half], bridge.width * PIER_WIDTH_SHARE, bridge, ground, LOWEST_PIER)
  return shape ? [{ part: 'pier', shape }] : []
}

function ends(axis: StructureAxis, bridge: Bridge, ground: Ground): BridgeBody[] {
  return [0, axis.length].flatMap((station): BridgeBody[] => {
    const place = axis.at(station, { up: -bridge.thickness })
    const level = ground.at(place.lon, place.lat)
    if (level === null) return []
    const inward = station === 0 ? 1 : -1
    if (place.height - level > HIGHEST_ABUTMENT) return pier(axis, station + inward * (PIER_LENGTH / 2), bridge, ground)
    const along = [0, inward * ABUTMENT_LENGTH].sort((a, b) => a - b)
    const shape = support(axis, station, [along[0] ?? 0, along[1] ?? 0], bridge.width, bridge, ground, LOWEST_ABUTMENT)
    return shape ? [{ part: 'abutment', shape }] : []
  })
}

/** A block from the lowest ground under it to the underside of the deck; null where that is less than `lowest` or not known. */
function support(
  axis: StructureAxis,
  station: number,
  [from, to]: readonly [number, number],
  width: number,
  { thickness }: Bridge,
  ground: Ground,
  lowest: number,
): Shape | null {
  const ring = block(axis, station, from, to, -width / 2, width / 2)
  const levels = ring.map(({ lon, lat }) => ground.at(lon, lat))
  if (levels.some((level) => level === null)) return null
  const bottom = Math.min(...levels.map((level) => level ?? 0))
  const top = Math.max(...[from, to].map((ahead) => axis.at(station + ahead).height)) - thickness
  return top - bottom < lowest ? null : { kind: 'prism', rings: [ring], bottom, top }
}
