import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EXIT } from './command.ts'
import { type ChildOptions, LIFELINE, runChild } from './run-child.ts'
import { hashSources } from './source-files.ts'

/** What the demo city is made by. */
const SOURCES = ['data-pipeline', 'src/domain', 'cli/synth.ts', 'cli/pipeline-build.ts']

/**
 * Makes the demo city's survey and build when they are missing or the code that makes them changed. The faults that
 * the demo survey is seeded with are findings, not failures.
 */
export async function buildDemo(
  options: ChildOptions & { readonly dataDirectory: string; readonly publicTiles: string },
): Promise<void> {
  const { root, dataDirectory, publicTiles, progress } = options
  const folder = join(dataDirectory, 'demo')
  const stampFile = join(folder, 'made-by.txt')
  const stamp = await hashSources(root, SOURCES)
  const isThere = [join(folder, 'build', 'city.json'), join(publicTiles, 'demo', 'city.json')].every(existsSync)
  if (isThere && (await readFile(stampFile, 'utf8').catch(() => '')) === stamp) return
  progress('building the demo city')
  const survey = join(folder, 'survey')
  await runChild('synth', [...LIFELINE, 'synth', '--out', survey], options)
  await runChild(
    'pipeline build',
    [...LIFELINE, 'pipeline', 'build', survey, '--data', dataDirectory, '--public', publicTiles],
    options,
    [EXIT.ok, EXIT.findings],
  )
  await writeFile(stampFile, stamp)
}
