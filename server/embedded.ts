import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import { join } from 'node:path'
import { ensureFirstUsers, type FirstUser, firstUsers } from './auth/demo-users.ts'
import type { Secrets } from './auth/secrets.ts'
import { createTokenVerifier } from './auth/verify-token.ts'
import { createLite } from './database/lite-app.ts'
import { openLockedDatabase } from './database/open.ts'
import { redactErrors } from './database/redact-errors.ts'
import { embeddedAccess } from './http/access.ts'
import type { Backend } from './http/backend.ts'
import { createEnquiry, keyEnquiries } from './http/enquiry.ts'
import { createIngest } from './ingest/ingest.ts'
import { createIngestRoute } from './ingest/ingest-route.ts'
import { loadCity, readManifest } from './load/load-city.ts'
import { attachGateway } from './realtime/gateway.ts'
import { acknowledgePast } from './replay/acknowledge-past.ts'
import { createReplay } from './replay/replay.ts'

/** How often partitions are made ahead and old ones and spent budgets dropped [ms]. */
const HOUSEKEEPING = 6 * 3_600_000
/** Bad rows named at the start; the count tells of the rest. */
const MOST_NAMED = 5

/** The embedded backend when it is up. */
export interface Embedded {
  readonly backend: Backend
  readonly isExample: boolean
  readonly users: readonly FirstUser[]
  close(): Promise<void>
}

/** Brings up database, city, users, REST, Realtime, ingest and replay, in this order; closes what is up when one fails. */
export async function bringUp(options: {
  readonly city: string
  readonly directory: string
  readonly dataDirectory: string
  readonly cacheDirectory?: string
  readonly secrets: Secrets
  readonly server: Server
  /** the city's build is there */
  readonly prepared: Promise<void>
  readonly hasReplay?: boolean
  readonly onStep: (step: string) => void
  /** for the operator alone: it names rows and values */
  readonly onNote: (note: string) => void
}): Promise<Embedded> {
  const { city, directory, dataDirectory, secrets, server, prepared, hasReplay = true, onStep, onNote } = options
  const { cacheDirectory = join(dataDirectory, 'cache') } = options
  const buildDirectory = join(directory, 'build')
  const undo: (() => void | Promise<void>)[] = [redactErrors()]
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const open = await openLockedDatabase({ directory, cacheDirectory, onStep })
    undo.push(() => open.close())
    const { database, connection } = open
    await prepared
    if (!existsSync(join(buildDirectory, 'city.json')))
      throw new Error(
        `no build of "${city}" in ${buildDirectory}; make it with: lifeline pipeline build … --name ${city}`,
      )
    const manifest = await readManifest(buildDirectory)
    const { refused } = await loadCity(database, buildDirectory, onStep)
    for (const { table, row, key, reason } of refused.slice(0, MOST_NAMED))
      onNote(`not loaded: ${table} row ${row} (${key}): ${reason}`)
    if (refused.length > MOST_NAMED) onNote(`not loaded: ${refused.length} rows in all`)
    await database.query('select sensing.ensure_partitions(), enquiry.prune()')
    await keyEnquiries(database, secrets.auth)
    const users = firstUsers(manifest.isExample, secrets.auth)
    await ensureFirstUsers(database, { isExample: manifest.isExample, password: users[0]?.password ?? '' })

    const verifyToken = createTokenVerifier(secrets.auth)
    const supabase = createLite(connection, secrets, 'http://127.0.0.1')
    onStep('starting live data')
    const gateway = await attachGateway(server, { database, verifyToken, publishableKey: secrets.publishableKey })
    undo.push(() => gateway.close())
    const ingest = await createIngest({ database, city, wake: () => gateway.wake() })
    undo.push(() => ingest.close())
    // made-up readings belong to an invented city: in a real one they would be taken for measurements
    if (hasReplay && manifest.isExample) {
      const replay = createReplay({ database, ingest })
      undo.push(() => replay.stop())
      const { isFirst } = await replay.start()
      if (isFirst) await acknowledgePast(database)
    }
    const housekeeping = setInterval(() => {
      database
        .query('select sensing.ensure_partitions(), sensing.drop_old_partitions(), enquiry.prune()')
        .catch((error: unknown) => console.error('housekeeping:', error))
    }, HOUSEKEEPING)
    housekeeping.unref()
    undo.push(() => clearInterval(housekeeping))
    return {
      backend: {
        access: embeddedAccess(database, verifyToken),
        embedded: {
          verifyToken,
          supabase,
          ingest: createIngestRoute(ingest, secrets.ingestKey),
          enquire: createEnquiry(database),
        },
      },
      isExample: manifest.isExample,
      users,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
