import { statfs } from 'node:fs/promises'

/**
 * roomy: all is written. low: no readings are taken, what people do still is. full: nothing is written, all is read.
 * The rest is left for the database itself: a checkpoint that finds no room leaves it answering nonsense.
 */
export type DiskState = 'roomy' | 'low' | 'full'

/** Free room [bytes] below which a state begins. */
const LOW = 512 << 20
const FULL = 256 << 20
/** A state ends only with so much more room, so that it does not flicker. */
const MARGIN = 64 << 20
/** How often it is looked at [ms]: ingest writes some 20 MB in that time at most. */
const EVERY = 1000

export interface DiskGuard {
  readonly state: () => DiskState
  /** [bytes] */
  readonly free: () => number
  /** looks at once; resolves when `onChange` is done */
  look(): Promise<void>
  close(): Promise<void>
}

/**
 * Watches the room on the disk of a folder.
 *
 * @param onChange  carries a new state out; when it fails it is called again at the next look
 * @param freeBytes  asked for the free room [bytes]
 */
export async function createDiskGuard(parts: {
  readonly folder: string
  readonly onChange: (state: DiskState) => Promise<void>
  readonly onFault: (error: unknown) => void
  readonly freeBytes?: (folder: string) => Promise<number>
}): Promise<DiskGuard> {
  const { folder, onChange, onFault, freeBytes = freeBytesOf } = parts
  let state: DiskState = 'roomy'
  let free = Number.POSITIVE_INFINITY
  let looking: Promise<void> | null = null

  async function lookOnce(): Promise<void> {
    try {
      free = await freeBytes(folder)
      const next = nextState(state, free)
      if (next === state) return
      await onChange(next)
      state = next
    } catch (error) {
      onFault(error)
    }
  }
  function look(): Promise<void> {
    looking ??= lookOnce().finally(() => {
      looking = null
    })
    return looking
  }

  await look()
  const timer = setInterval(look, EVERY)
  timer.unref()
  return {
    state: () => state,
    free: () => free,
    look,
    async close() {
      clearInterval(timer)
      await looking
    },
  }
}

function nextState(state: DiskState, free: number): DiskState {
  if (free < FULL + (state === 'full' ? MARGIN : 0)) return 'full'
  if (free < LOW + (state === 'roomy' ? 0 : MARGIN)) return 'low'
  return 'roomy'
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}
