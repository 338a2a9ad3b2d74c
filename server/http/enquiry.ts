import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Database } from '../database/database.ts'

/** Answers the public question of one client, told apart by the address of its connection. */
export type Enquire = (body: string, address: string) => Promise<Response>

const placeSchema = z.object({ lon: z.number(), lat: z.number() })

/**
 * `public_cell` as PostgREST would call it. lite neither hands the client's address to SQL nor takes a status from it,
 * and what a client writes into `X-Forwarded-For` itself must not count.
 */
export function createEnquiry(database: Database): Enquire {
  return async (body, address) => {
    const place = placeSchema.safeParse(parseJson(body))
    if (!place.success)
      return Response.json({ code: '22023', message: 'public_cell: expected { lon, lat } in degrees' }, { status: 400 })
    const { lon, lat } = place.data
    return database.asCaller({ role: 'anon', claims: {} }, async (query) => {
      await query(`select set_config('request.headers', $1, true)`, [JSON.stringify({ 'x-forwarded-for': address })])
      const [answered] = await query<{ answer: string | null }>('select public.public_cell($1, $2)::text as answer', [
        lon,
        lat,
      ])
      const [set] = await query<{ status: string | null; wait: string | null }>(
        `select nullif(current_setting('response.status', true), '') as status,
           nullif(current_setting('response.headers', true), '')::jsonb -> 0 ->> 'Retry-After' as wait`,
      )
      const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }
      return new Response(answered?.answer ?? 'null', {
        status: Number(set?.status ?? 200),
        headers: set?.wait ? { ...headers, 'Retry-After': set.wait } : headers,
      })
    })
  }
}

/**
 * Gives the digests of addresses a key of this data folder: the one that the migration made lies in the seed archive,
 * which folders share.
 */
export async function keyEnquiries(database: Database, secret: string): Promise<void> {
  const key = createHmac('sha256', secret).update('addresses of public enquiries').digest('hex')
  await database.query(`update enquiry.secret set key = decode($1, 'hex')`, [key])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
