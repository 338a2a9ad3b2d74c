import { z } from 'zod'
import type { Caller } from '../database/database.ts'
import { type Channel, lostRight } from './channel.ts'
import type { ClientFrame } from './frames.ts'
import type { Window } from './limits.ts'
import type { Right } from './permissions.ts'
import type { Surroundings } from './surroundings.ts'
import { identify } from './tokens.ts'

/** The socket that a message came on. */
export interface Conversation {
  readonly around: Surroundings
  /** what it may still send in this second */
  readonly messages: Window
  reply(frame: ClientFrame, status: 'ok' | 'error', response: unknown): void
  stop(channel: Channel, message: string): void
  isUserToken(token: string | null | undefined): token is string
  readRight(channel: Channel, caller: Caller): Promise<Right>
}

const broadcastSchema = z.looseObject({ event: z.string(), payload: z.unknown().optional() })
const presenceSchema = z.looseObject({ event: z.string(), payload: z.unknown().optional() })
const tokenSchema = z.looseObject({ access_token: z.string().nullish() })
const metaSchema = z.record(z.string(), z.unknown())

/** What a client sends on a channel that it has joined. */
export async function handleMessage(session: Conversation, channel: Channel, frame: ClientFrame): Promise<void> {
  if (frame.event === 'access_token') return refreshToken(session, channel, frame)
  if (frame.event !== 'broadcast' && frame.event !== 'presence')
    return session.reply(frame, 'error', { reason: `UnsupportedEvent: "${frame.event}" is not supported` })
  if (!session.messages.take(session.around.now())) return session.stop(channel, 'Too many messages per second')
  if (frame.event === 'broadcast') return sendBroadcast(session, channel, frame)
  return changePresence(session, channel, frame)
}

/** Nobody is told why a broadcast went nowhere unless it asked for acknowledgement. */
async function sendBroadcast(session: Conversation, channel: Channel, frame: ClientFrame): Promise<void> {
  const answer = (status: 'ok' | 'error', response: unknown) => {
    if (channel.wantsAck) session.reply(frame, status, response)
  }
  const message = broadcastSchema.safeParse(frame.payload)
  if (!message.success) return answer('error', { reason: 'expected { event, payload }' })
  const { event, payload } = message.data
  if (sizeOf(payload) > session.around.limits.payloadBytes) return answer('error', { reason: 'payload_size_exceeded' })
  if (!(await mayWrite(session, channel)).broadcast)
    return answer('error', {
      reason: `Unauthorized: You do not have permissions to write to this Channel topic: ${channel.topic}`,
    })
  if (!channel.isOpen) return
  session.around.hub.broadcast(channel.topic, channel.isPrivate, { type: 'broadcast', event, payload }, channel)
  answer('ok', {})
}

async function changePresence(session: Conversation, channel: Channel, frame: ClientFrame): Promise<void> {
  const { presence, limits, now } = session.around
  if (!channel.presenceCalls.take(now())) return session.stop(channel, 'Client presence rate limit exceeded')
  const message = presenceSchema.safeParse(frame.payload)
  const event = message.data?.event.toLowerCase()
  if (event === 'untrack') {
    presence.untrack(channel)
    return session.reply(frame, 'ok', {})
  }
  if (event !== 'track') return session.reply(frame, 'error', { reason: 'UnknownPresenceEvent' })
  const payload = metaSchema.safeParse(message.data?.payload ?? {})
  if (!payload.success) return session.reply(frame, 'error', { reason: 'Presence track payload must be a map' })
  if (sizeOf(payload.data) > limits.payloadBytes) return session.stop(channel, 'Track message size exceeded')
  if (!channel.hasPresence) {
    // Tracking turns presence on where the join did not.
    channel.hasPresence = true
    channel.write = null
    channel.read = { ...channel.read, presence: (await session.readRight(channel, channel.caller)).presence }
  }
  if (!(await mayWrite(session, channel)).presence)
    return session.reply(frame, 'error', {
      reason: `Unauthorized: You do not have permissions to write to this Channel topic: ${channel.topic}`,
    })
  if (!channel.isOpen) return
  session.reply(frame, 'ok', {})
  presence.track(channel, payload.data)
}

async function refreshToken(session: Conversation, channel: Channel, frame: ClientFrame): Promise<void> {
  const token = tokenSchema.safeParse(frame.payload).data?.access_token
  if (!session.isUserToken(token) || token === channel.token) return
  const identity = await identify(session.around.verifyToken, token, session.around.now())
  if (!channel.isOpen) return
  if ('code' in identity) return session.stop(channel, identity.reason)
  const right = await session.readRight(channel, identity.caller)
  if (!channel.isOpen) return
  if ((channel.read.broadcast && !right.broadcast) || (channel.read.presence && !right.presence))
    return session.stop(channel, lostRight(channel.topic))
  channel.caller = identity.caller
  channel.token = token
  channel.read = right
  channel.write = null
  if (channel.bindings.length > 0) await session.around.changes.subscribe(channel)
}

async function mayWrite(session: Conversation, channel: Channel) {
  if (!channel.isPrivate) return { broadcast: true, presence: true }
  channel.write ??= await session.around.permissions.right(channel.caller, channel.topic, 'write', channel.hasPresence)
  return channel.write
}

function sizeOf(payload: unknown): number {
  return payload instanceof Uint8Array ? payload.byteLength : Buffer.byteLength(JSON.stringify(payload ?? null))
}
