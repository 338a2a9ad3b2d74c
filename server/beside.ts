import { join } from 'node:path'
import { createHostedAccounts } from './accounts/hosted-accounts.ts'
import { createJournal, NO_JOURNAL } from './audit/journal.ts'
import type { Secrets } from './auth/secrets.ts'
import { copyForBackup } from './backup/copy-for-backup.ts'
import { onDutyElsewhere, type Running } from './bring-up.ts'
import { openPostgres } from './database/open-postgres.ts'
import { redactErrors } from './database/redact-errors.ts'
import { hostedAccess } from './http/access.ts'
import type { MqttOptions } from './ingest/devices.ts'
import { type Live, startLive } from './live.ts'
import { openControl } from './operations/control.ts'
import type { BackupState } from './operations/health.ts'
import { watchOperations } from './operations/watch.ts'

/** A server beside a Supabase that is hosted elsewhere. */
interface Options {
  readonly city: string
  readonly directory: string
  readonly secrets: Secrets
  readonly hosted: { readonly url: string; readonly publishableKey: string; readonly serviceKey?: string }
  /** of its database as the role lifeline_server: readings are taken and judged here too */
  readonly databaseUrl?: string
  /** the city's build is there */
  readonly prepared: Promise<void>
  readonly mqtt?: MqttOptions
  readonly certificateUntil: () => Date | null
  readonly backup?: () => BackupState | null
  readonly onNote: (note: string) => void
}

/**
 * Serves page, tiles by grant and documents for a Supabase; with a `databaseUrl` it also takes readings, judges them and
 * keeps house in its database. REST, accounts, sending on and the public question with its budgets are Supabase's own.
 *
 * @throws Error when the database cannot be reached, lacks migrations, or holds another city
 */
export async function standBeside(options: Options): Promise<Running> {
  const { hosted, databaseUrl, prepared } = options
  await prepared
  const attached = databaseUrl === undefined ? null : await attach({ ...options, databaseUrl })
  return {
    isExample: false,
    users: [],
    backend: {
      access: hostedAccess(hosted.url, hosted.publishableKey),
      journal: attached?.journal ?? NO_JOURNAL,
      accounts:
        hosted.serviceKey === undefined ? null : createHostedAccounts({ ...hosted, serviceKey: hosted.serviceKey }),
      ingest: attached && ((request) => attached.live()?.receive(request) ?? Promise.resolve(onDutyElsewhere())),
      embedded: null,
    },
    health: async () => (await attached?.health()) ?? null,
    mqttPort: () => attached?.live()?.mqttPort ?? null,
    close: async () => await attached?.close(),
  }
}

async function attach(options: Options & { readonly databaseUrl: string }) {
  const { city, directory, onNote } = options
  const undo: (() => void | Promise<void>)[] = [redactErrors()]
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const database = await openPostgres(options.databaseUrl)
    undo.push(() => database.close())
    const [stored] = await database.query<{ id: string }>('select id from public.city').catch((error: unknown) => {
      throw new Error('the database lacks migrations, or this role its rights; see lifeline deploy check', {
        cause: error,
      })
    })
    if (!stored) throw new Error(`the database holds no city yet; load it: lifeline pipeline load --city ${city}`)
    if (stored.id !== city) throw new Error(`the database holds the city "${stored.id}", not "${city}"`)
    const operations = await watchOperations({ ...options, database, isEmbedded: false })
    undo.push(() => operations.close())
    const journal = createJournal(database)
    undo.push(() => journal.close())
    const held: { live: Live | null } = { live: null }
    const duty = await database.takeDuty((error) => console.error('duty:', error))
    undo.push(() => duty.close())
    await duty.carry(async () => {
      const live = await startLive({
        ...options,
        ingestKey: options.secrets.ingestKey,
        database,
        // Supabase's Realtime finds what is committed by itself
        wake: () => {},
        guard: operations.guard,
        buildDirectory: join(directory, 'build'),
        hasReplay: false,
      })
      held.live = live
      return () => {
        held.live = null
        return live.close()
      }
    })
    if (!duty.isHeld()) onNote('another server of this database takes the readings and judges; this one waits')
    const health = () => operations.health(() => held.live?.load() ?? null)
    undo.push(await openControl(directory, { health, backup: () => copyForBackup(null, directory) }))
    return { live: () => held.live, journal, health, close }
  } catch (error) {
    await close()
    throw error
  }
}
