import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient, type RealtimeChannel, type SupabaseClient } from '@supabase/supabase-js'
import { expect } from 'vitest'
import WebSocket from 'ws'
import { createTokenVerifier } from '../../server/auth/verify-token.ts'
import type { Database } from '../../server/database/database.ts'
import { attachGateway, type Gateway } from '../../server/realtime/gateway.ts'
import type { Limits } from '../../server/realtime/limits.ts'
import { until } from '../kit/until.ts'
import { PUBLISHABLE_KEY, SECRET } from './live-city.ts'

/** A gateway on a port of its own, with its clients. */
export interface LiveGateway {
  readonly gateway: Gateway
  readonly url: string
  /** A supabase-js client as the page makes it: the token callback is awaited before anything subscribes. */
  client(token: (() => Promise<string>) | null, options?: { version?: '1.0.0' }): Promise<SupabaseClient>
  /** A socket without supabase-js, for what that client never does. */
  raw(): Promise<RawSocket>
  /** Ends all clients. */
  disconnect(): Promise<void>
  close(): Promise<void>
}

export interface RawSocket {
  readonly socket: WebSocket
  readonly heard: {
    readonly joinRef: string | null
    readonly topic: string
    readonly event: string
    readonly payload: unknown
  }[]
  readonly closed: number[]
  send(joinRef: string, topic: string, event: string, payload: unknown): void
}

export async function startLiveGateway(
  database: Database,
  options: { port?: number; limits?: Partial<Limits>; isPrivateOnly?: boolean; now?: () => number } = {},
): Promise<LiveGateway> {
  let gateway: Gateway | undefined
  const server: Server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const answer = await gateway?.broadcast(
      new Request(`http://${request.headers.host}${request.url}`, {
        method: request.method ?? 'GET',
        headers: request.headers as Record<string, string>,
        ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
      }),
    )
    response.writeHead(answer?.status ?? 500, { 'content-type': 'application/json' })
    response.end(await answer?.text())
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const started = await attachGateway(server, {
    database,
    verifyToken: createTokenVerifier(SECRET),
    publishableKey: PUBLISHABLE_KEY,
    ...options,
  })
  gateway = started
  const url = `http://127.0.0.1:${port}`
  const clients: SupabaseClient[] = []
  return {
    gateway: started,
    url,
    async client(token, { version } = {}) {
      const client = createClient(url, PUBLISHABLE_KEY, {
        realtime: { transport: WebSocket as never, ...(version ? { vsn: version } : {}) },
        ...(token ? { accessToken: token } : {}),
      })
      clients.push(client)
      await client.realtime.setAuth()
      return client
    },
    async raw() {
      const address = `ws://127.0.0.1:${port}/realtime/v1/websocket?apikey=${PUBLISHABLE_KEY}&vsn=2.0.0`
      const socket = new WebSocket(address)
      const heard: RawSocket['heard'] = []
      const closed: number[] = []
      socket.on('message', (data) => {
        const [joinRef, , topic, event, payload] = JSON.parse(String(data))
        heard.push({ joinRef, topic, event, payload })
      })
      socket.on('close', (code) => closed.push(code))
      await new Promise((resolve) => socket.once('open', resolve))
      const send: RawSocket['send'] = (joinRef, topic, event, payload) =>
        socket.send(JSON.stringify([joinRef, joinRef, topic, event, payload]))
      return { socket, heard, closed, send }
    },
    async disconnect() {
      for (const client of clients.splice(0)) {
        await client.removeAllChannels()
        client.realtime.disconnect()
      }
    },
    async close() {
      await started.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export interface Heard {
  readonly channel: RealtimeChannel
  readonly messages: { event: string; payload?: unknown; meta?: { id?: string; replayed?: boolean } }[]
  readonly presence: { event: string; key: string; newPresences?: object[]; leftPresences?: object[] }[]
  readonly changes: { eventType: string; new: object; old: object; errors: unknown; commit_timestamp: string }[]
  readonly system: { extension: string; status: string; message: string }[]
  readonly statuses: string[]
  readonly errors: string[]
}

/** Joins a channel and writes down what it hears. */
export function hear(
  client: SupabaseClient,
  topic: string,
  config: Record<string, unknown> = {},
  bindings: readonly Record<string, unknown>[] = [],
): Heard {
  const channel = client.channel(topic, { config: { private: true, ...config } })
  const heard: Heard = { channel, messages: [], presence: [], changes: [], system: [], statuses: [], errors: [] }
  channel.on('broadcast', { event: '*' }, (message) => heard.messages.push(message))
  channel.on('system', {}, (message) => heard.system.push(message))
  if ('presence' in config)
    for (const event of ['join', 'leave'] as const)
      channel.on('presence' as never, { event } as never, (message: Heard['presence'][0]) =>
        heard.presence.push(message),
      )
  for (const binding of bindings)
    channel.on('postgres_changes' as never, binding as never, (message: Heard['changes'][0]) =>
      heard.changes.push(message),
    )
  channel.subscribe((status, error) => {
    heard.statuses.push(status)
    if (error) heard.errors.push(error.message)
  })
  return heard
}

export const joined = (heard: Heard) => until(() => expect(heard.statuses).toContain('SUBSCRIBED'))
/** The database follows the tables of the channel. */
export const followed = (heard: Heard) =>
  until(() => expect(heard.system).toContainEqual(expect.objectContaining({ message: 'Subscribed to PostgreSQL' })))
