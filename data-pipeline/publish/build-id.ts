import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { inputChunks } from '../read/input-file.ts'

/** Raised whenever the same input would give another output. */
export const PIPELINE_VERSION = 6
const DIGITS = 16

/**
 * Hash of everything that goes into a build: equal input, equal id.
 *
 * @param ledger  file of the drawing indices that the build has
 */
export async function buildId(files: readonly string[], settings: object, ledger: string): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([PIPELINE_VERSION, settings]))
  for (const file of [...files].sort((a, b) => (basename(a) < basename(b) ? -1 : 1))) {
    const content = createHash('sha256')
    for await (const chunk of inputChunks(file)) content.update(chunk)
    hash.update(`${basename(file)}\n`).update(content.digest())
  }
  for await (const chunk of createReadStream(ledger)) hash.update(chunk as Buffer)
  return hash.digest('hex').slice(0, DIGITS)
}
