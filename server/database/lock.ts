/** No session could be had in time, behind slower work, or the database's server is away. Told to clients as 503. */
export class DatabaseBusyError extends Error {
  override readonly name = 'DatabaseBusyError'
}

/** One waiter at a time, first come first served. */
export interface Lock {
  /**
   * Waits for the turn and returns the function that gives it back (calling it twice does nothing more).
   *
   * @throws DatabaseBusyError when the turn does not come within the wait limit
   */
  acquire(): Promise<() => void>
  run<T>(work: () => Promise<T>): Promise<T>
}

/**
 * A FIFO lock over the single PGlite session. Without it, `BEGIN; set role; query; COMMIT` of two requests interleave
 * and one runs under the other's role (seen: 9 of 30 anonymous reads got protected rows).
 *
 * @param waitLimit  longest wait for a turn [ms]
 * @param onTurnOver  called after each turn, while nobody has the lock
 */
export function createLock(waitLimit: number, onTurnOver = () => {}): Lock {
  const waiting: (() => void)[] = []
  let isTaken = false

  function next(): void {
    onTurnOver()
    const first = waiting.shift()
    if (first) first()
    else isTaken = false
  }

  function releaser(): () => void {
    let isReleased = false
    return () => {
      if (isReleased) return
      isReleased = true
      next()
    }
  }

  async function acquire(): Promise<() => void> {
    if (!isTaken) {
      isTaken = true
      return releaser()
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(turn), 1)
        reject(new DatabaseBusyError(`database busy: waited ${waitLimit} ms for its turn`))
      }, waitLimit)
      const turn = () => {
        clearTimeout(timer)
        resolve(releaser())
      }
      waiting.push(turn)
    })
  }

  return {
    acquire,
    async run(work) {
      const release = await acquire()
      try {
        return await work()
      } finally {
        release()
      }
    },
  }
}
