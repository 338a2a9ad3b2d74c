import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AssetRow } from '../../src/domain/records/rows.ts'

/** All asset rows of a build, for a test. */
export async function assetRowsOf(build: string): Promise<AssetRow[]> {
  const parts = await readdir(join(build, 'rows/asset'))
  const files = ['rows/asset.ndjson', ...parts.sort().map((part) => join('rows/asset', part))]
  const texts = await Promise.all(files.map((file) => readFile(join(build, file), 'utf8')))
  return texts.flatMap((text) => text.split('\n').filter(Boolean)).map((row) => JSON.parse(row) as AssetRow)
}
