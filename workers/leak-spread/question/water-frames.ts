import type { LeakFrame, LeakPlace } from '../../../src/domain/leak/leak-outcome.ts'
import type { BurstFrame } from '../water/burst.ts'
import type { WaterPlace } from './water-places.ts'

/** Frames that a player has of a burst: nothing moves between its instants but what is lost. */
const FRAMES = 24

/**
 * Frames of a burst at even times and at its instants.
 *
 * @param instants  that were solved; each holds until the next
 * @param told  the places of the frames, as the page has them
 */
export function* leakFrames(
  instants: readonly BurstFrame[],
  places: readonly WaterPlace[],
  told: readonly LeakPlace[],
): Generator<LeakFrame, void> {
  const end = instants.at(-1)?.time ?? 0
  const even = Array.from({ length: FRAMES + 1 }, (_, n) => (n * end) / FRAMES)
  const times = [...new Set([...even, ...instants.map(({ time }) => time)])].sort((a, b) => a - b)
  for (const [n, time] of times.entries()) {
    const now = instants.findLast((instant) => instant.time <= time) as BurstFrame
    yield {
      ...{ time, done: 1, lost: now.lost + now.leak * (time - now.time), places: n === 0 ? told : null },
      values: Float32Array.from(places, ({ modelNode }) => now.pressure[modelNode] as number),
    }
  }
}
