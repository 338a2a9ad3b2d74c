import { type Channel, type Hub, push } from './channel.ts'

/** What somebody tells of itself, with the reference that clients merge by. */
type Meta = Readonly<Record<string, unknown>> & { readonly phx_ref: string }
/** By key: a person with two open pages has two metas under one. */
type PresenceState = Readonly<Record<string, { readonly metas: readonly Meta[] }>>

/**
 * Who is on which channel, of all sockets of this process.
 *
 * realtime-js 2.109 loses the references of what a key has told when the same key tells more, and then cannot take it
 * away again: a ghost stays for everybody whose page reloads. So a key is always taken away whole and told anew whole.
 */
export class Presence {
  /** by room, then by channel, in the order of their first track */
  readonly #rooms = new Map<string, Map<Channel, Meta>>()
  readonly #hub: Hub
  readonly #start = Date.now().toString(36)
  #count = 0

  constructor(hub: Hub) {
    this.#hub = hub
  }

  /** Enters or changes what a channel tells of itself, and tells the room unless it is the same again. */
  track(channel: Channel, payload: Readonly<Record<string, unknown>>): void {
    const room = this.#rooms.get(channel.room) ?? new Map<Channel, Meta>()
    const previous = room.get(channel)
    const told = withoutReferences(payload)
    if (previous && JSON.stringify(withoutReferences(previous)) === JSON.stringify(told)) return
    this.#rooms.set(channel.room, room)
    this.#change(channel, () => room.set(channel, { ...told, phx_ref: `${this.#start}.${++this.#count}` }))
  }

  /** Takes a channel out and tells the room. */
  untrack(channel: Channel): void {
    const room = this.#rooms.get(channel.room)
    if (!room?.has(channel)) return
    this.#change(channel, () => room.delete(channel))
    if (room.size === 0) this.#rooms.delete(channel.room)
  }

  /** What a channel that joins is told: everything anew, because it may remember another time. */
  greet(channel: Channel): void {
    push(channel, 'presence_state', {})
    const metas = this.#metas(channel.room)
    if (metas.size > 0) push(channel, 'presence_state', stateOf(metas))
  }

  #change(channel: Channel, change: () => void): void {
    const { room, presenceKey: key } = channel
    const before = this.#metas(room, key)
    change()
    const after = this.#metas(room, key)
    if (before.size > 0) this.#hub.presence(room, { joins: {}, leaves: stateOf(before) })
    if (after.size > 0) this.#hub.presence(room, { joins: stateOf(after), leaves: {} })
  }

  /** by key, of one key or of all */
  #metas(room: string, only?: string): ReadonlyMap<string, readonly Meta[]> {
    const metas = new Map<string, Meta[]>()
    for (const [{ presenceKey: key }, meta] of this.#rooms.get(room) ?? [])
      if (only === undefined || key === only) metas.set(key, [...(metas.get(key) ?? []), meta])
    return metas
  }
}

/** The references are ours to give. */
function withoutReferences(meta: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { phx_ref: _, phx_ref_prev: __, ...rest } = meta
  return rest
}

/** A client names its key itself, also `__proto__`: hence not by assignment. */
function stateOf(metas: ReadonlyMap<string, readonly Meta[]>): PresenceState {
  return Object.fromEntries([...metas].map(([key, ofKey]) => [key, { metas: ofKey }]))
}
