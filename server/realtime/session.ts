import { z } from 'zod'
import type { VerifyToken } from '../auth/verify-token.ts'
import type { Caller } from '../database/database.ts'
import { type ClientFrame, encodeFrame, type FrameVersion, type UserBroadcast } from './frames.ts'
import { type JoinPayload, joinPayloadSchema } from './join-payload.ts'
import { callerKey, type Permissions } from './permissions.ts'

/** Hosted allows 100; a page over a whole city has a topic for each district and kind. */
const MOST_CHANNELS = 200
/** Within one second. */
const MOST_JOINS = 400
/** Phoenix closes a socket that is silent for so long [ms]; clients send a heartbeat every 25 s. */
const SILENCE = 60_000
/** A client that has so much unread is cut off and resyncs on return [bytes]: a queue would only make it later. */
const MOST_BUFFERED = 8 * 1024 * 1024
const PREFIX = 'realtime:'

const ANONYMOUS: Caller = { role: 'anon', claims: {} }
const broadcastSchema = z.looseObject({ event: z.string(), payload: z.unknown() })
const tokenSchema = z.looseObject({ access_token: z.string().nullish() })

/** The socket under a session; `ws` in life. */
export interface Wire {
  readonly bufferedAmount: number
  send(data: string | Uint8Array): void
  /** ends it at once, without the handshake that a stalled client would not answer */
  terminate(): void
}

/** A joined topic of one socket. */
export interface Channel {
  /** without the prefix `realtime:` */
  readonly topic: string
  readonly joinRef: string | null
  readonly wantsAck: boolean
  readonly wantsOwn: boolean
  caller: Caller
  token: string | null
  /** asked at the first send */
  mayWrite: boolean | null
  /** receives only then */
  isOpen: boolean
}

/** What sessions need from the gateway they belong to. */
export interface Surroundings {
  readonly verifyToken: VerifyToken
  readonly publishableKey: string
  readonly permissions: Permissions
  readonly replay: (topic: string, since: number, limit: number) => Promise<readonly UserBroadcast[]>
  /** to all channels of the topic but the sender's own, unless it wants that */
  readonly broadcast: (from: Channel, broadcast: UserBroadcast) => void
  readonly now: () => number
}

/** One WebSocket: its channels and the Phoenix protocol on it. */
export class Session {
  readonly channels = new Map<string, Channel>()
  readonly #wire: Wire
  readonly #version: FrameVersion
  readonly #around: Surroundings
  #heardAt: number
  #joins = { since: 0, count: 0 }

  constructor(wire: Wire, version: FrameVersion, around: Surroundings) {
    this.#wire = wire
    this.#version = version
    this.#around = around
    this.#heardAt = around.now()
  }

  /** Handles one message; a fault answers the client and never ends the process. */
  async receive(frame: ClientFrame): Promise<void> {
    this.#heardAt = this.#around.now()
    if (frame.event === 'heartbeat' && frame.topic === 'phoenix') return this.#reply(frame, 'ok', {})
    if (frame.event === 'phx_join') return this.#join(frame)
    const channel = this.channels.get(frame.topic)
    if (frame.event === 'phx_leave') {
      this.channels.delete(frame.topic)
      this.#reply(frame, 'ok', {})
      return this.#push(frame.topic, 'phx_close', {}, frame.joinRef)
    }
    if (!channel?.isOpen) return this.#reply(frame, 'error', { reason: 'unmatched topic' })
    if (frame.event === 'broadcast') return this.#broadcast(frame, channel)
    if (frame.event === 'access_token') return this.#refresh(frame, channel)
    this.#reply(frame, 'error', { reason: `UnsupportedEvent: "${frame.event}" is not supported` })
  }

  /** Delivers a broadcast to one of this socket's channels. */
  deliver(channel: Channel, broadcast: UserBroadcast): void {
    if (channel.isOpen) this.#push(PREFIX + channel.topic, 'broadcast', broadcast, null)
  }

