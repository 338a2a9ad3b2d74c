import pg from 'pg'

/** The advisory lock of whoever takes the readings of a database; the number is ours alone. */
const LOCK = 7_300_321
/** How often the lock is tried for, and a broken connection made again [ms]. */
const PAUSE = 5000

/** Starts what one server of a database may do at a time, and answers how to stop it. */
export type StartWork = () => Promise<() => Promise<void>>

/** Taking readings and judging them: one server of a database has that duty, the others wait for it. */
export interface Duty {
  readonly isHeld: () => boolean
  /** Starts the work now when this server has the duty, else as soon as it gets it; throws what the first start throws. */
  carry(start: StartWork): Promise<void>
  /** Stops the work and gives the duty up; may be called again. */
  close(): Promise<void>
}

/** The duty over a database that is this process's alone. */
export function onlyDuty(): Duty {
  let stop: (() => Promise<void>) | null = null
  return {
    isHeld: () => true,
    async carry(start) {
      stop = await start()
    },
    async close() {
      await stop?.()
      stop = null
    },
  }
}

/**
 * The duty over a server's database: the lock is held by a connection of its own, so it is free as soon as its holder is
 * gone. When that connection breaks the work stops, and goes on once the lock is had again.
 *
 * @param onFault  told when work could not be started or stopped later; it is tried again
 * @throws Error when the database cannot be reached
 */
export async function sharedDuty(settings: pg.ClientConfig, onFault: (error: unknown) => void): Promise<Duty> {
  let client: pg.Client | null = null
  let isHeld = false
  let isClosed = false
  let work: StartWork | null = null
  let stop: (() => Promise<void>) | null = null
  // Starts and stops follow one another.
  let line: Promise<void> = Promise.resolve()

  async function tryLock(): Promise<void> {
    client ??= await connect()
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK])
    isHeld = rows[0]?.held === true
  }

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ ...settings, application_name: 'lifeline duty' })
    fresh.on('error', () => {})
    await fresh.connect()
    fresh.once('end', () => {
      client = null
      isHeld = false
      settle().catch(onFault)
    })
    return fresh
  }

  /** Brings the work to where it should be. */
  function settle(): Promise<void> {
    const done = line.then(async () => {
      if (isHeld && !isClosed && work && !stop) stop = await work()
      else if (!(isHeld && !isClosed) && stop) {
        const end = stop
        stop = null
        await end()
      }
    })
    line = done.catch(() => {})
    return done
  }

  async function look(): Promise<void> {
    if (!isHeld) await tryLock()
    await settle()
  }

  await tryLock()
  let looking = false
  const timer = setInterval(() => {
    if (looking) return
    looking = true
    look()
      .catch(onFault)
      .finally(() => {
        looking = false
      })
  }, PAUSE)
  timer.unref()

  return {
    isHeld: () => isHeld,
    async carry(start) {
      work = start
      await settle()
    },
    async close() {
      isClosed = true
      clearInterval(timer)
      await settle()
      await client?.end()
    },
  }
}
