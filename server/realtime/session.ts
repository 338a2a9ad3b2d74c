import type { Caller } from '../database/database.ts'
import { type Channel, lostRight, push, roomOf, tell } from './channel.ts'
import type { ClientFrame } from './frames.ts'
import { joinPayloadSchema } from './join-payload.ts'
import { PRESENCE_WINDOW, Window } from './limits.ts'
import { type Conversation, handleMessage } from './messages.ts'
import { type Outgoing, PREFIX } from './outgoing.ts'
import { callerKey } from './permissions.ts'
import type { Surroundings } from './surroundings.ts'
import { expired, identify } from './tokens.ts'

/** Phoenix closes a socket that is silent for so long [ms]; clients send a heartbeat every 25 s. */
const SILENCE = 60_000
const ANONYMOUS: Caller = { role: 'anon', claims: {} }

/** One WebSocket: its channels and the Phoenix protocol on it. */
export class Session implements Conversation {
  readonly channels = new Map<string, Channel>()
  readonly outgoing: Outgoing
  readonly around: Surroundings
  readonly #address: string
  readonly messages: Window
  readonly #joins: Window
  /** when the policies were asked last [ms UTC] */
  reviewedAt: number
  #heardAt: number
  #isClosed = false

  constructor(outgoing: Outgoing, around: Surroundings, address: string) {
    this.#address = address
    this.outgoing = outgoing
    this.around = around
    this.messages = new Window(around.limits.messagesPerSecond, 1000)
    this.#joins = new Window(around.limits.joinsPerSecond, 1000)
    this.#heardAt = around.now()
    this.reviewedAt = around.now()
  }

  /** Handles one message; a fault answers the client and never ends the process. */
  async receive(frame: ClientFrame): Promise<void> {
    this.#heardAt = this.around.now()
    if (frame.event === 'heartbeat' && frame.topic === 'phoenix') return this.reply(frame, 'ok', {})
    if (frame.event === 'phx_join') return this.#join(frame)
    const channel = this.channels.get(frame.topic)
    if (frame.event === 'phx_leave') {
      if (channel) this.#drop(channel)
      this.reply(frame, 'ok', {})
      return this.outgoing.frame({ ...frame, ref: null, event: 'phx_close', payload: {} })
    }
    // A message of a join that another one has replaced.
    if (!channel?.isOpen || (frame.joinRef !== null && frame.joinRef !== channel.joinRef))
      return this.reply(frame, 'error', { reason: 'unmatched topic' })
    await handleMessage(this, channel, frame)
  }

