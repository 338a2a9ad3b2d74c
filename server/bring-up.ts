import { existsSync } from 'node:fs'
import type { IncomingMessage, Server } from 'node:http'
import { join } from 'node:path'
import type { InternalManifest } from '../src/domain/config/city-manifest.ts'
import { createEmbeddedAccounts } from './accounts/embedded-accounts.ts'
import { createJournal } from './audit/journal.ts'
import { ensureFirstUsers, type FirstUser, firstUsers, stillFirst } from './auth/demo-users.ts'
import { EXAMPLE_CITY, refuseDemoUsers } from './auth/fit-for-network.ts'
import type { Secrets } from './auth/secrets.ts'
import { createTokenVerifier } from './auth/verify-token.ts'
import { copyForBackup, removeLeftCopies } from './backup/copy-for-backup.ts'
import { removeCopiesBefore } from './database/copy-folder.ts'
import type { Database } from './database/database.ts'
import { createLite } from './database/lite-app.ts'
import { type OpenDatabase, openLockedDatabase, openServerDatabase } from './database/open.ts'
import { redactErrors } from './database/redact-errors.ts'
import { embeddedAccess } from './http/access.ts'
import type { Backend } from './http/backend.ts'
import { createEnquiry, keyEnquiries } from './http/enquiry.ts'
import type { MqttOptions } from './ingest/devices.ts'
import { type Live, startLive } from './live.ts'
import { loadCity, readManifest } from './load/load-city.ts'
import { openControl } from './operations/control.ts'
import type { BackupState, Health } from './operations/health.ts'
import { watchOperations } from './operations/watch.ts'
import { attachGateway } from './realtime/gateway.ts'
import { interruptDrills } from './replay/take-up-drills.ts'

/** Bad rows named at the start; the count tells of the rest. */
const MOST_NAMED = 5

/** The backend when it is up. */
export interface Running {
  readonly backend: Backend
  readonly isExample: boolean
  readonly users: readonly FirstUser[]
  /** of our own MQTT broker; null = there is none */
  readonly mqttPort: () => number | null
  /** null when Supabase is hosted elsewhere and this server is not attached to it */
  health(): Promise<Health | null>
  close(): Promise<void>
}

/**
 * Brings up database (embedded, or that of a server), city, users, REST, Realtime, ingest and replay, in this order; closes
 * what is up when one fails.
 */
