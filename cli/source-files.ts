import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Hash of the files and folders (whole, tests left out) below `root`: changes when any name or content does. */
export async function hashSources(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of await listFiles(root, paths)) hash.update(`${file}\0`).update(await readFile(join(root, file)))
  return hash.digest('hex')
}

async function listFiles(root: string, paths: readonly string[]): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    const found = await stat(join(root, path)).catch(() => null)
    if (found?.isFile()) files.push(path)
    if (!found?.isDirectory()) continue
    const names = await readdir(join(root, path), { recursive: true, withFileTypes: true })
    for (const entry of names)
      if (entry.isFile() && !/\.(test|bench)\.tsx?$|\.md$/.test(entry.name))
        files.push(join(entry.parentPath, entry.name))
  }
  return files.map((file) => file.replace(`${root}`, '').replace(/^\//, '')).sort()
}
