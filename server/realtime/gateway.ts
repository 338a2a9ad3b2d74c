import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { VerifyToken } from '../auth/verify-token.ts'
import type { Database } from '../database/database.ts'
import { decodeFrame, type FrameVersion } from './frames.ts'
import { createPermissions } from './permissions.ts'
import { replayMessages, startPump } from './pump.ts'
import { Session, type Surroundings } from './session.ts'

const PATH = '/realtime/v1/websocket'
/** Largest message of a client [bytes]. */
const MOST_BYTES = 1024 * 1024
/** A right that was taken away is noticed within this [ms]; no event may come later than 5 s after it. */
const REVIEW = 3000

/** The part of Supabase Realtime that the twin uses, on the embedded database: private broadcasts. */
export interface Gateway {
  /** Tells it that broadcasts have been committed; returns at once. */
  wake(): void
  close(): Promise<void>
}

/**
 * Serves `/realtime/v1/websocket` on `server` in the protocol of supabase-js (Phoenix, versions 1.0.0 and 2.0.0). Who
 * may receive or send is decided by the policies on realtime.messages, asked at every join and again every 3 s.
 *
 * @param publishableKey  what clients must send as `apikey`; it opens the socket and gives no right
 */
export async function attachGateway(
  server: Server,
  parts: {
    readonly database: Database
    readonly verifyToken: VerifyToken
    readonly publishableKey: string
    readonly onFault?: (error: unknown) => void
    readonly now?: () => number
  },
): Promise<Gateway> {
  const { database, publishableKey, verifyToken, now = Date.now } = parts
  const onFault = parts.onFault ?? ((error) => console.error('realtime:', error))
  const sessions = new Set<Session>()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES })

  await database.query('select realtime.roll_partitions()')
  let rolledHour = hourOf(now())
  const pump = await startPump(
    database,
    () => sessions.size > 0,
    ({ topic, broadcast }) => {
      for (const [session, channel] of listeners(sessions, topic)) session.deliver(channel, broadcast)
    },
    onFault,
  )

  const around: Surroundings = {
    verifyToken,
    publishableKey,
    now,
    permissions: createPermissions(database),
    replay: (topic, since, limit) => replayMessages(database, topic, since, limit),
    broadcast(from, broadcast) {
      for (const [session, channel] of listeners(sessions, from.topic))
        if (channel !== from || channel.wantsOwn) session.deliver(channel, broadcast)
    },
  }

  function welcome(socket: WebSocket, version: FrameVersion): void {
    const session = new Session(socket, version, around)
    sessions.add(session)
    socket.on('close', () => sessions.delete(session))
    // ws closes the socket itself after a protocol fault.
    socket.on('error', () => {})
    socket.on('message', (data, isBinary) => {
      const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)
      const frame = decodeFrame(isBinary ? bytes : bytes.toString('utf8'), version)
      if (frame) session.receive(frame).catch(onFault)
    })
  }

  function upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const key = url.searchParams.get('apikey') ?? request.headers.apikey
    if (url.pathname !== PATH) refuse(stream, 404, 'not found')
    else if (key !== publishableKey) refuse(stream, 401, 'apikey is missing or not the publishable key')
    else {
      const version = url.searchParams.get('vsn') === '2.0.0' ? '2.0.0' : '1.0.0'
      sockets.handleUpgrade(request, stream, head, (socket) => welcome(socket, version))
    }
  }
  server.on('upgrade', upgrade)

  let reviewing: Promise<void> = Promise.resolve()
  let isReviewing = false
  async function review(): Promise<void> {
    if (hourOf(now()) !== rolledHour) {
      await database.query('select realtime.roll_partitions()')
      rolledHour = hourOf(now())
    }
    for (const session of sessions) await session.review()
  }
  const timer = setInterval(() => {
    if (isReviewing) return
    isReviewing = true
    reviewing = review()
      .catch(onFault)
      .finally(() => {
        isReviewing = false
      })
  }, REVIEW)
  timer.unref()

  return {
    wake: pump.wake,
    async close() {
      server.off('upgrade', upgrade)
      clearInterval(timer)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      sessions.clear()
      await reviewing
      await pump.close()
    },
  }
}

function* listeners(sessions: ReadonlySet<Session>, topic: string) {
  for (const session of sessions) {
    const channel = session.channels.get(`realtime:${topic}`)
    if (channel) yield [session, channel] as const
  }
}

function refuse(stream: Duplex, status: 401 | 404, error: string): void {
  const body = JSON.stringify({ error })
  const reason = status === 401 ? 'Unauthorized' : 'Not Found'
  stream.end(
    `HTTP/1.1 ${status} ${reason}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

function hourOf(instant: number): number {
  return Math.floor(instant / 3_600_000)
}
