import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ChildOptions, runChild } from './run-child.ts'
import { hashSources } from './source-files.ts'

const SOURCES = ['src', 'workers', 'scene-configs', 'vite.config.ts', 'package-lock.json']

/** Builds the page into dist/ when it is missing or its sources changed since. */
export async function buildPage(options: ChildOptions): Promise<void> {
  const { root, progress } = options
  const stampFile = join(root, 'dist', 'made-by.txt')
  const stamp = await hashSources(root, SOURCES)
  if ((await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return
  progress('building the page')
  await runChild('vite build', ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], options)
  await writeFile(stampFile, stamp)
}
