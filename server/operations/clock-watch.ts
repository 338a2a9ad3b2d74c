/** Smaller differences are the steady correction of a clock [ms]. */
const LEAST = 2000
/** How often it is looked at [ms]. */
const EVERY = 5000

export interface ClockJump {
  /** when it was noticed [ms UTC] */
  readonly at: number
  /** forward is positive; a machine that slept looks like a jump forward [ms] */
  readonly by: number
}

export interface ClockWatch {
  /** the last jump since the start */
  readonly jump: () => ClockJump | null
  look(): void
  close(): void
}

/**
 * Notices that the wall clock was moved, by a clock that cannot be. Nothing here waits by the wall clock, so a jump stops
 * nothing; but readings of devices whose clocks did not move come to lie in the past or the future, and that must be seen.
 */
export function createClockWatch(parts: {
  readonly onJump: (jump: ClockJump) => void
  readonly wall?: () => number
  readonly steady?: () => number
}): ClockWatch {
  const { onJump, wall = Date.now, steady = () => performance.now() } = parts
  let offset = wall() - steady()
  let last: ClockJump | null = null
  function look(): void {
    const by = wall() - steady() - offset
    if (Math.abs(by) < LEAST) return
    offset += by
    last = { at: wall(), by: Math.round(by) }
    onJump(last)
  }
  const timer = setInterval(look, EVERY)
  timer.unref()
  return { jump: () => last, look, close: () => clearInterval(timer) }
}
