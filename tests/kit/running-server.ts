import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const READY = /ready (http:\S+)/

export interface RunningProgram {
  readonly url: string
  close(): Promise<void>
}

/** The command a user runs, with the demo city in a data folder of its own. @throws Error when it ends before it is ready */
export function startProgram(dataDirectory: string, onStep: (message: string) => void): Promise<RunningProgram> {
  const child = spawn(process.execPath, ['cli/launch.mjs', 'start', '--port', '0', '--data', dataDirectory], {
    cwd: ROOT,
  })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const url = READY.exec(text)?.[1]
      if (url === undefined) return
      resolve({
        url,
        close: async () => {
          child.kill('SIGTERM')
          await ended
        },
      })
    })
    child.stderr.on('data', (chunk) => onStep(String(chunk).trimEnd()))
    child.on('exit', (code) => reject(new Error(`startProgram: ended with ${code} before it was ready`)))
  })
}
