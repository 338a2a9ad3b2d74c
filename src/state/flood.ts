import type { LonLat } from '../domain/geo/coordinates.ts'
import type { AssetWarning } from '../domain/inundation/asset-warnings.ts'
import type { ComputedBy } from '../domain/inundation/computed-by.ts'
import type { FloodGround } from '../domain/inundation/flood-ground.ts'
import type { FloodPlan } from '../domain/inundation/flood-plan.ts'
import type { ComputedFrame, FloodFrame, FloodProgress } from '../domain/inundation/frame.ts'
import { isSameGrid } from '../domain/inundation/grid.ts'
import type { FloodOutcome } from '../domain/inundation/outcome.ts'
import type { FloodPreset, FloodScenario, FloodSwitch, SwitchOrder } from '../domain/inundation/scenario.ts'
import type { Failure, Result } from '../domain/result.ts'
import type { RunSummary } from '../domain/run-summary.ts'
import { thinned } from '../domain/thinned.ts'
import { frameAt, NO_FRAMES, type Player, withFrames } from './player.ts'

/**
 * [bytes] that the frames of a run may take, and those of the one that is kept beside it; beyond it every second one is
 * left out. With what is by cell (37 bytes a cell and run) two runs of a million cells take some 460 MB at most, and 20
 * more while a line splits the picture between them.
 */
const MOST_FRAME_BYTES = 256 << 20
const MOST_KEPT_BYTES = 128 << 20
/** Of the assets that a run warns of so many are marked in the picture, the deepest; the list says so. */
export const MOST_MARKED = 100
/** Above this share of the volume that came, water is not accounted for and nothing may be relied on. */
export const MOST_VOLUME_ERROR = 1e-4

/** What of a run is drawn: water at an instant, what was worst, how dangerous, when it came and stood, or how two runs differ. */
export const FLOOD_LAYERS = ['depth', 'maximum', 'speed', 'hazard', 'arrival', 'standing', 'difference'] as const
export type FloodLayer = (typeof FLOOD_LAYERS)[number]

/** What a click in the water asks for. */
export const FLOOD_TOOLS = ['point', 'section'] as const
export type FloodTool = (typeof FLOOD_TOOLS)[number]

/** Which of two runs is looked at: the one that is kept (A), or the one after it (B). */
export const FLOOD_SIDES = ['kept', 'own'] as const
export type FloodSide = (typeof FLOOD_SIDES)[number]

export type FloodSummary = RunSummary<FloodOutcome>

/** What a run computes, and where. */
export interface FloodSetting {
  /** given by its reader; null = it is called after its preset, or after its rain */
  readonly name: string | null
  /** null = of no preset */
  readonly preset: FloodPreset | null
  readonly scenario: FloodScenario
  /** beside the scenario, by staff while it was computed, at the times at which it was taken */
  readonly switched: readonly FloodSwitch[]
  readonly plan: FloodPlan
  readonly grid: FloodGround
  /** of the plane of the grid, as `crsOf` takes it */
  readonly crs: string
  /** [ms since 1970 UTC] */
  readonly startedAt: number
}

/** A run that has come to its end. */
export interface FinishedFlood extends FloodSetting {
  readonly frames: readonly FloodFrame[]
  readonly summary: FloodSummary
  /** null = nobody told */
  readonly computedBy: ComputedBy | null
  /** 模拟预警 of assets, the deepest first; null until they are worked out */
  readonly warnings: readonly AssetWarning[] | null
}

/** A run of the inundation as the page follows and plays it. */
export interface Flood extends FloodSetting, Player<FloodFrame> {
  readonly stage:
    | { readonly state: 'running' }
    | { readonly state: 'done'; readonly summary: FloodSummary }
    | { readonly state: 'failed'; readonly failure: Failure }
  readonly progress: FloodProgress | null
  /** switched by staff, and not yet taken by the run */
  readonly ordered: readonly SwitchOrder[]
  /** null = not known before the first frame */
  readonly computedBy: ComputedBy | null
  readonly warnings: FinishedFlood['warnings']
  readonly layer: FloodLayer
  /** place in ARRIVAL_DEPTHS of the layer "arrival" */
  readonly arrivalDepth: number
  readonly tool: FloodTool
  /** one place for the hydrograph, two for the cross-section */
  readonly places: readonly LonLat[]
  /** the finished run that this one is compared with */
  readonly reference: FinishedFlood | null
  readonly side: FloodSide
  /** where two runs are split, A left and B right of it, as a share of the picture's width; null = one run is in the picture */
  readonly split: number | null
}

