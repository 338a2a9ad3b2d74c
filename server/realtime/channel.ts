import type { Caller } from '../database/database.ts'
import type { Subscription } from './change-bindings.ts'
import type { UserBroadcast } from './frames.ts'
import type { Window } from './limits.ts'
import { type Outgoing, PREFIX, type SharedBroadcast, sharedBroadcast } from './outgoing.ts'
import type { Right } from './permissions.ts'

/** A joined topic of one socket. */
export interface Channel {
  /** without the prefix `realtime:` */
  readonly topic: string
  /** a private channel is decided by policies; the public one of the same name is another room */
  readonly isPrivate: boolean
  /** name of the room: topic and whether it is private */
  readonly room: string
  readonly joinRef: string | null
  readonly wantsAck: boolean
  readonly wantsOwn: boolean
  readonly presenceKey: string
  readonly presenceCalls: Window
  readonly outgoing: Outgoing
  hasPresence: boolean
  caller: Caller
  token: string | null
  read: Right
  /** asked at the first send */
  write: Right | null
  /** receives only then */
  isOpen: boolean
  /** ids that came live while older ones are being replayed; null else */
  heardLive: Set<string> | null
  /** to table changes, as the client asked for them */
  readonly bindings: readonly unknown[]
  /** of table changes; empty until the database confirmed them */
  subscriptions: readonly Subscription[]
}

export function roomOf(topic: string, isPrivate: boolean): string {
  return `${isPrivate ? 'private' : 'public'} ${topic}`
}

/** Open channels by room. */
export class Hub {
  readonly #rooms = new Map<string, Set<Channel>>()

  enter(channel: Channel): void {
    const room = this.#rooms.get(channel.room) ?? new Set()
    this.#rooms.set(channel.room, room.add(channel))
  }

  leave(channel: Channel): void {
    const room = this.#rooms.get(channel.room)
    room?.delete(channel)
    if (room?.size === 0) this.#rooms.delete(channel.room)
  }

  get isEmpty(): boolean {
    return this.#rooms.size === 0
  }

  /** every open channel with table changes */
  *subscribed(): Iterable<Channel> {
    for (const room of this.#rooms.values())
      for (const channel of room) if (channel.isOpen && channel.subscriptions.length > 0) yield channel
  }

  /** To all of the room that may receive broadcasts but `from`, unless that wants its own. */
  broadcast(topic: string, isPrivate: boolean, broadcast: UserBroadcast, from?: Channel): void {
    const room = this.#rooms.get(roomOf(topic, isPrivate))
    if (!room) return
    const shared = sharedBroadcast(topic, broadcast)
    for (const channel of room) if (channel !== from || channel.wantsOwn) deliver(channel, shared)
  }

  /** Who came and went, to all of the room that may know it. */
  presence(room: string, diff: { readonly joins: object; readonly leaves: object }): void {
    for (const channel of this.#rooms.get(room) ?? [])
      if (channel.isOpen && channel.read.presence) push(channel, 'presence_diff', diff)
  }
}

export function deliver(channel: Channel, shared: SharedBroadcast): void {
  if (!channel.isOpen || !channel.read.broadcast) return
  const id = shared.broadcast.meta?.id
  if (id !== undefined && channel.heardLive) channel.heardLive.add(id)
  channel.outgoing.broadcast(shared)
}

/** An event of the server to one channel. */
export function push(channel: Channel, event: string, payload: unknown, joinRef: string | null = null): void {
  channel.outgoing.frame({ joinRef, ref: null, topic: PREFIX + channel.topic, event, payload })
}

/** What happened to the channel or one of its extensions, in the words of Supabase Realtime. */
export function tell(channel: Channel, status: 'ok' | 'error', message: string, extension = 'system'): void {
  push(channel, 'system', { extension, status, message, channel: channel.topic })
}

export function lostRight(topic: string): string {
  return `You no longer have permission to read from this Channel topic: ${topic}`
}
