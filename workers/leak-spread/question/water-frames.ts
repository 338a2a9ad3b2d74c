import type { LeakFrame, LeakPlace } from '../../../src/domain/leak/leak-outcome.ts'
import type { BurstFrame } from '../water/burst.ts'
import type { WaterPipe } from './water-pipes.ts'
import type { WaterPlace } from './water-places.ts'
import { lowerOf } from './water-worst.ts'

/** Frames that a player has of a burst: nothing moves between its instants but what is lost. */
const FRAMES = 24

/**
 * Frames of a burst at even times and at its instants.
 *
 * @param instants  that were solved; each holds until the next
 * @param pipes  come behind the places: the lower of the heads at their ends
 * @param told  the places of the frames and the pipes, as the page has them
 * @param shutAt  when valves are closed; infinite = never
 */
export function* leakFrames(
  instants: readonly BurstFrame[],
  places: readonly WaterPlace[],
  pipes: readonly Pick<WaterPipe, 'from' | 'to' | 'isShut'>[],
  told: readonly LeakPlace[],
  shutAt: number,
): Generator<LeakFrame, void> {
  const end = instants.at(-1)?.time ?? 0
  const even = Array.from({ length: FRAMES + 1 }, (_, n) => (n * end) / FRAMES)
  const times = [...new Set([...even, ...instants.map(({ time }) => time)])].sort((a, b) => a - b)
  let [held, areShut]: [BurstFrame | null, boolean] = [null, false]
  let heads: Float32Array = new Float32Array(0)
  for (const [n, time] of times.entries()) {
    const now = instants.findLast((instant) => instant.time <= time) as BurstFrame
    if (now !== held || time >= shutAt !== areShut) {
      ;[held, areShut] = [now, time >= shutAt]
      heads = headsAt(now, areShut)
    }
    // each frame has its own: who gets it may pass it on
    const values = heads.slice()
    yield { time, done: 1, lost: now.lost + now.leak * (time - now.time), places: n === 0 ? told : null, values }
  }

  function headsAt({ pressure }: BurstFrame, areShut: boolean): Float32Array {
    const values = new Float32Array(places.length + pipes.length)
    places.forEach(({ modelNode }, n) => {
      values[n] = pressure[modelNode] as number
    })
    pipes.forEach(({ from, to, isShut }, n) => {
      values[places.length + n] =
        isShut && areShut ? Number.NaN : lowerOf(pressure[from] as number, pressure[to] as number)
    })
    return values
  }
}