  /** Ends expired tokens and a silent socket. */
  expire(): void {
    const { now } = this.around
    if (now() - this.#heardAt > SILENCE) this.outgoing.end()
    for (const channel of [...this.channels.values()]) {
      const reason = channel.isOpen ? expired(channel.caller, now()) : null
      if (reason) this.stop(channel, reason)
    }
  }

  /** Asks the policies again and ends what they no longer allow. */
  async review(): Promise<void> {
    const { now, permissions } = this.around
    this.reviewedAt = now()
    const groups = new Map<string, Channel[]>()
    for (const channel of this.channels.values()) {
      if (!channel.isOpen || !channel.isPrivate) continue
      const key = callerKey(channel.caller)
      groups.set(key, [...(groups.get(key) ?? []), channel])
    }
    for (const group of groups.values()) {
      const rights = await permissions.readable(
        group[0]?.caller ?? ANONYMOUS,
        group.map(({ topic, read }) => ({ topic, hasPresence: read.presence })),
      )
      for (const [index, channel] of group.entries()) {
        const right = rights[index]
        if (!channel.isOpen) continue
        if (!right || (channel.read.broadcast && !right.broadcast) || (channel.read.presence && !right.presence))
          this.stop(channel, lostRight(channel.topic))
        // What it may send is asked again at the next send.
        else channel.write = null
      }
    }
  }

  /** The socket is gone. */
  close(): void {
    this.#isClosed = true
    for (const channel of [...this.channels.values()]) this.#drop(channel)
  }

  /** Ends a channel and says why, as Supabase Realtime does. */
  stop(channel: Channel, message: string): void {
    this.#drop(channel)
    tell(channel, 'error', message)
    push(channel, 'phx_close', {}, channel.joinRef)
  }

  reply(frame: ClientFrame, status: 'ok' | 'error', response: unknown): void {
    const { joinRef, ref, topic } = frame
    this.outgoing.frame({ joinRef, ref, topic, event: 'phx_reply', payload: { status, response } })
  }

  /** The publishable key stands for no user; hosted ignores it in the place of a token too. */
  isUserToken(token: string | null | undefined): token is string {
    return !!token && !token.startsWith('sb_') && token !== this.around.publishableKey
  }

  /** What a caller may read of a channel; everybody of a public one. */
  async readRight(channel: Channel, caller: Caller) {
    if (!channel.isPrivate) return { broadcast: true, presence: true }
    return this.around.permissions.right(caller, channel.topic, 'read', channel.hasPresence)
  }

  async #join(frame: ClientFrame): Promise<void> {
    const { limits, now } = this.around
    const previous = this.channels.get(frame.topic)
    if (previous) {
      // Two live channels of one topic would deliver everything twice.
      this.#drop(previous)
      push(previous, 'phx_close', {}, previous.joinRef)
    }
    if (!this.#joins.take(now())) {
      this.reply(frame, 'error', { reason: 'ClientJoinRateLimitReached: Too many joins per second' })
      return this.outgoing.end()
    }
    const { config, access_token, user_token } = joinPayloadSchema.parse(frame.payload ?? {})
    const refusal = this.#refusal(frame, config.private)
    if (refusal) return this.reply(frame, 'error', { reason: refusal })
    const topic = frame.topic.slice(PREFIX.length)
    const channel: Channel = {
      topic,
      isPrivate: config.private,
      room: roomOf(topic, config.private),
      joinRef: frame.joinRef,
      wantsAck: config.broadcast.ack,
      wantsOwn: config.broadcast.self,
      presenceKey: config.presence.key || crypto.randomUUID(),
      presenceCalls: new Window(limits.presenceCallsPerWindow ?? Number.POSITIVE_INFINITY, PRESENCE_WINDOW),
      outgoing: this.outgoing,
      hasPresence: config.presence.enabled,
      caller: ANONYMOUS,
      token: null,
      read: { broadcast: false, presence: false },
      write: null,
      isOpen: false,
      heardLive: null,
      bindings: config.postgres_changes,
      subscriptions: [],
    }
    this.channels.set(frame.topic, channel)
    const reason = await this.#admit(channel, user_token ?? access_token, config.broadcast.replay !== null)
    // Left, or joined again, or the socket went, while the database was asked.
    if (this.#isClosed || this.channels.get(frame.topic) !== channel) return
    if (reason) {
      this.channels.delete(frame.topic)
      return this.reply(frame, 'error', { reason })
    }
    await this.#open(channel, frame, config.broadcast)
  }

  async #open(
    channel: Channel,
    frame: ClientFrame,
    broadcast: { replication_ready: boolean; replay?: { since: number; limit: number } | null | undefined },
  ): Promise<void> {
    const { hub, presence, changes } = this.around
    channel.isOpen = true
    if (broadcast.replay) channel.heardLive = new Set()
    hub.enter(channel)
    this.reply(frame, 'ok', { postgres_changes: changes.announce(channel.bindings) })
    if (broadcast.replication_ready) tell(channel, 'ok', 'Replication connection established')
    if (channel.hasPresence && channel.read.presence) presence.greet(channel)
    const subscribing = channel.bindings.length > 0 ? changes.subscribe(channel) : null
    if (broadcast.replay) {
      try {
        const { since, limit } = broadcast.replay
        const missed = await this.around.replay(channel.topic, since, limit)
        for (const message of missed)
          if (channel.isOpen && !channel.heardLive?.has(message.meta?.id ?? '')) push(channel, 'broadcast', message)
      } finally {
        channel.heardLive = null
      }
    }
    await subscribing
  }

  /** Finds out who joins and whether it may; answers the reason why not. */
  async #admit(channel: Channel, token: string | null | undefined, isReplayed: boolean): Promise<string | null> {
    try {
      if (this.isUserToken(token)) {
        const identity = await identify(this.around.verifyToken, token, this.around.now())
        if ('code' in identity) return `${identity.code}: ${identity.reason}`
        channel.caller = identity.caller
        channel.token = token
      }
      channel.read = await this.readRight(channel, channel.caller)
      if (!channel.read.broadcast && (!channel.read.presence || isReplayed)) {
        const { sub } = channel.caller.claims
        this.around.onRefused(channel.topic, typeof sub === 'string' ? sub : null, this.#address)
        return `Unauthorized: You do not have permissions to read from this Channel topic: ${channel.topic}`
      }
      return null
    } catch (error) {
      this.around.onFault(error)
      return 'UnableToConnectToProject: Realtime was unable to connect to the project database'
    }
  }

  #refusal(frame: ClientFrame, isPrivate: boolean): string | null {
    if (!frame.topic.startsWith(PREFIX) || frame.topic.length === PREFIX.length)
      return 'TopicNameRequired: You must provide a topic name'
    if (this.channels.size >= this.around.limits.channelsPerSocket) return 'ChannelRateLimitReached: Too many channels'
    if (!isPrivate && this.around.isPrivateOnly) return 'PrivateOnly: This project only allows private channels'
    return null
  }

  /** Nothing more reaches or leaves the channel, and who it told of is gone. */
  #drop(channel: Channel): void {
    const { hub, presence } = this.around
    const topic = PREFIX + channel.topic
    channel.isOpen = false
    channel.subscriptions = []
    if (this.channels.get(topic) === channel) this.channels.delete(topic)
    hub.leave(channel)
    this.outgoing.forget(channel.topic)
    presence.untrack(channel)
  }
}
