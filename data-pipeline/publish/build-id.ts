import { createHash, type Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { inputChunks } from '../read/input-file.ts'

/** Raised whenever the same input would give another output. */
export const PIPELINE_VERSION = 15
const DIGITS = 16

/** Hash of what is read and of how, which a build's id begins with. */
export async function inputHash(files: readonly string[], settings: object): Promise<Hash> {
  const hash = createHash('sha256').update(JSON.stringify([PIPELINE_VERSION, settings]))
  for (const file of [...files].sort((a, b) => (basename(a) < basename(b) ? -1 : 1))) {
    const content = createHash('sha256')
    for await (const chunk of inputChunks(file)) content.update(chunk)
    hash.update(`${basename(file)}\n`).update(content.digest())
  }
  return hash
}

/**
 * Hash of everything that goes into a build: equal input, equal id.
 *
 * @param inputs  of `inputHash`, and used up
 * @param ledger  file of the drawing indices that the build has
 */
export async function buildId(inputs: Hash, ledger: string): Promise<string> {
  for await (const chunk of createReadStream(ledger)) inputs.update(chunk as Buffer)
  return inputs.digest('hex').slice(0, DIGITS)
}
