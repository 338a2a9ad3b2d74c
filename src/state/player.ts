import { thinned } from '../domain/thinned.ts'

/** What is at a time [s] since a simulation began. */
export interface Timed {
  readonly time: number
}

/** Frames of a simulation as a page plays them, while they come and after. */
export interface Player<Frame extends Timed> {
  /** by time; not every one that came when they are many */
  readonly frames: readonly Frame[]
  /** place in `frames` of the one that is shown; the newest while `isFollowing` */
  readonly shown: number
  readonly isFollowing: boolean
  /** simulated seconds in a second while it plays; null = it stands */
  readonly pace: number | null
}

export const NO_FRAMES = { frames: [], shown: 0, isFollowing: true, pace: null } as const

/**
 * Frames have come. What is looked at stays, also when frames before it are left out.
 *
 * @param frames   all of them
 * @param most     [bytes] that may be kept
 * @param bytesOf  of one frame
 */
export function withFrames<Frame extends Timed>(
  player: Player<Frame>,
  frames: readonly Frame[],
  most: number,
  bytesOf: (frame: Frame) => number,
): Pick<Player<Frame>, 'frames' | 'shown'> {
  const time = player.frames[player.shown]?.time ?? 0
  const kept = thinned(frames, most, bytesOf)
  return { frames: kept, shown: player.isFollowing ? kept.length - 1 : frameAt(kept, time) }
}

/** Place of the last frame at or before a time [s]; 0 before the first. */
export function frameAt(frames: readonly Timed[], time: number): number {
  return Math.max(
    0,
    frames.findLastIndex((frame) => frame.time <= time),
  )
}
