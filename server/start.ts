import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import { join } from 'node:path'
import { createAdaptorServer } from '@hono/node-server'
import type { FirstUser } from './auth/demo-users.ts'
import { EXAMPLE_CITY, refusePlaceholders } from './auth/fit-for-network.ts'
import { openSecrets, type Secrets } from './auth/secrets.ts'
import { standBeside } from './beside.ts'
import { bringUp, type Running } from './bring-up.ts'
import { lockDirectory } from './database/directory-lock.ts'
import type { OpenDatabase } from './database/open.ts'
import { createApp } from './http/app.ts'
import type { Progress } from './http/backend.ts'
import { type Certificate, type CertificateFiles, readCertificate } from './http/certificate.ts'
import { createReach } from './http/reach.ts'
import { refuseUpgrade } from './http/refuse-upgrade.ts'
import type { MqttOptions } from './ingest/devices.ts'
import { readManifest } from './load/load-city.ts'
import { createDrain } from './operations/drain.ts'
import type { BackupState } from './operations/health.ts'

const LEAST_TLS = 'TLSv1.2'
/** How long requests in work may take when the server stops [ms]. */
const LONGEST_ANSWER = 2000
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
  /** address to listen on; the loopback as a rule, another one only by TLS or behind a proxy */
  readonly host?: string
  /** host names under which browsers ask, beside those of the certificate */
  readonly names?: readonly string[]
  readonly tls?: CertificateFiles
  /** addresses or networks of the proxies that end TLS and whose X-Forwarded-For is believed */
  readonly proxies?: readonly string[]
  /** how scheduled backups go, for the health address */
  readonly backup?: () => BackupState | null
  /** asked for the free room of the data folder's disk [bytes]; the system as a rule */
  readonly freeBytes?: (folder: string) => Promise<number>
  /** feed plausible readings of all sensors; true as a rule */
  readonly hasReplay?: boolean
  /** how devices reach us beside HTTP; not at all when it is left out */
  readonly mqtt?: MqttOptions
  readonly onStep?: (step: string) => void
  /** runs beside the opening of the database, before the city is loaded: makes the build when it is missing */
  readonly prepare?: () => Promise<void>
  /** a PostgreSQL server's database instead of the embedded one; secrets stay in the data folder */
  readonly databaseUrl?: string
  /** instead of either: a database of tests */
  readonly openDatabase?: () => Promise<OpenDatabase>
  /** a hosted Supabase instead of the embedded database; with databaseUrl also take readings and judge for it */
  readonly hosted?: {
    readonly url: string
    readonly publishableKey: string
    /** of its administration; without it nobody is invited through this server */
    readonly serviceKey?: string
  }
}

export interface RunningServer {
  readonly port: number
  readonly url: string
  /** key of `POST /ingest/v1/readings` */
  readonly ingestKey: string
  /** port of the embedded MQTT broker on the loopback, once ready; null = there is none */
  readonly mqttPort: () => number | null
  /** who can sign in first, once ready; nobody when Supabase is hosted elsewhere */
  readonly users: () => readonly FirstUser[]
  /** the database answers; rejects when it cannot be brought up */
  readonly ready: Promise<void>
  /** Reads the certificate again; the old one stays when the new one is unusable. Nothing without TLS. */
  reloadCertificate(): Promise<void>
  /**
   * Takes no more requests, lets those in work and the readings in line end, says goodbye to the sockets, closes the
   * database and gives the data directory back; at any time, also twice.
   */
  close(): Promise<void>
}

/**
 * Serves one city: listens at once, so that the page answers while the database comes up behind it.
 *
 * @throws DirectoryInUseError when another process serves this city from this directory
 * @throws Error when other machines could reach it without TLS, with placeholder secrets, or as an example city
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { city, dataDirectory, host = '127.0.0.1', names = [], tls, proxies = [], onStep = () => {}, hosted } = options
  let certificate: Certificate | null = tls ? await readCertificate(tls) : null
  const reach = createReach({ host, names, proxies, certificate: () => certificate?.leaf ?? null })
  const directory = join(dataDirectory, city)
  const unlock = lockDirectory(directory)
  const drain = createDrain()
  let progress: Progress = { state: 'starting', step: 'starting' }
  let running: Running | null = null
  let server: Server
  let secrets: Secrets
  try {
    secrets = await openSecrets(directory)
    if (reach.isExposed) {
      await refusePlaceholders(directory, secrets)
      await refuseExample(city, directory)
    }
    const app = createApp({
      ...options,
      secrets,
      reach,
      progress: () => progress,
      isDemo: () => running?.isExample ?? null,
      health: async () => (await running?.health()) ?? null,
    })
    server = createAdaptorServer({
      fetch: (request, bindings) => drain.run(() => app.fetch(request, bindings)),
      ...(certificate ? { createServer: createHttpsServer, serverOptions: contextOf(certificate) } : {}),
    }) as Server
    server.on('connection', (socket) => {
      if (!reach.mayConnect(socket.remoteAddress)) socket.destroy()
    })
    server.prependListener('upgrade', (request, socket) => {
      if (!reach.knows(request.headers.host) || reach.isProxiedPlain(request)) socket.destroy()
      // before the gateway is there, after it is gone, and beside a Supabase, which has its own
      else if (server.listenerCount('upgrade') === 1) refuseUpgrade(socket, '503 Service Unavailable', 'no live link')
    })
    // proxies and devices know one port
    const isStrict = options.isPortStrict === true || options.port === 0 || reach.isExposed
    await listen(server, options.port, host, isStrict ? 0 : MORE_PORTS)
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
      const parts = {
        ...options,
        directory,
        secrets,
        prepared,
        certificateUntil: () => (certificate ? new Date(certificate.leaf.validTo) : null),
        onNote: onStep,
      }
      running = hosted
        ? await standBeside({ ...parts, hosted })
        : await bringUp({
            ...parts,
            isExposed: reach.isExposed,
            addressOf: reach.addressOf,
            server,
            onStep: say,
          })
      progress = { state: 'ready', backend: running.backend }
    } catch (error) {
      progress = { state: 'failed', step: error instanceof Error ? error.message : String(error) }
      throw error
    }
  })()
  // Whoever awaits `ready` hears of it; whoever does not is told by /healthz.
  ready.catch(() => {})

  let closing: Promise<void> | null = null
  async function close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve())
    })
    server.closeIdleConnections()
    await drain.close(LONGEST_ANSWER)
    await ready.catch(() => {})
    await running?.close()
    server.closeAllConnections()
    await closed
    unlock()
  }

  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return {
    port,
    url: `${certificate ? 'https' : 'http'}://${reach.isExposed && names[0] !== undefined ? names[0] : urlHost(host)}:${port}`,
    ingestKey: secrets.ingestKey,
    mqttPort: () => running?.mqttPort() ?? null,
    users: () => running?.users ?? [],
    ready,
    async reloadCertificate() {
      if (!tls) return
      certificate = await readCertificate(tls)
      ;(server as unknown as HttpsServer).setSecureContext(contextOf(certificate))
    },
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

/** Before anybody can connect; the build may still be missing, so the database is asked again once it is loaded. */
async function refuseExample(city: string, directory: string): Promise<void> {
  const build = join(directory, 'build')
  const isExample = city === 'demo' || (existsSync(join(build, 'city.json')) && (await readManifest(build)).isExample)
  if (isExample) throw new Error(EXAMPLE_CITY)
}

function contextOf({ cert, key }: Certificate) {
  return { cert, key, minVersion: LEAST_TLS } as const
}

function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}
