import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupState } from '../server/operations/health.ts'
import { UsageError } from './command.ts'
import { LIFELINE, runChild } from './run-child.ts'

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 }

export interface BackupSchedule {
  /** from the end of one to the beginning of the next [ms] */
  readonly every: number
  readonly folder: string
  /** how many of the city's archives stay in the folder */
  readonly keep: number
}

/** `5m`, `6h`, `1d` in milliseconds, a minute at least. */
export function durationOf(text: string): number {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? []
  const duration = Number(count) * (UNITS[unit ?? ''] ?? Number.NaN)
  if (!(duration >= 60_000)) throw new UsageError(`got "${text}", expected a duration such as 5m, 6h or 1d`)
  return duration
}

/**
 * Takes backups of a running server in processes of their own, one after the other, and removes the oldest.
 *
 * @returns how the last one went; stop it before the server
 */
export function startBackups(parts: {
  readonly schedule: BackupSchedule
  readonly city: string
  readonly dataDirectory: string
  readonly root: string
  readonly onFault: (message: string) => void
}): { state(): BackupState; stop(): Promise<void> } {
  const { schedule, city, dataDirectory, root, onFault } = parts
  const { every, folder, keep } = schedule
  const stopping = new AbortController()
  let state: BackupState = { last_at: null, fault: null }
  let timer: NodeJS.Timeout | undefined

  async function take(): Promise<void> {
    const begun = new Date()
    const name = `${city}-${begun.toISOString().replace(/[-:]|\.\d+/g, '')}.tar.gz`
    const given = ['backup', '--city', city, '--data', dataDirectory, '--to', join(folder, name)]
    const told: string[] = []
    try {
      await runChild('backup', [...LIFELINE, ...given], {
        root,
        signal: stopping.signal,
        progress: (line) => told.push(line),
      })
      state = { last_at: begun.toISOString(), fault: null }
      await removeOldest(folder, city, keep)
    } catch (error) {
      if (stopping.signal.aborted) return
      state = { ...state, fault: told.at(-1) ?? String(error) }
      onFault(`backup failed: ${state.fault}`)
    }
  }
  let running = Promise.resolve()
  function next(): void {
    running = take().then(() => {
      if (!stopping.signal.aborted) timer = setTimeout(next, every)
    })
  }
  next()
  return {
    state: () => state,
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await running
    },
  }
}

/** Their names sort by time. */
async function removeOldest(folder: string, city: string, keep: number): Promise<void> {
  const ours = (await readdir(folder)).filter(
    (name) => name.startsWith(`${city}-`) && /-\d{8}T\d{6}Z\.tar\.gz$/.test(name),
  )
  for (const name of ours.sort().slice(0, -keep)) await rm(join(folder, name))
}
