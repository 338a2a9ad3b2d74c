import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Another process has the directory. */
export class DirectoryInUseError extends Error {}

/**
 * Takes a city's directory for this process and returns the function that gives it back. A lock left by a process that
 * died is taken over. PGlite does not lock its files, and two writers lose committed rows without an error; two builds
 * write over one another's shards.
 *
 * @param purpose  what it is taken for: one process may serve it while another builds
 * @throws DirectoryInUseError naming the process that has it
 */
export function lockDirectory(directory: string, purpose: 'server' | 'build' = 'server'): () => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, `${purpose}.pid`)
  // A link either makes the finished file or fails: no moment at which it is there without its pid.
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, String(process.pid))
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        linkSync(draft, file)
        return () => rmSync(file, { force: true })
      } catch (error) {
        const holder = readHolder(file)
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST') || attempt > 2) throw error
        if (holder !== null && isAlive(holder))
          throw new DirectoryInUseError(`${directory} is in use by process ${holder}; stop it first (${file})`)
        rmSync(file, { force: true })
      }
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

function readHolder(file: string): number | null {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
