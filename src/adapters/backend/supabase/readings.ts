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

/** Readings by SQL function and by private broadcast channels. */
export function createReadings(client: SupabaseClient, city: string): ReadingPort {
  return {
    history: async (sensor, from, to, limit) => {
      const span = { from_at: new Date(from).toISOString(), to_at: new Date(to).toISOString() }
      const answer = await call(client, 'reading_history', { sensor, ...span, max_points: limit })
      return chain(
        chain(answer, (data) => parseOne(historySchema, data, sensor)),
        ({ at, value, quality }) =>
          succeed({
            sensor,
            at: Float64Array.from(at),
            value: Float64Array.from(value),
            quality: Uint8Array.from(quality),
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
  const link = new LinkWatch(Date.now(), (state) => listener.onLink(state))
  const timer = setInterval(() => link.check(Date.now()), CHECK_MILLISECONDS)
  signal.addEventListener('abort', () => clearInterval(timer))
  client.realtime.onHeartbeat((status) => {
    if (status === 'ok') link.heard(Date.now())
  })
  // Without this the first join may leave before the token is there: it joins as anonymous and hears nothing.
  await client.realtime.setAuth()
  if (signal.aborted) return

  let resync: ReturnType<typeof setTimeout> | undefined
  let hasGap = false
  const onJoined = (isRejoin: boolean) => {
    link.heard(Date.now())
    hasGap ||= isRejoin
    clearTimeout(resync)
    resync = setTimeout(() => {
      if (hasGap) listener.onResync()
      else listener.onJoined()
      hasGap = false
    }, RESYNC_MILLISECONDS)
  }
  const channels = [
    ...topics.map(({ district, kind }) =>
      subscribe(client, `sensors:${district}:${kind}`, 'batch', onJoined, (payload) => {
        link.heard(Date.now())
        const { readings, bad } = parseBatch(payload, city)
        if (readings.length > 0) listener.onReadings(readings)
        if (bad > 0) listener.onBadRows(bad)
      }),
    ),
    subscribe(client, 'alarms', 'changed', onJoined, () => listener.onAlarmsChanged()),
  ]
  signal.addEventListener('abort', () => {
    clearTimeout(resync)
    for (const channel of channels) void client.removeChannel(channel)
  })
}

/** Joins one private topic; a rejoin asks for what was sent since the last message. */
function subscribe(
  client: SupabaseClient,
  topic: string,
  event: string,
  onJoined: (isRejoin: boolean) => void,
  onMessage: (payload: unknown) => void,
) {
  // supabase-js sends this very object with every join, so moving `since` forward is enough
  const replay = { since: Date.now(), limit: REPLAY_LIMIT }
  let hasJoined = false
  return client
    .channel(topic, { config: { private: true, broadcast: { replay } } })
    .on('broadcast', { event }, ({ payload }) => {
      replay.since = Date.now()
      onMessage(payload)
    })
    .subscribe((status) => {
      if (status !== 'SUBSCRIBED') return
      onJoined(hasJoined)
      hasJoined = true
    })
}
