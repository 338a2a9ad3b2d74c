import { frameAt, type Player, type Timed } from '../state/player.ts'
import type { TwinState } from '../state/store.ts'
import type { CommandContext } from './context.ts'

/** [ms] between two looks at the clock while it plays */
const BEAT = 100

/** A run in the state that is played. */
export interface Played<Run extends Player<Timed>> {
  read(state: TwinState): Run | null
  /** the state with the run changed */
  write(run: Run): Partial<TwinState>
  /** what is the same for as long as it is one run */
  identity(run: Run): unknown
  isComputing(run: Run): boolean
  /** what else changes when one looks at frames */
  readonly look: Partial<Run>
}

/** Shows one frame, by its place; playing ends. */
export function showFrame<Run extends Player<Timed>>(context: CommandContext, of: Played<Run>, place: number): void {
  change(context, of, (run) => ({
    ...{ ...run, ...of.look, pace: null },
    shown: Math.min(Math.max(0, place), Math.max(0, run.frames.length - 1)),
    isFollowing: of.isComputing(run) && place >= run.frames.length - 1,
  }))
}

/**
 * Plays a run on from the frame that is shown, from the start when it is the last; null lets it stand. While it is still
 * computed the play waits at its newest frame.
 *
 * @param pace  simulated seconds in a second
 */
export function playFrames<Run extends Player<Timed>>(
  context: CommandContext,
  of: Played<Run>,
  pace: number | null,
): void {
  const { store, clock } = context
  const before = of.read(store.getState())
  change(context, of, (run) => ({ ...run, ...of.look, pace, isFollowing: false }))
  // the play that is under way goes on at the new pace
  if (pace === null || !before || before.pace !== null) return
  if (before.shown >= before.frames.length - 1) change(context, of, (run) => ({ ...run, shown: 0 }))
  const { frames, shown } = of.read(store.getState()) ?? before
  let time = frames[shown]?.time ?? 0
  const stop = clock.every(BEAT, () => {
    const now = of.read(store.getState())
    // another run, a frame that was chosen, or a stop
    if (!now || of.identity(now) !== of.identity(before) || now.pace === null) return stop()
    const end = now.frames.at(-1)?.time ?? 0
    time = Math.min(time + (now.pace * BEAT) / 1000, end)
    const isOver = time >= end && !of.isComputing(now)
    const place = frameAt(now.frames, time)
    if (place !== now.shown || isOver)
      change(context, of, (run) => ({ ...run, shown: place, pace: isOver ? null : run.pace }))
    if (isOver) stop()
  })
}

function change<Run extends Player<Timed>>({ store }: CommandContext, of: Played<Run>, next: (run: Run) => Run): void {
  const run = of.read(store.getState())
  if (run) store.setState(of.write(next(run)))
}
