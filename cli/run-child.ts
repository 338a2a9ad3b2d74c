import { spawn } from 'node:child_process'

export interface ChildOptions {
  /** the repository root */
  readonly root: string
  /** gets every line that the child prints */
  readonly progress: (message: string) => void
  /** ends the child */
  readonly signal: AbortSignal
}

/**
 * Runs Node with the arguments in a process of its own: heavy work beside a server that must go on answering.
 *
 * @param fine  exit codes that are no failure
 * @throws when it ends with another code or is ended
 */
export async function runChild(
  name: string,
  args: readonly string[],
  options: ChildOptions,
  fine = [0],
): Promise<void> {
  const { root, progress, signal } = options
  if (signal.aborted) throw new Error(`${name}: stopped`)
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], signal })
  const told: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', (text: string) => {
      for (const line of text.split('\n').filter((part) => part.trim() !== '')) {
        told.push(line)
        progress(line)
      }
    })
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  if (code === null || !fine.includes(code)) throw new Error(`${name} failed (exit code ${code}): ${told.at(-1) ?? ''}`)
}

/** Arguments that make Node run our command line. */
export const LIFELINE = ['--enable-source-maps', '--import', './tools/ts.mjs', 'cli/main.ts']
