import { createHash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { DatabaseBusyError } from '../database/lock.ts'
import { IngestBusy } from './gather.ts'
import type { Ingest } from './ingest.ts'
import type { Source } from './tell-outcomes.ts'

/** Largest body [bytes]. */
const MOST_BYTES = 4 * 1024 * 1024
/** Most rows of a batch: one statement must not hold the session for long. */
const MOST_ROWS = 20_000

/** A device that speaks HTTP is answered at once. */
const SOURCE: Source = { name: 'HTTP', patience: 0 }

const bodySchema = z.object({ readings: z.array(z.unknown()).max(MOST_ROWS) })

/**
 * `POST /ingest/v1/readings`: a device or gateway posts `{ readings: […] }` and is answered with the counts after the
 * commit: 200. Else 401 wrong key, 400 not JSON or not a batch, 413 too large, 503 come again (`Retry-After`).
 *
 * @param key  the ingest key of `Authorization: Bearer …`
 */
export function createIngestRoute(ingest: Ingest, key: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'POST') return refuse(405, 'expected POST')
    if (!holdsKey(request, key)) return refuse(401, 'expected "Authorization: Bearer <ingest key>"')
    const text = await readText(request)
    if (text === null) return refuse(413, `body is larger than ${MOST_BYTES} bytes`)
    const body = bodySchema.safeParse(parseJson(text))
    if (!body.success)
      return refuse(
        400,
        `expected JSON { "readings": [{ "sensor", "at", "value", "quality"? }] }, at most ${MOST_ROWS}`,
      )
    try {
      return Response.json(await ingest.post(body.data.readings, SOURCE))
    } catch (error) {
      if (error instanceof IngestBusy || error instanceof DatabaseBusyError)
        return refuse(503, error.message, { 'Retry-After': '1' })
      // whatever kept the database from storing, a full disk say: nothing of the batch is in it, so the device keeps it
      console.error('ingest:', error)
      return refuse(503, 'the readings could not be stored', { 'Retry-After': '10' })
    }
  }
}

function refuse(status: number, error: string, headers: Record<string, string> = {}): Response {
  return Response.json({ error }, { status, headers })
}

function holdsKey(request: Request, key: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(request.headers.get('authorization') ?? ''), digest(`Bearer ${key}`))
}

/** The body as text, or null as soon as it is too large. */
async function readText(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (!request.body) return ''
  for await (const chunk of request.body) {
    size += chunk.byteLength
    if (size > MOST_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
