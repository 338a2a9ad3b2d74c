import type { LeakFrame, LeakOutcome, LeakPlace } from '../domain/leak/leak-outcome.ts'
import type { LeakPlan } from '../domain/leak/leak-plan.ts'
import type { LeakScenario } from '../domain/leak/leak-scenario.ts'
import type { Failure, Result } from '../domain/result.ts'
import type { RunProgress } from '../domain/run-progress.ts'
import type { Balance, RunSummary } from '../domain/run-summary.ts'
import { NO_FRAMES, type Player, withFrames } from './player.ts'

/** [bytes] that the frames of a run may take; beyond it every second one is left out. */
const MOST_FRAME_BYTES = 64 << 20

export type LeakSummary = RunSummary<LeakOutcome>
/** What a finished run kept, and where it went. */
export type Accounts = Pick<RunSummary<unknown>, 'balance'>

/** What a run computes, and from what. */
export interface LeakSetting {
  readonly scenario: LeakScenario
  readonly plan: LeakPlan
  /** [ms since 1970 UTC] */
  readonly startedAt: number
}

/** A run of a leak as the page follows and plays it. */
export interface Leak extends LeakSetting, Player<LeakFrame> {
  readonly stage:
    | { readonly state: 'running' }
    | { readonly state: 'done'; readonly summary: LeakSummary }
    | { readonly state: 'failed'; readonly failure: Failure }
  /** what the values of a frame are of; empty before the first frame */
  readonly places: readonly LeakPlace[]
  /** of the work [0…1]; null before the first frame */
  readonly progress: number | null
  /** what it is at; null = it has not told yet */
  readonly work: RunProgress | null
}

export function startedLeak(setting: LeakSetting): Leak {
  return { ...setting, ...NO_FRAMES, stage: { state: 'running' }, places: [], progress: null, work: null }
}

/** A frame came; one of the newest time takes its place. */
export function withLeakFrame(leak: Leak, frame: LeakFrame): Leak {
  const places = frame.places ?? leak.places
  const before = leak.frames.at(-1)?.time === frame.time ? leak.frames.slice(0, -1) : leak.frames
  // the places are kept once
  const frames = [...before, { ...frame, places: null }]
  return {
    ...{ ...leak, places, progress: frame.done },
    ...withFrames(leak, frames, MOST_FRAME_BYTES, ({ values }) => values.byteLength),
  }
}

export function endedLeak(leak: Leak, result: Result<LeakSummary>): Leak {
  const stage: Leak['stage'] = result.ok
    ? { state: 'done', summary: result.value }
    : { state: 'failed', failure: result.failure }
  return { ...leak, stage, isFollowing: false }
}

export function leakSummary({ stage }: Leak): LeakSummary | null {
  return stage.state === 'done' ? stage.summary : null
}

export function shownLeakFrame({ frames, shown }: Leak): LeakFrame | null {
  return frames[shown] ?? null
}

/** The account of a finished run that closes worst, for what is allowed of it. */
export function worstBalance({ balance }: Accounts): Pick<Balance, 'error' | 'tolerance'> {
  const share = ({ error, tolerance }: Pick<Balance, 'error' | 'tolerance'>) => error / tolerance
  return balance.reduce((worst, each) => (share(each) > share(worst) ? each : worst), { error: 0, tolerance: 1 })
}

/** Whether every account of a finished run closes within its tolerance. */
export function isBalanced(summary: Accounts): boolean {
  const { error, tolerance } = worstBalance(summary)
  return error <= tolerance
}
