import type { LonLat } from '../domain/geo/coordinates.ts'
import { canShow, type Flood, type FloodLayer, type FloodSide, type FloodTool, frameAt } from '../state/flood.ts'
import type { CommandContext } from './context.ts'

/** [ms] between two looks at the clock while it plays */
const BEAT = 100

/** Shows one frame of the flood, by its place; playing ends. */
export function showFloodFrame(context: CommandContext, place: number): void {
  change(context, (flood) => ({
    ...flood,
    shown: Math.min(Math.max(0, place), Math.max(0, flood.frames.length - 1)),
    isFollowing: flood.stage.state === 'running' && place >= flood.frames.length - 1,
    layer: 'depth',
    pace: null,
  }))
}

/**
 * Plays the flood on from the frame that is shown, from the start when it is the last; null lets it stand. While it is
 * still computed the play waits at its newest frame.
 *
 * @param pace  simulated seconds in a second
 */
export function playFlood(context: CommandContext, pace: number | null): void {
  const { store, clock } = context
  const { flood } = store.getState()
  const wasPlaying = flood !== null && flood.pace !== null
  change(context, (flood) => ({ ...flood, pace, layer: 'depth', isFollowing: false }))
  // the play that is under way goes on at the new pace
  if (pace === null || !flood || wasPlaying) return
  const isAtEnd = flood.shown >= flood.frames.length - 1
  if (isAtEnd) change(context, (flood) => ({ ...flood, shown: 0 }))
  const { frames, shown } = store.getState().flood ?? flood
  let time = frames[shown]?.time ?? 0
  const { grid } = flood
  const stop = clock.every(BEAT, () => {
    const now = store.getState().flood
    // another flood, a frame that was chosen, or a stop
    if (!now || now.grid !== grid || now.pace === null) return stop()
    const end = now.frames.at(-1)?.time ?? 0
    time = Math.min(time + (now.pace * BEAT) / 1000, end)
    const isOver = time >= end && now.stage.state !== 'running'
    const place = frameAt(now.frames, time)
    if (place !== now.shown || isOver) {
      change(context, (flood) => ({ ...flood, shown: place, pace: isOver ? null : flood.pace }))
    }
    if (isOver) stop()
  })
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
