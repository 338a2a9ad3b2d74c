import type { LonLat } from '../domain/geo/coordinates.ts'
import { canShow, type Flood, type FloodLayer, type FloodSide, type FloodTool } from '../state/flood.ts'
import type { CommandContext } from './context.ts'
import { type Played, playFrames, showFrame } from './play-frames.ts'

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

/** Chooses what of the flood is drawn; what cannot be drawn yet is not chosen. */
export function setFloodLayer(context: CommandContext, layer: FloodLayer): void {
  change(context, (flood) => (canShow(flood, layer) ? { ...flood, layer, pace: null } : flood))
}

/** Looks at the other of two runs, at the same time and in the same layer; how they differ is no side of either. */
export function setFloodSide(context: CommandContext, side: FloodSide): void {
  change(context, (flood) => {
    const next = { ...flood, side, layer: flood.layer === 'difference' ? ('maximum' as const) : flood.layer }
    return canShow(next, next.layer) ? next : { ...next, layer: 'depth' }
  })
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
    const before = flood.tool === 'section' && flood.places.length === 1 ? flood.places : []
    return { ...flood, places: [...before, { lon, lat }] }
  })
}

function change({ store }: CommandContext, next: (flood: Flood) => Flood): void {
  store.setState(({ flood }) => ({ flood: flood && next(flood) }))
}