export async function bringUp(options: {
  readonly city: string
  readonly directory: string
  readonly dataDirectory: string
  readonly cacheDirectory?: string
  /** a PostgreSQL server's database instead of the embedded one */
  readonly databaseUrl?: string
  /** instead of either */
  readonly openDatabase?: () => Promise<OpenDatabase>
  readonly secrets: Secrets
  /** other machines reach it */
  readonly isExposed: boolean
  /** the address of who asks */
  readonly addressOf: (request: IncomingMessage) => string
  readonly server: Server
  /** the city's build is there */
  readonly prepared: Promise<void>
  readonly hasReplay?: boolean
  readonly mqtt?: MqttOptions
  readonly onStep: (step: string) => void
  /** end of the server's own certificate */
  readonly certificateUntil: () => Date | null
  readonly backup?: () => BackupState | null
  readonly freeBytes?: (folder: string) => Promise<number>
  /** for the operator alone: it names rows and values */
  readonly onNote: (note: string) => void
}): Promise<Running> {
  const { city, directory, dataDirectory, secrets, server, prepared, hasReplay = true, onStep, onNote } = options
  const { cacheDirectory = join(dataDirectory, 'cache'), databaseUrl } = options
  const buildDirectory = join(directory, 'build')
  const undo: (() => void | Promise<void>)[] = [redactErrors()]
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const open = await (options.openDatabase?.() ??
      (databaseUrl
        ? openServerDatabase(databaseUrl, onStep)
        : openLockedDatabase({ directory, cacheDirectory, onStep })))
    undo.push(() => open.close())
    const { database, connection, duty, copyTo } = open
    await prepared
    if (!existsSync(join(buildDirectory, 'city.json')))
      throw new Error(
        `no build of "${city}" in ${buildDirectory}; make it with: lifeline pipeline build … --name ${city}`,
      )
    const manifest = await readManifest(buildDirectory)
    if (options.isExposed && manifest.isExample) throw new Error(EXAMPLE_CITY)
    if (!duty.isHeld()) await refuseOtherBuild(database, manifest)
    const { refused } = await loadCity(database, buildDirectory, onStep)
    for (const { table, row, key, reason } of refused.slice(0, MOST_NAMED))
      onNote(`not loaded: ${table} row ${row} (${key}): ${reason}`)
    if (refused.length > MOST_NAMED) onNote(`not loaded: ${refused.length} rows in all`)
    if (duty.isHeld()) await keyEnquiries(database, secrets.auth)
    const users = firstUsers(manifest.isExample, secrets.auth)
    await ensureFirstUsers(database, { isExample: manifest.isExample, password: users[0]?.password ?? '' })
    if (options.isExposed) await refuseDemoUsers(database)

    const verifyToken = createTokenVerifier(secrets.auth)
    const supabase = createLite(connection, secrets, 'http://127.0.0.1')
    onStep('starting live data')
    const journal = createJournal(database)
    undo.push(() => journal.close())
    const gateway = await attachGateway(server, {
      database,
      verifyToken,
      publishableKey: secrets.publishableKey,
      addressOf: options.addressOf,
      onRefused: (topic, person, address) => journal.denied(`topic/${topic}`, person, address),
    })
    undo.push(() => gateway.close())
    const operations = await watchOperations({ ...options, database, isEmbedded: copyTo !== null })
    undo.push(() => operations.close())
    let live: Live | null = null
    undo.push(() => duty.close())
    await duty.carry(async () => {
      // made-up readings belong to an invented city: in a real one they would be taken for measurements
      const playsField = hasReplay && manifest.isExample
      if (!playsField) await interruptDrills(database, Date.now())
      const begun = await startLive({
        database,
        city,
        ingestKey: secrets.ingestKey,
        wake: () => gateway.wake(),
        guard: operations.guard,
        buildDirectory,
        hasReplay: playsField,
        ...(options.mqtt ? { mqtt: options.mqtt } : {}),
        onNote,
      })
      live = begun
      return () => {
        live = null
        return begun.close()
      }
    })
    if (!duty.isHeld()) onNote('another server of this database takes the readings and judges; this one only serves')
    const health = () => operations.health(() => live?.load() ?? null)
    undo.push(await openControl(directory, { health, backup: () => copyForBackup(copyTo, directory) }))
    if (open.upgradedFrom === null) await removeCopiesBefore(directory)
    await removeLeftCopies(directory)
    return {
      health,
      backend: {
        access: embeddedAccess(database, verifyToken),
        journal,
        accounts: createEmbeddedAccounts(database),
        ingest: (request) => live?.receive(request) ?? Promise.resolve(onDutyElsewhere()),
        embedded: {
          verifyToken,
          supabase,
          enquire: createEnquiry(database),
          broadcast: gateway.broadcast,
        },
      },
      isExample: manifest.isExample,
      users: databaseUrl ? await stillFirst(database, users) : users,
      mqttPort: () => live?.mqttPort ?? null,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Which build a database holds is for the server on duty to say. */
async function refuseOtherBuild(database: Database, { city, build }: InternalManifest): Promise<void> {
  const [stored] = await database.query<{ id: string; build: string }>('select id, build from public.city')
  if (stored && (stored.id !== city || stored.build !== build))
    throw new Error(
      `another server serves build ${stored.build} of "${stored.id}" from this database, this folder has build ${build} of "${city}"; stop it first, or copy its build`,
    )
}

/** Another server of this database takes the readings; a device that comes again may find that this one does by then. */
export function onDutyElsewhere(): Response {
  const error = 'another server of this database takes the readings'
  return Response.json({ error }, { status: 503, headers: { 'Retry-After': '10' } })
}
