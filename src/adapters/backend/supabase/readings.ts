import type { SupabaseClient } from '@supabase/supabase-js'
import { succeed } from '../../../domain/result.ts'
import type { ReadingPort, WatchListener } from '../../../ports/readings.ts'
import { parseBatch } from './batch.ts'
import { LinkWatch } from './link-watch.ts'
import { call, chain } from './records.ts'
import { parseOne } from './rows.ts'
import { historySchema } from './schemas.ts'

const CHECK_MILLISECONDS = 500
/** Joins of many topics come back one by one; one re-read serves them all. */
const RESYNC_MILLISECONDS = 300
/** The most that the server replays to one channel. */
const REPLAY_LIMIT = 25
/** `since` is by this machine's clock, what was sent by the server's: so far may they be apart. */
const CLOCKS_APART = 60_000
/** A channel that the server closed is asked for again so often. */
const REOPEN_MILLISECONDS = 3_000

/** Readings by SQL function and by private broadcast channels. */
export function createReadings(client: SupabaseClient, city: string): ReadingPort {
  return {
    history: async (sensor, from, to, limit) => {
      const span = { from_at: new Date(from).toISOString(), to_at: new Date(to).toISOString() }
      const answer = await call(client, 'reading_history', { sensor, ...span, max_points: limit })
      return chain(
        chain(answer, (data) => parseOne(historySchema, data, sensor)),
        ({ at, value, quality, low, high }) =>
          succeed({
            sensor,
            at: Float64Array.from(at),
            value: Float64Array.from(value),
            quality: Uint8Array.from(quality),
            ...(low && high ? { low: Float64Array.from(low), high: Float64Array.from(high) } : {}),
          }),
      )
    },
    watch: (topics, listener) => {
      const stopping = new AbortController()
      void join(client, city, topics, listener, stopping.signal)
      return () => stopping.abort()
    },
  }
}

async function join(
  client: SupabaseClient,
  city: string,
  topics: readonly { readonly district: string; readonly kind: string }[],
  listener: WatchListener,
  signal: AbortSignal,
): Promise<void> {
  let resync: ReturnType<typeof setTimeout> | undefined
  const link = new LinkWatch(Date.now(), (state) => listener.onLink(state))
  const timer = setInterval(() => link.check(Date.now()), CHECK_MILLISECONDS)
  const leaves: (() => void)[] = []
  signal.addEventListener('abort', () => {
    clearInterval(timer)
    clearTimeout(resync)
    for (const leave of leaves) leave()
  })
  const wanted = topics.length + 1
  const joined = new Set<string>()
  // A socket that answers says nothing of a topic that was refused: what is not joined is not live.
  const heard = () => {
    if (joined.size === wanted) link.heard(Date.now())
  }
  client.realtime.onHeartbeat((status) => {
    if (status === 'ok') heard()
  })
  // Without this the first join may leave before the token is there: it joins as anonymous and hears nothing.
  await client.realtime.setAuth()
  if (signal.aborted) return

  let hasGap = false
  const onJoined = (topic: string, isRejoin: boolean) => {
    joined.add(topic)
    heard()
    hasGap ||= isRejoin
    clearTimeout(resync)
    resync = setTimeout(() => {
      if (hasGap) listener.onResync()
      else listener.onJoined()
      hasGap = false
    }, RESYNC_MILLISECONDS)
  }
  const onLeft = (topic: string) => joined.delete(topic)
  for (const { district, kind } of topics)
    leaves.push(
      subscribe(client, `sensors:${district}:${kind}`, 'batch', onJoined, onLeft, (payload) => {
        heard()
        const { readings, bad } = parseBatch(payload, city)
        if (readings.length > 0) listener.onReadings(readings)
        if (bad > 0) listener.onBadRows(bad)
      }),
    )
  leaves.push(subscribe(client, 'alarms', 'changed', onJoined, onLeft, () => listener.onAlarmsChanged()))
}

/**
 * Keeps one private topic joined; a rejoin asks for what was sent since the last message.
 *
 * @returns leaves it for good
 */
function subscribe(
  client: SupabaseClient,
  topic: string,
  event: string,
  onJoined: (topic: string, isRejoin: boolean) => void,
  onLeft: (topic: string) => void,
  onMessage: (payload: unknown) => void,
): () => void {
  // supabase-js sends this very object with every join, so moving `since` forward is enough
  const replay = { since: Date.now(), limit: REPLAY_LIMIT }
  let hasJoined = false
  let hasLeft = false
  let retry: ReturnType<typeof setTimeout> | undefined
  let channel = open()

  function open() {
    return client
      .channel(topic, { config: { private: true, broadcast: { replay } } })
      .on('broadcast', { event }, ({ payload }) => {
        replay.since = Date.now() - CLOCKS_APART
        onMessage(payload)
      })
      .subscribe((status) => {
        if (hasLeft) return
        if (status === 'SUBSCRIBED') {
          onJoined(topic, hasJoined)
          hasJoined = true
          return
        }
        onLeft(topic)
        // After a fault supabase-js comes back by itself, but not when the server closed the channel: a token that
        // expired while the machine slept, or a right that was taken away and may be given again.
        if (status === 'CLOSED') retry = setTimeout(() => void reopen(), REOPEN_MILLISECONDS)
      })
  }

  async function reopen(): Promise<void> {
    await client.realtime.setAuth()
    if (!hasLeft) channel = open()
  }

  return () => {
    hasLeft = true
    clearTimeout(retry)
    void client.removeChannel(channel)
  }
}
