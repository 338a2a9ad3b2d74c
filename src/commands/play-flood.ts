import type { LonLat } from '../domain/geo/coordinates.ts'
import {
  areTwo,
  awaitsSectionEnd,
  canShow,
  type Flood,
  type FloodLayer,
  type FloodSide,
  type FloodTool,
} from '../state/flood.ts'
import type { CommandContext } from './context.ts'
import { type Played, playFrames, showFrame } from './play-frames.ts'

/** The line of a split stays in the picture, that it can be taken hold of. */
const FROM_EDGE = 0.02
const MIDDLE = 0.5

const FLOOD: Played<Flood> = {
  read: ({ flood }) => flood,
  write: (flood) => ({ flood }),
  identity: ({ grid }) => grid,
  isComputing: ({ stage }) => stage.state === 'running',
  look: { layer: 'depth' },
}

/** Shows one frame of the flood, by its place; playing ends. */
export function showFloodFrame(context: CommandContext, place: number): void {
  showFrame(context, FLOOD, place)
}

/** Plays the flood; null lets it stand. @param pace  simulated seconds in a second */
export function playFlood(context: CommandContext, pace: number | null): void {
  playFrames(context, FLOOD, pace)
}

/** Chooses what of the flood is drawn; what cannot be drawn yet is not chosen. How two runs differ is told from B. */
export function setFloodLayer(context: CommandContext, layer: FloodLayer): void {
  change(context, (flood) => {
    if (!canShow(flood, layer)) return flood
    return { ...flood, layer, pace: null, side: layer === 'difference' ? 'own' : flood.side }
  })
}

/** Looks at the other of two runs, at the same time and in the same layer; how they differ is no side of either. */
export function setFloodSide(context: CommandContext, side: FloodSide): void {
  change(context, (flood) => {
    const next = { ...flood, side, split: null, layer: layerOfOne(flood) }
    return canShow(next, next.layer) ? next : { ...next, layer: 'depth' }
  })
}

/** Splits the picture between two runs, A left and B right of a line in the middle of what no panel covers. */
export async function splitFlood(context: CommandContext): Promise<void> {
  // at once, as one expects of what one presses; the docks are measured with the next picture
  moveFloodSplit(context, MIDDLE)
  const { left, right } = await context.ports.free()
  const { flood } = context.store.getState()
  if (flood?.split === MIDDLE) moveFloodSplit(context, (left + right) / 2)
}

/**
 * Moves the line between two runs; files and warnings are of B then. Where there are no two it does nothing.
 *
 * @param share  of the picture's width from its left edge; nearer to an edge than 2 % it stays there
 */
export function moveFloodSplit(context: CommandContext, share: number): void {
  change(context, (flood) => {
    if (!areTwo(flood)) return flood
    const split = Math.min(Math.max(share, FROM_EDGE), 1 - FROM_EDGE)
    const next = { ...flood, side: 'own' as const, split, layer: layerOfOne(flood) }
    return canShow(next, next.layer) ? next : { ...next, layer: 'depth' }
  })
}

/** How two runs differ is no layer of either. */
function layerOfOne({ layer }: Flood): FloodLayer {
  return layer === 'difference' ? 'maximum' : layer
}

/** @param place  in ARRIVAL_DEPTHS */
export function setArrivalDepth(context: CommandContext, place: number): void {
  change(context, (flood) => ({ ...flood, arrivalDepth: place }))
}

/** Chooses what a click asks for; what was asked before goes. */
export function setFloodTool(context: CommandContext, tool: FloodTool): void {
  change(context, (flood) => ({ ...flood, tool, places: [] }))
}

/** A place of the hydrograph, or an end of the cross-section: a third begins another. */
export function markFlood(context: CommandContext, { lon, lat }: LonLat): void {
  change(context, (flood) => {
    const before = awaitsSectionEnd(flood) ? flood.places : []
    return { ...flood, places: [...before, { lon, lat }] }
  })
}

function change({ store }: CommandContext, next: (flood: Flood) => Flood): void {
  store.setState(({ flood }) => ({ flood: flood && next(flood) }))
}
