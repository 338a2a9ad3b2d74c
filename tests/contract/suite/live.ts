import type { RealtimeChannel } from '@supabase/supabase-js'
import type { Call } from './call.ts'
import { ASKERS, type Asker, type Session } from './target.ts'

const TOPICS = ['sensors:d1:ch4-well', 'alarms', 'nothing']

/** Readings that every later answer may show. */
export async function postReadings({ url, ingestKey }: Session, readings: readonly object[]): Promise<unknown> {
  const answer = await fetch(`${url}/ingest/v1/readings`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${ingestKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ readings }),
  })
  return { status: answer.status, body: await answer.json() }
}

/** Joins as everybody, what is then heard of a reading and of an acknowledgement, and what clients may send. */
export function liveCalls(): Call[] {
  const joins = ASKERS.flatMap((asker) =>
    TOPICS.map((topic) => ({
      name: `join ${topic} as ${asker}`,
      ask: async (session: Session) => {
        const { channel, outcome } = join(session, asker, topic, () => {})
        const told = await outcome
        await session.as[asker].removeChannel(channel)
        return told
      },
    })),
  )
  return [
    ...joins,
    {
      name: 'hear a reading',
      ask: (session) =>
        hear(session, 'leader', 'sensors:d1:ch4-well', () =>
          postReadings(session, [{ sensor: 's-gas', at: Date.now(), value: 12.5 }]),
        ),
    },
    {
      name: 'hear that alarms changed',
      ask: (session) =>
        hear(session, 'planner', 'alarms', () => session.as.duty.rpc('acknowledge_alarm', { alarm: 1, note: 'seen' })),
    },
    {
      name: 'send as admin',
      ask: async (session) => {
        const { channel, outcome } = join(session, 'admin', 'alarms', () => {})
        await outcome
        const sent = await channel.send({ type: 'broadcast', event: 'changed', payload: {} })
        await session.as.admin.removeChannel(channel)
        return sent
      },
    },
  ]
}

function join({ as }: Session, asker: Asker, topic: string, onMessage: (message: unknown) => void) {
  const channel: RealtimeChannel = as[asker].channel(topic, { config: { private: true, broadcast: { ack: true } } })
  channel.on('broadcast', { event: '*' }, ({ event, payload }) => onMessage({ event, payload }))
  const outcome = as[asker].realtime.setAuth().then(
    () =>
      new Promise((resolve) => {
        channel.subscribe((status, error) => resolve({ status, error: error?.message }))
      }),
  )
  return { channel, outcome }
}

/** The first message on a topic after something was done. */
async function hear(session: Session, asker: Asker, topic: string, act: () => PromiseLike<unknown>): Promise<unknown> {
  let onMessage = (_: unknown) => {}
  const heard = new Promise((resolve) => {
    onMessage = resolve
  })
  const { channel, outcome } = join(session, asker, topic, (message) => onMessage(message))
  const told = await outcome
  const done = await act()
  const message = await heard
  await session.as[asker].removeChannel(channel)
  return { told, done, message }
}
