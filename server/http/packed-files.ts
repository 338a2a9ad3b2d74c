import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { fileResponse, typeOf } from './file-response.ts'

const COMPRESSIBLE = /^(text\/|application\/(json|javascript|wasm|xml)|image\/svg)/

interface Packed {
  readonly etag: string
  readonly body: Promise<Buffer<ArrayBuffer>>
}

/**
 * Static files, gzipped once and kept: the page's program is megabytes, and compressing it anew for every visitor would
 * take the processor from the database. What is kept is bounded by the folder that is served.
 */
export function createPackedFiles(): (file: string, cacheControl: string, request: Request) => Promise<Response> {
  const kept = new Map<string, Packed>()

  return async (file, cacheControl, request) => {
    const answer = await fileResponse(file, cacheControl, request)
    const etag = answer.headers.get('ETag') ?? ''
    if (!COMPRESSIBLE.test(typeOf(file))) return answer
    answer.headers.set('Vary', 'Accept-Encoding')
    const isWanted = /\bgzip\b/.test(request.headers.get('Accept-Encoding') ?? '')
    if (answer.status !== 200 || !isWanted) return answer
    const packed = kept.get(file)
    const body = packed?.etag === etag ? packed.body : pack(file)
    kept.set(file, { etag, body })
    answer.headers.set('Content-Encoding', 'gzip')
    // Weak: the same file in other bytes.
    answer.headers.set('ETag', `W/${etag}`)
    return new Response(await body, { headers: answer.headers })
  }
}

async function pack(file: string): Promise<Buffer<ArrayBuffer>> {
  return (await promisify(gzip)(await readFile(file))) as Buffer<ArrayBuffer>
}
