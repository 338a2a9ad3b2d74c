import pg from 'pg'

/** How long after a connection broke the next is tried [ms]. */
const PAUSE = 500

/**
 * Listens on a session of its own, which notifications need, and comes back by itself when that breaks; what was
 * notified meanwhile is lost, so `onNotify` is called then too.
 *
 * @returns stops listening
 * @throws Error when the first connection cannot be made
 */
export async function listenOn(
  settings: pg.ClientConfig,
  channel: string,
  onNotify: () => void,
): Promise<() => Promise<void>> {
  let isStopped = false
  let timer: NodeJS.Timeout | undefined
  let current = await connect()

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ ...settings, statement_timeout: 0, application_name: 'lifeline listener' })
    client.on('notification', () => onNotify())
    client.on('error', () => {})
    try {
      await client.connect()
      await client.query(`listen ${client.escapeIdentifier(channel)}`)
    } catch (error) {
      await client.end().catch(() => {})
      throw error
    }
    client.on('end', again)
    return client
  }

  function again(): void {
    if (isStopped) return
    timer = setTimeout(async () => {
      try {
        current = await connect()
        if (isStopped) await current.end()
        else onNotify()
      } catch {
        again()
      }
    }, PAUSE)
  }

  return async () => {
    isStopped = true
    clearTimeout(timer)
    await current.end().catch(() => {})
  }
}
