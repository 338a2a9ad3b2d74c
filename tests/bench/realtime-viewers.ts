// Child process of `lifeline bench realtime`: many viewers, each a socket that joins every topic. It tells when what came.
import { setTimeout as wait } from 'node:timers/promises'
import WebSocket from 'ws'

/** What the parent sends first. */
export interface Order {
  readonly address: string
  readonly topics: readonly string[]
  /** a token a viewer */
  readonly tokens: readonly string[]
  /** index of one that does not read; null = all do */
  readonly stalled: number | null
}

/** What it answers at the end. */
export interface Told {
  /** id of a message, and when it came [ms UTC], of all viewers that read */
  readonly came: readonly (readonly [string, number])[]
  /** newest instant of each sensor, of each viewer */
  readonly newest: readonly (readonly (readonly [string, number])[])[]
  /** codes of sockets that were closed */
  readonly closed: readonly number[]
}

/** The server ends a socket that is silent for a minute [ms]. */
const HEARTBEAT = 20_000
/** Longest wait for all viewers to be level with the database [ms]. */
const SETTLING = 5000

process.once('message', (order: Order) => void follow(order))

async function follow({ address, topics, tokens, stalled }: Order): Promise<void> {
  const came: [string, number][] = []
  const closed: number[] = []
  const newest = tokens.map(() => new Map<string, number>())
  let joins = 0
  const sockets = await Promise.all(
    tokens.map(async (token, viewer) => {
      const socket = new WebSocket(address)
      await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
      socket.on('close', (code) => closed.push(code))
      socket.on('message', (data) => {
        const [, , , event, message] = JSON.parse(String(data))
        if (event === 'phx_reply' && message.status === 'ok') joins++
        if (event === 'phx_reply' && message.status !== 'ok') throw new Error(`a join was refused: ${String(data)}`)
        if (event !== 'broadcast') return
        if (viewer !== stalled && message.meta?.id)
          came.push([message.meta.id, performance.timeOrigin + performance.now()])
        const seen = newest[viewer]
        for (const [sensor, at] of message.payload.readings) if ((seen?.get(sensor) ?? 0) < at) seen?.set(sensor, at)
      })
      for (const topic of topics)
        socket.send(
          JSON.stringify([
            '1',
            '1',
            `realtime:${topic}`,
            'phx_join',
            { config: { private: true }, access_token: token },
          ]),
        )
      return socket
    }),
  )
  setInterval(() => {
    for (const socket of sockets)
      if (socket.readyState === socket.OPEN) socket.send('[null,"h","phoenix","heartbeat",{}]')
  }, HEARTBEAT)
  while (joins < topics.length * tokens.length) await wait(20)
  if (stalled !== null) sockets[stalled]?.pause()
  process.send?.('joined')
  await new Promise((resolve) => process.once('message', resolve))
  if (stalled !== null) sockets[stalled]?.resume()
  await wait(SETTLING)
  const told: Told = { came, closed, newest: newest.map((seen) => [...seen]) }
  process.send?.(told, () => process.exit(0))
}
