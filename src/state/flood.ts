import type { LonLat } from '../domain/geo/coordinates.ts'
import type { ComputedBy } from '../domain/inundation/computed-by.ts'
import type { FloodGround } from '../domain/inundation/flood-ground.ts'
import type { ComputedFrame, FloodFrame, FloodProgress } from '../domain/inundation/frame.ts'
import { isSameGrid } from '../domain/inundation/grid.ts'
import type { FloodOutcome } from '../domain/inundation/outcome.ts'
import { thinned } from '../domain/inundation/samples.ts'
import type { Failure, Result } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'

/** [bytes] that the frames of a run may take; beyond it every second one is left out */
const MOST_FRAME_BYTES = 256 << 20
/** Above this share of the volume that came, water is not accounted for and nothing may be relied on. */
export const MOST_VOLUME_ERROR = 1e-4

/** What of a run is drawn: water at an instant, what was worst, when it came, or how two runs differ. */
export const FLOOD_LAYERS = ['depth', 'maximum', 'arrival', 'difference'] as const
export type FloodLayer = (typeof FLOOD_LAYERS)[number]

/** What a click in the water asks for. */
export const FLOOD_TOOLS = ['point', 'section'] as const
export type FloodTool = (typeof FLOOD_TOOLS)[number]

export type FloodSummary = RunSummary<FloodOutcome>

/** A finished run that another is compared with. */
export interface FloodReference {
  readonly name: string
  readonly grid: FloodGround
  readonly summary: FloodSummary
}

/** A run of the inundation as the page follows and plays it. */
export interface Flood {
  /** of the scenario, as it was given */
  readonly name: string
  readonly grid: FloodGround
  /** of the plane of the grid, as `crsOf` takes it */
  readonly crs: string
  readonly stage:
    | { readonly state: 'running' }
    | { readonly state: 'done'; readonly summary: FloodSummary }
    | { readonly state: 'failed'; readonly failure: Failure }
  /** by time; not every one that came when they are many */
  readonly frames: readonly FloodFrame[]
  readonly progress: FloodProgress | null
  /** null = not known before the first frame */
  readonly computedBy: ComputedBy | null
  /** place in `frames` of the one that is shown; the newest while `isFollowing` */
  readonly shown: number
  readonly isFollowing: boolean
  /** simulated seconds in a second while it plays; null = it stands */
  readonly pace: number | null
  readonly layer: FloodLayer
  /** place in ARRIVAL_DEPTHS of the layer "arrival" */
  readonly arrivalDepth: number
  readonly tool: FloodTool
  /** one place for the hydrograph, two for the cross-section */
  readonly places: readonly LonLat[]
  readonly reference: FloodReference | null
}

export function startedFlood(
  { name, grid, crs }: Pick<Flood, 'name' | 'grid' | 'crs'>,
  reference: FloodReference | null,
): Flood {
  return {
    ...{ name, grid, crs, reference, stage: { state: 'running' }, frames: [], progress: null, computedBy: null },
    ...{ shown: 0, isFollowing: true, pace: null, layer: 'depth', arrivalDepth: 1, tool: 'point', places: [] },
  }
}

/**
 * A frame came. What is looked at stays, also when frames before it are left out. Where the computing began anew, frames of
 * what failed give way to it.
 */
export function withFrame(flood: Flood, { computedBy, ...frame }: ComputedFrame): Flood {
  const time = flood.frames[flood.shown]?.time ?? 0
  const before = flood.computedBy?.backend === computedBy.backend ? flood.frames : []
  const frames = thinned([...before, frame], MOST_FRAME_BYTES)
  const shown = flood.isFollowing ? frames.length - 1 : frameAt(frames, time)
  return { ...flood, frames, shown, progress: frame.progress, computedBy }
}

export function endedFlood(flood: Flood, result: Result<FloodSummary>): Flood {
  const stage: Flood['stage'] = result.ok
    ? { state: 'done', summary: result.value }
    : { state: 'failed', failure: result.failure }
  return { ...flood, stage, isFollowing: false }
}

/** Place of the last frame at or before a time [s]; 0 before the first. */
export function frameAt(frames: readonly FloodFrame[], time: number): number {
  return Math.max(
    0,
    frames.findLastIndex((frame) => frame.time <= time),
  )
}

export function summaryOf({ stage }: Flood): FloodSummary | null {
  return stage.state === 'done' ? stage.summary : null
}

/** What can be drawn of a run now; the others are told, not hidden. */
export function canShow(flood: Flood, layer: FloodLayer): boolean {
  if (layer === 'depth') return flood.frames.length > 0
  if (!summaryOf(flood)) return false
  return layer !== 'difference' || (flood.reference !== null && isSameGrid(flood.grid, flood.reference.grid))
}

/** Share of the volume that the accounts do not explain; null before the first word. */
export function volumeError({ stage, progress }: Flood): number | null {
  if (stage.state === 'done') return Math.max(...stage.summary.balance.map(({ error }) => error), 0)
  return progress?.error ?? null
}
