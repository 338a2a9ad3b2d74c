import { z } from 'zod'
import type { Caller } from '../database/database.ts'
import type { UserBroadcast } from './frames.ts'
import { Window } from './limits.ts'
import type { Surroundings } from './surroundings.ts'
import { identify } from './tokens.ts'

const PATH = '/realtime/v1/api/broadcast'
/** Messages of one request. */
const MOST_MESSAGES = 100
const ANONYMOUS: Caller = { role: 'anon', claims: {} }

const messageSchema = z.object({
  topic: z.string().min(1),
  event: z.string().min(1),
  payload: z.record(z.string(), z.unknown()),
  private: z.boolean().default(false),
})
const batchSchema = z.object({ messages: z.array(messageSchema).min(1).max(MOST_MESSAGES) })

/** A broadcast without a socket: a batch of JSON, or one of JSON or bytes under `/:topic/events/:event`. */
export function createBroadcastRoute(around: Surroundings): (request: Request) => Promise<Response> {
  const { publishableKey, limits, isPrivateOnly } = around
  const pace = new Window(limits.messagesPerSecond, 1000)

  async function send(caller: Caller, topic: string, isPrivate: boolean, broadcast: UserBroadcast): Promise<boolean> {
    if (isPrivate) {
      const right = await around.permissions.right(caller, topic, 'write', false)
      if (!right.broadcast) return false
    }
    around.hub.broadcast(topic, isPrivate, broadcast)
    return true
  }

  async function sendBatch(caller: Caller, request: Request): Promise<Response> {
    const batch = batchSchema.safeParse(await request.json().catch(() => null))
    if (!batch.success) return Response.json({ errors: z.flattenError(batch.error).fieldErrors }, { status: 422 })
    const { messages } = batch.data
    if (messages.some(({ payload }) => Buffer.byteLength(JSON.stringify(payload)) > limits.payloadBytes))
      return Response.json({ errors: { messages: ['Payload size exceeds tenant limit'] } }, { status: 422 })
    if (isPrivateOnly && messages.some((message) => !message.private)) return refuse(403, PRIVATE_ONLY)
    // What may not be sent is left out without a word, as on hosted.
    for (const { topic, event, payload, private: isPrivate } of messages)
      await send(caller, topic, isPrivate, { type: 'broadcast', event, payload })
    return new Response(null, { status: 202 })
  }

  async function sendOne(caller: Caller, request: Request, topic: string, event: string): Promise<Response> {
    const isPrivate = new URL(request.url).searchParams.get('private') === 'true'
    const isBytes = request.headers.get('content-type')?.startsWith('application/octet-stream') ?? false
    const bytes = new Uint8Array(await request.arrayBuffer())
    if (bytes.byteLength > limits.payloadBytes) return refuse(422, 'Payload size exceeds tenant limit')
    const payload = isBytes ? bytes : parse(new TextDecoder().decode(bytes))
    if (payload === undefined || payload === null) return refuse(422, 'payload is not JSON')
    if (isPrivateOnly && !isPrivate) return refuse(403, PRIVATE_ONLY)
    const isSent = await send(caller, topic, isPrivate, { type: 'broadcast', event, payload })
    return isSent ? new Response(null, { status: 202 }) : refuse(403, 'Unauthorized')
  }

  return async (request) => {
    if (request.method !== 'POST') return refuse(404, 'not found')
    if (request.headers.get('apikey') !== publishableKey) return refuse(401, 'unknown apikey')
    const bearer = /^Bearer (.*)$/is.exec(request.headers.get('authorization') ?? '')?.[1]?.trim()
    let caller = ANONYMOUS
    if (bearer && bearer !== publishableKey) {
      const identity = await identify(around.verifyToken, bearer, around.now())
      if ('code' in identity) return refuse(401, identity.reason)
      caller = identity.caller
    }
    if (!pace.take(around.now())) return refuse(429, 'You have exceeded your rate limit')
    const path = new URL(request.url).pathname
    if (path === PATH) return sendBatch(caller, request)
    const place = placeOf(path)
    return place ? sendOne(caller, request, place.topic, place.event) : refuse(404, 'not found')
  }
}

/** Topic and event of `/realtime/v1/api/broadcast/<topic>/events/<event>`. */
function placeOf(path: string): { topic: string; event: string } | null {
  const [, topic, event] = /^\/realtime\/v1\/api\/broadcast\/([^/]+)\/events\/([^/]+)$/.exec(path) ?? []
  if (topic === undefined || event === undefined) return null
  try {
    return { topic: decodeURIComponent(topic), event: decodeURIComponent(event) }
  } catch {
    return null
  }
}

const PRIVATE_ONLY = 'PrivateOnly: This project only allows private channels'

function refuse(status: number, error: string): Response {
  return Response.json({ error, message: error }, { status })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
