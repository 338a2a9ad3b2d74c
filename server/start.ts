import type { Server } from 'node:http'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { FirstUser } from './auth/demo-users.ts'
import { openSecrets, type Secrets } from './auth/secrets.ts'
import { lockDirectory } from './database/directory-lock.ts'
import { bringUp, type Embedded } from './embedded.ts'
import { hostedAccess } from './http/access.ts'
import { createApp } from './http/app.ts'
import type { Progress } from './http/backend.ts'

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']
/** Ports tried after the wanted one when it is taken. */
const MORE_PORTS = 50

export interface ServerOptions {
  readonly city: string
  /** holds `<city>/build` and `<city>/database`; `.lifeline` as a rule */
  readonly dataDirectory: string
  /** where seed archives lie; `cache` in the data directory as a rule */
  readonly cacheDirectory?: string
  /** holds `<city>/` of the public grade */
  readonly publicTiles: string
  readonly distDirectory: string
  /** 0 = any free one */
  readonly port: number
  /** refuse a port that is taken instead of trying the next */
  readonly isPortStrict?: boolean
  readonly host?: string
  /** feed plausible readings of all sensors; true as a rule */
  readonly hasReplay?: boolean
  readonly onStep?: (step: string) => void
  /** runs beside the opening of the database, before the city is loaded: makes the build when it is missing */
  readonly prepare?: () => Promise<void>
  /** a hosted Supabase instead of the embedded database */
  readonly hosted?: { readonly url: string; readonly publishableKey: string }
}

export interface RunningServer {
  readonly port: number
  readonly url: string
  /** key of `POST /ingest/v1/readings` */
  readonly ingestKey: string
  /** who can sign in first, once ready; nobody when Supabase is hosted elsewhere */
  readonly users: () => readonly FirstUser[]
  /** the database answers; rejects when it cannot be brought up */
  readonly ready: Promise<void>
  /** closes everything and gives the data directory back; at any time, also twice */
  close(): Promise<void>
}

/**
 * Serves one city on the loopback: listens at once, so that the page answers while the database comes up behind it.
 *
 * @throws DirectoryInUseError when another process serves this city from this directory
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { city, dataDirectory, host = '127.0.0.1', onStep = () => {}, hosted } = options
  if (!LOOPBACK.includes(host)) throw new Error(`startServer: host is ${host}, expected the loopback (127.0.0.1)`)
  const directory = join(dataDirectory, city)
  const unlock = lockDirectory(directory)
  let progress: Progress = { state: 'starting', step: 'starting' }
  let embedded: Embedded | null = null
  let server: Server
  let secrets: Secrets
  try {
    secrets = await openSecrets(directory)
    const app = createApp({ ...options, secrets, progress: () => progress, isDemo: () => embedded?.isExample ?? null })
    server = createAdaptorServer({ fetch: app.fetch }) as Server
    await listen(server, options.port, host, options.isPortStrict === true || options.port === 0 ? 0 : MORE_PORTS)
  } catch (error) {
    unlock()
    throw error
  }

  const say = (step: string) => {
    if (progress.state === 'starting') progress = { state: 'starting', step }
    onStep(step)
  }
  const ready = (async () => {
    // Requests that are already waiting get their answer before the database takes the processor.
    await new Promise((resolve) => setTimeout(resolve, 50))
    try {
      const prepared = options.prepare?.() ?? Promise.resolve()
      // It is awaited below, but may fail before that.
      prepared.catch(() => {})
      if (hosted) {
        await prepared
        progress = {
          state: 'ready',
          backend: { access: hostedAccess(hosted.url, hosted.publishableKey), embedded: null },
        }
        return
      }
      embedded = await bringUp({ ...options, directory, secrets, server, prepared, onStep: say, onNote: onStep })
      progress = { state: 'ready', backend: embedded.backend }
    } catch (error) {
      progress = { state: 'failed', step: error instanceof Error ? error.message : String(error) }
      throw error
    }
  })()
  // Whoever awaits `ready` hears of it; whoever does not is told by /healthz.
  ready.catch(() => {})

  let closing: Promise<void> | null = null
  async function close(): Promise<void> {
    await ready.catch(() => {})
    await embedded?.close()
    await new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
    unlock()
  }

  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    ingestKey: secrets.ingestKey,
    users: () => embedded?.users ?? [],
    ready,
    close() {
      closing ??= close()
      return closing
    },
  }
}

async function listen(server: Server, port: number, host: string, morePorts: number): Promise<void> {
  for (let next = port; ; next++) {
    const fault = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      const refused = (error: NodeJS.ErrnoException) => resolve(error)
      server.once('error', refused)
      server.listen(next, host, () => {
        server.off('error', refused)
        resolve(null)
      })
    })
    if (!fault) return
    if (fault.code !== 'EADDRINUSE' || next >= port + morePorts)
      throw new Error(`port ${next} cannot be had: ${fault.message}`, { cause: fault })
  }
}
