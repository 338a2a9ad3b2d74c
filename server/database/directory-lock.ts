import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'server.pid'

/** Another process has the directory: PGlite does not lock it, and two writers lose committed rows without an error. */
class DirectoryInUseError extends Error {}

/**
 * Takes the data directory for this process and returns the function that gives it back. A lock left by a process that
 * died is taken over.
 *
 * @throws DirectoryInUseError naming the process that has it
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const file = join(directory, FILE)
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

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
