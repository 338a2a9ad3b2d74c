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

/** The whole file with its ETag, or 304 when the request names that one. */
export async function fileResponse(file: string, cacheControl: string, request: Request): Promise<Response> {
  const { size, mtimeMs } = await stat(file)
  const etag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`
  const headers = { 'Cache-Control': cacheControl, ETag: etag }
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers })
  return new Response(await readFile(file), { headers: { ...headers, 'Content-Type': typeOf(file) } })
}

/** The request's `If-None-Match` names this ETag, strong or weak. */
function isKnown(request: Request, etag: string): boolean {
  const known = (request.headers.get('If-None-Match') ?? '').split(',')
  return known.some((name) => name.trim().replace(/^W\//, '') === etag)
}

export function typeOf(file: string): string {
  return TYPES[extname(file)] ?? getMimeType(file) ?? 'application/octet-stream'
}