export function startedFlood(setting: Omit<FloodSetting, 'switched'>, reference: FinishedFlood | null): Flood {
  const { name, preset, scenario, plan, grid, crs, startedAt } = setting
  return {
    ...{
      name,
      preset,
      scenario,
      plan,
      crs,
      startedAt,
      reference,
      side: 'own',
      split: null,
      stage: { state: 'running' },
    },
    // one ground in memory and in the picture, whichever run is looked at
    grid: reference && isSameGround(grid, reference.grid) ? reference.grid : grid,
    ...{ ...NO_FRAMES, progress: null, computedBy: null, warnings: null, switched: [], ordered: [] },
    ...{ layer: 'depth', arrivalDepth: 1, tool: 'point', places: [] },
  }
}

/**
 * A frame came. What is looked at stays, also when frames before it are left out. Where the computing began anew, frames of
 * what failed give way to it.
 */
export function withFrame(flood: Flood, { computedBy, switched, ...frame }: ComputedFrame): Flood {
  const before = flood.computedBy?.backend === computedBy.backend ? flood.frames : []
  const frames = withFrames(flood, [...before, frame], MOST_FRAME_BYTES, bytesOf)
  const ordered = flood.ordered.slice(switched.length - flood.switched.length)
  return { ...flood, ...frames, progress: frame.progress, computedBy, switched, ordered }
}

function bytesOf({ depth }: FloodFrame): number {
  return 4 * depth.length
}

export function endedFlood(flood: Flood, result: Result<FloodSummary>): Flood {
  const stage: Flood['stage'] = result.ok
    ? { state: 'done', summary: result.value }
    : { state: 'failed', failure: result.failure }
  return { ...flood, stage, isFollowing: false }
}

/** The run of a flood, as others are compared with it; null until it is finished. */
export function finished(flood: Flood): FinishedFlood | null {
  const summary = summaryOf(flood)
  const { name, preset, scenario, switched, plan, grid, crs, startedAt, frames, computedBy, warnings } = flood
  const setting = { name, preset, scenario, switched, plan, grid, crs, startedAt }
  return summary && { ...setting, frames, summary, computedBy, warnings }
}

/** The same with fewer frames, so that another run has room beside it. */
export function toKeep(run: FinishedFlood): FinishedFlood {
  return { ...run, frames: thinned(run.frames, MOST_KEPT_BYTES, bytesOf) }
}

/** A run at the time of the player, and what it left behind. */
export interface ShownRun extends FloodSetting {
  readonly frames: readonly FloodFrame[]
  readonly frame: FloodFrame | null
  readonly summary: FloodSummary | null
  readonly computedBy: ComputedBy | null
  readonly warnings: FinishedFlood['warnings']
}

/** What is looked at: the run on the chosen side. */
export function shownRun(flood: Flood): ShownRun {
  const { reference, side, frames, shown } = flood
  if (side === 'own' || !reference) return { ...flood, frame: frames[shown] ?? null, summary: summaryOf(flood) }
  return { ...reference, frame: keptFrame(flood, reference) }
}

/** Of the run that is kept, at the time of the player. */
function keptFrame({ frames, shown }: Flood, { frames: kept }: FinishedFlood): FloodFrame | null {
  return kept[frameAt(kept, frames[shown]?.time ?? 0)] ?? null
}

export function summaryOf({ stage }: Flood): FloodSummary | null {
  return stage.state === 'done' ? stage.summary : null
}

