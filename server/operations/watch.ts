import type { Database } from '../database/database.ts'
import { IngestBusy } from '../ingest/gather.ts'
import type { Ingest } from '../ingest/ingest.ts'
import { createClockWatch } from './clock-watch.ts'
import { createDiskGuard } from './disk-guard.ts'
import { type BackupState, type Health, type HealthSources, readHealth } from './health.ts'

/** What watches over a running server. */
export interface Operations {
  /** The same ingest, which takes nothing while the disk is nearly full: devices keep their readings and come again. */
  guard(ingest: Ingest): Ingest
  /** @param load  null while another server takes the readings */
  health(load: HealthSources['load']): Promise<Health>
  close(): Promise<void>
}

/**
 * Watches disk and clock. The embedded database is made read-only before its disk is full; one of a server has its own disk.
 *
 * @param onNote  told of every change of the disk and every jump of the clock
 */
export async function watchOperations(parts: {
  readonly database: Database
  readonly directory: string
  readonly isEmbedded: boolean
  readonly certificateUntil: () => Date | null
  readonly backup?: () => BackupState | null
  readonly onNote: (note: string) => void
  readonly freeBytes?: (folder: string) => Promise<number>
}): Promise<Operations> {
  const { database, directory, isEmbedded, certificateUntil, onNote, freeBytes } = parts
  const startedAt = new Date()
  const disk = isEmbedded
    ? await createDiskGuard({
        folder: directory,
        async onChange(state) {
          await database.query(`set default_transaction_read_only = ${state === 'full' ? 'on' : 'off'}`)
          onNote(`disk of ${directory}: ${state}`)
        },
        onFault: (error) => console.error('disk:', error),
        ...(freeBytes ? { freeBytes } : {}),
      })
    : null
  const clock = createClockWatch({
    onJump: ({ by }) =>
      onNote(`the clock of this machine jumped by ${(by / 1000).toFixed(1)} s: check its time service`),
  })
  return {
    guard: (ingest) => ({
      ...ingest,
      async post(rows, source) {
        if (disk && disk.state() !== 'roomy')
          throw new IngestBusy('the disk of the server is full: keep the readings and come again')
        return ingest.post(rows, source)
      },
    }),
    health: (load) =>
      readHealth({
        database,
        kind: isEmbedded ? 'embedded' : 'server',
        load,
        disk: () => disk && { state: disk.state(), free_bytes: disk.free() },
        jump: clock.jump,
        certificateUntil,
        backup: parts.backup ?? (() => null),
        startedAt,
      }),
    async close() {
      clock.close()
      await disk?.close()
    },
  }
}