  /** Ends what is no longer allowed: expired tokens, rights taken away, silent sockets. */
  async review(): Promise<void> {
    if (this.#around.now() - this.#heardAt > SILENCE) return this.#wire.terminate()
    const groups = new Map<string, Channel[]>()
    for (const channel of this.channels.values()) {
      if (!channel.isOpen) continue
      if (isExpired(channel.caller, this.#around.now())) this.#stop(channel, 'Token has expired')
      else groups.set(callerKey(channel.caller), [...(groups.get(callerKey(channel.caller)) ?? []), channel])
    }
    for (const group of groups.values()) {
      const caller = group[0]?.caller ?? ANONYMOUS
      const readable = await this.#around.permissions.readable(
        caller,
        group.map((channel) => channel.topic),
      )
      for (const channel of group) if (!readable.has(channel.topic)) this.#stop(channel, lostRight(channel.topic))
    }
  }

  async #join(frame: ClientFrame): Promise<void> {
    const previous = this.channels.get(frame.topic)
    if (previous) {
      // Two live channels of one topic would deliver everything twice.
      this.channels.delete(frame.topic)
      this.#push(frame.topic, 'phx_close', {}, previous.joinRef)
    }
    if (this.#joinsTooFast()) {
      this.#reply(frame, 'error', { reason: 'ClientJoinRateLimitReached: Too many joins per second' })
      return this.#wire.terminate()
    }
    const { config, access_token } = joinPayloadSchema.parse(frame.payload ?? {})
    const refusal = refusalOf(frame, config, this.channels.size)
    if (refusal) return this.#reply(frame, 'error', { reason: refusal })
    const channel: Channel = {
      topic: frame.topic.slice(PREFIX.length),
      joinRef: frame.joinRef,
      wantsAck: config.broadcast.ack,
      wantsOwn: config.broadcast.self,
      caller: ANONYMOUS,
      token: null,
      mayWrite: null,
      isOpen: false,
    }
    this.channels.set(frame.topic, channel)
    const reason = await this.#admit(channel, access_token)
    // Left, or joined again, while the database was asked.
    if (this.channels.get(frame.topic) !== channel) return
    if (reason) {
      this.channels.delete(frame.topic)
      return this.#reply(frame, 'error', { reason })
    }
    channel.isOpen = true
    this.#reply(frame, 'ok', { postgres_changes: [] })
    const { replay } = config.broadcast
    if (!replay) return
    for (const broadcast of await this.#around.replay(channel.topic, replay.since, replay.limit))
      this.deliver(channel, broadcast)
  }

  /** Finds out who joins and whether it may; answers the reason why not. */
  async #admit(channel: Channel, token: string | null | undefined): Promise<string | null> {
    try {
      if (this.#isUserToken(token)) {
        const caller = await this.#around.verifyToken(token)
        if (!caller) return 'InvalidJWTToken: the access token does not verify or has expired'
        channel.caller = caller
        channel.token = token
      }
      const isPermitted = await this.#around.permissions.may(channel.caller, channel.topic, 'read')
      return isPermitted
        ? null
        : `Unauthorized: You do not have permissions to read from this Channel topic: ${channel.topic}`
    } catch {
      return 'UnableToConnectToProject: the database did not answer'
    }
  }

  async #refresh(frame: ClientFrame, channel: Channel): Promise<void> {
    const token = tokenSchema.safeParse(frame.payload).data?.access_token
    if (!this.#isUserToken(token) || token === channel.token) return
    const caller = await this.#around.verifyToken(token)
    if (!caller) return this.#stop(channel, 'InvalidJWTToken: the access token does not verify or has expired')
    const isPermitted = await this.#around.permissions.may(caller, channel.topic, 'read')
    if (!isPermitted) return this.#stop(channel, lostRight(channel.topic))
    channel.caller = caller
    channel.token = token
    channel.mayWrite = null
  }

  async #broadcast(frame: ClientFrame, channel: Channel): Promise<void> {
    const message = broadcastSchema.safeParse(frame.payload)
    if (!message.success) return this.#reply(frame, 'error', { reason: 'expected { event, payload }' })
    channel.mayWrite ??= await this.#around.permissions.may(channel.caller, channel.topic, 'write')
    if (!channel.mayWrite) {
      const reason = `Unauthorized: You do not have permissions to write to this Channel topic: ${channel.topic}`
      if (channel.wantsAck) this.#reply(frame, 'error', { reason })
      return
    }
    this.#around.broadcast(channel, {
      type: 'broadcast',
      event: message.data.event,
      payload: message.data.payload,
    })
    if (channel.wantsAck) this.#reply(frame, 'ok', {})
  }

  /** The publishable key stands for no user; hosted ignores it in the place of a token too. */
  #isUserToken(token: string | null | undefined): token is string {
    return !!token && !token.startsWith('sb_') && token !== this.#around.publishableKey
  }

  #joinsTooFast(): boolean {
    const now = this.#around.now()
    if (now - this.#joins.since > 1000) this.#joins = { since: now, count: 0 }
    this.#joins.count++
    return this.#joins.count > MOST_JOINS
  }

  #stop(channel: Channel, message: string): void {
    const topic = PREFIX + channel.topic
    channel.isOpen = false
    if (this.channels.get(topic) === channel) this.channels.delete(topic)
    this.#push(topic, 'system', { extension: 'system', status: 'error', message, channel: channel.topic }, null)
    this.#push(topic, 'phx_close', {}, channel.joinRef)
  }

  #reply(frame: ClientFrame, status: 'ok' | 'error', response: Record<string, unknown>): void {
    this.#send({ ...frame, event: 'phx_reply', payload: { status, response } })
  }

  #push(topic: string, event: string, payload: unknown, joinRef: string | null): void {
    this.#send({ joinRef, ref: null, topic, event, payload })
  }

  #send(frame: ClientFrame): void {
    if (this.#wire.bufferedAmount > MOST_BUFFERED) {
      this.#wire.terminate()
      return
    }
    const data = encodeFrame(frame, this.#version)
    if (data !== null) this.#wire.send(data)
  }
}

function refusalOf(frame: ClientFrame, config: JoinPayload['config'], channels: number): string | null {
  if (!frame.topic.startsWith(PREFIX) || frame.topic.length === PREFIX.length)
    return 'TopicNameRequired: You must provide a topic name'
  if (channels >= MOST_CHANNELS) return 'ChannelRateLimitReached: Too many channels'
  if (!config.private) return 'PrivateOnly: This project only allows private channels'
  if (config.postgres_changes.length > 0)
    return 'UnsupportedFeature: postgres_changes is not served here; subscribe to a private broadcast'
  return null
}

function isExpired(caller: Caller, now: number): boolean {
  const expiry = caller.claims.exp
  return typeof expiry === 'number' && expiry * 1000 <= now
}

function lostRight(topic: string): string {
  return `You no longer have permission to read from this Channel topic: ${topic}`
}