/** Whether the next click is the other end of a section, whatever lies there. */
export function awaitsSectionEnd(flood: Flood | null): boolean {
  return flood?.tool === 'section' && flood.places.length === 1
}

/** The split that is in the picture: two runs, each at the time of the player; how they differ is one picture. Null = none. */
export function splitOf(flood: Flood): number | null {
  return areTwo(flood) && flood.layer !== 'difference' ? flood.split : null
}

/** What is left of the split, as `shownRun` has what is right of it. */
export function leftRun(flood: Flood): (FinishedFlood & { readonly frame: FloodFrame | null }) | null {
  const { reference } = flood
  return reference && splitOf(flood) !== null ? { ...reference, frame: keptFrame(flood, reference) } : null
}

/**
 * Both runs where the picture is of both, by a line or by their difference: lists and charts then tell of both. Null = of one.
 */
export function bothRuns(flood: Flood): { readonly a: FinishedFlood & ShownRun; readonly b: ShownRun } | null {
  const { reference, layer, split } = flood
  if (!reference || !areTwo(flood) || (layer !== 'difference' && split === null)) return null
  return { a: { ...reference, frame: keptFrame(flood, reference) }, b: shownRun({ ...flood, side: 'own' }) }
}

/** How long two finished runs are, A and B, where one is longer [h]; null = equally long, or there are not two. */
export function lengthsOf(flood: Flood): readonly [a: number, b: number] | null {
  const { reference, scenario } = flood
  if (!reference || !areTwo(flood) || !summaryOf(flood) || reference.scenario.hours === scenario.hours) return null
  return [reference.scenario.hours, scenario.hours]
}

/**
 * Where A is in the picture as it is played, and that does not fit it: the player, which has the times of B, is beyond its end
 * and holds its last frame, or ends before it. Null = it fits.
 *
 * @returns `at`: the end of A [s]
 */
export function misfitOfKept(flood: Flood): { readonly kind: 'ended' | 'longer'; readonly at: number } | null {
  const { reference, frames, shown, side, layer } = flood
  const at = reference?.frames.at(-1)?.time
  const isPlayed = bothRuns(flood) !== null || (areTwo(flood) && side === 'kept' && layer === 'depth')
  if (at === undefined || !isPlayed) return null
  if ((frames[shown]?.time ?? 0) > at) return { kind: 'ended', at }
  return flood.stage.state !== 'running' && (frames.at(-1)?.time ?? 0) < at ? { kind: 'longer', at } : null
}

/** Whether two runs are there: the one that is kept, and another after it. */
export function areTwo(flood: Flood): boolean {
  return flood.reference !== null && flood.reference.summary !== summaryOf(flood)
}

/** What can be drawn of a run now; the others are told, not hidden. */
export function canShow(flood: Flood, layer: FloodLayer): boolean {
  if (layer === 'depth') return shownRun(flood).frames.length > 0
  if (layer !== 'difference') return shownRun(flood).summary !== null
  const { grid, reference } = flood
  return summaryOf(flood) !== null && areTwo(flood) && reference !== null && isSameGrid(grid, reference.grid)
}

/**
 * Share of the volume that the accounts of what is looked at do not explain, of two runs that of the worse; null before the
 * first word.
 */
export function volumeError(flood: Flood): number | null {
  const { stage, progress, side, reference } = flood
  const own = stage.state === 'done' ? balanceError(stage.summary) : (progress?.error ?? null)
  const isBoth = bothRuns(flood) !== null
  if (!reference || (side === 'own' && !isBoth)) return own
  const kept = balanceError(reference.summary)
  return isBoth ? Math.max(own ?? 0, kept) : kept
}

/** The worst of the balances of a finished run [1]. */
export function balanceError({ balance }: FloodSummary): number {
  return Math.max(...balance.map(({ error }) => error), 0)
}

function isSameGround(a: FloodGround, b: FloodGround): boolean {
  if (!isSameGrid(a, b)) return false
  // while a page waits: `every` takes ten times as long
  for (let cell = 0; cell < a.bed.length; cell++) if (!Object.is(a.bed[cell], b.bed[cell])) return false
  return true
}
