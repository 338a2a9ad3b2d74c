import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { getMimeType } from 'hono/utils/mime'

const TYPES: Readonly<Record<string, string>> = {
  '.bin': 'application/octet-stream',
  '.glb': 'model/gltf-binary',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
}

/**
 * A file under `root` by the address below it, decoded; null when there is none or the address leads out of `root`,
 * be it by `..`, an absolute path or a link.
 */
export async function findFile(root: string, address: string): Promise<string | null> {
  let path: string
  try {
    path = decodeURIComponent(address)
  } catch {
    return null
  }
  if (path.includes('\0') || path.includes('\\') || path.split('/').some((part) => part === '..' || part === '.'))
    return null
  try {
    const base = await realpath(root)
    const file = await realpath(join(base, path))
    return file.startsWith(base + sep) && (await stat(file)).isFile() ? file : null
  } catch {
    return null
  }
}

/** The whole file; compression is left to the middleware. */
export async function fileResponse(file: string, cacheControl: string): Promise<Response> {
  const type = TYPES[extname(file)] ?? getMimeType(file) ?? 'application/octet-stream'
  return new Response(await readFile(file), { headers: { 'Content-Type': type, 'Cache-Control': cacheControl } })
}
