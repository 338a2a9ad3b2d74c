import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Threads } from '../inundation/surface/crew.ts'

const LOADER = new URL('../../tools/ts.mjs', import.meta.url).href

/** Threads of this process for a flood. They keep no program alive. */
export function nodeThreads(count: number): Threads {
  return {
    count,
    start: (place) => {
      const worker = new Worker(new URL('./node-thread.ts', import.meta.url), {
        workerData: place,
        execArgv: ['--import', LOADER],
      })
      worker.unref()
      return () => void worker.terminate()
    },
  }
}

/**
 * Reads a simulation's input from JSON. Where an input wants bytes, `{ "$file": "path" }` stands for the content of that
 * file, as an ArrayBuffer; the path counts from the folder of the JSON file.
 *
 * @throws Error when a file is missing or the text is not JSON
 */
export async function readInput(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8')
  try {
    return await withFiles(JSON.parse(text), dirname(resolve(path)))
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function withFiles(value: unknown, folder: string): Promise<unknown> {
  if (Array.isArray(value)) return Promise.all(value.map((item) => withFiles(item, folder)))
  if (typeof value !== 'object' || value === null) return value
  if ('$file' in value && typeof value.$file === 'string') {
    return new Uint8Array(await readFile(resolve(folder, value.$file))).buffer
  }
  const entries = Object.entries(value).map(async ([key, item]) => [key, await withFiles(item, folder)] as const)
  return Object.fromEntries(await Promise.all(entries))
}
