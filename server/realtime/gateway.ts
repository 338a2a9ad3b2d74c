import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { VerifyToken } from '../auth/verify-token.ts'
import type { Database } from '../database/database.ts'
import { refuseUpgrade } from '../http/refuse-upgrade.ts'
import { createBroadcastRoute } from './broadcast-route.ts'
import { startCare } from './care.ts'
import { startChanges } from './changes.ts'
import { Hub } from './channel.ts'
import { decodeFrame, type FrameVersion } from './frames.ts'
import { LIMITS, type Limits } from './limits.ts'
import { Outgoing } from './outgoing.ts'
import { createPermissions } from './permissions.ts'
import { Presence } from './presence.ts'
import { replayMessages, startPump } from './pump.ts'
import { Session } from './session.ts'
import type { Surroundings } from './surroundings.ts'

const PATH = '/realtime/v1/websocket'
/** How long sockets may take to say goodbye when the server stops [ms]. */
const GOODBYE = 500

/** Supabase Realtime as far as supabase-js can use it: broadcast, presence and table changes. */
export interface Gateway {
  /** Tells it that broadcasts or changes have been committed; returns at once. */
  wake(): void
  /** `POST /realtime/v1/api/broadcast` and `…/:topic/events/:event` */
  readonly broadcast: (request: Request) => Promise<Response>
  close(): Promise<void>
}

/**
 * Serves `/realtime/v1/websocket` on `server` in the protocol of supabase-js (Phoenix, versions 1.0.0 and 2.0.0). Who
 * may receive or send is decided by the policies on realtime.messages, asked at every join, again when somebody's rights
 * were changed (`realtime_rights`), and every 30 s.
 *
 * @param publishableKey  what clients must send as `apikey`; it opens the socket and gives no right
 * @param addressOf  the address of who asks; "" as a rule
 * @param onRefused  told of every join that the policies refuse
 * @param isPrivateOnly  refuse public channels, which no policy guards; true as a rule
 */
export async function attachGateway(
  server: Server,
  parts: {
    readonly database: Database
    readonly verifyToken: VerifyToken
    readonly publishableKey: string
    readonly isPrivateOnly?: boolean
    readonly limits?: Partial<Limits>
    readonly addressOf?: (request: IncomingMessage) => string
    readonly onRefused?: Surroundings['onRefused']
    readonly onFault?: (error: unknown) => void
    readonly now?: () => number
  },
): Promise<Gateway> {
  const { database, publishableKey, verifyToken, isPrivateOnly = true, now = Date.now } = parts
  const { addressOf = () => '', onRefused = () => {} } = parts
  const onFault = parts.onFault ?? ((error) => console.error('realtime:', error))
  const limits = { ...LIMITS, ...parts.limits }
  const sessions = new Set<Session>()
  const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.frameBytes })
  const hub = new Hub()

  await database.query('select realtime.capture_published()')
  const pump = await startPump({
    database,
    hasListeners: () => !hub.isEmpty,
    deliver: ({ topic, isPrivate, broadcast }) => hub.broadcast(topic, isPrivate, broadcast),
    onFault,
    now,
  })
  const changes = await startChanges({ database, hub, onFault, now })
  const wake = () => {
    pump.wake()
    changes.wake()
  }

  const around: Surroundings = {
    verifyToken,
    publishableKey,
    limits,
    isPrivateOnly,
    hub,
    changes,
    now,
    onRefused,
    onFault,
    presence: new Presence(hub),
    permissions: createPermissions(database),
    replay: (topic, since, limit) => replayMessages(database, topic, since, limit),
  }

  function welcome(socket: WebSocket, version: FrameVersion, address: string): void {
    const session = new Session(new Outgoing(socket, version, limits), around, address)
    sessions.add(session)
    socket.on('close', () => {
      sessions.delete(session)
      session.close()
    })
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
    if (url.pathname !== PATH) refuseUpgrade(stream, '404 Not Found', 'not found')
    else if (key !== publishableKey)
      refuseUpgrade(stream, '401 Unauthorized', 'apikey is missing or not the publishable key')
    else if (sockets.clients.size >= limits.sockets)
      refuseUpgrade(stream, '429 Too Many Requests', 'Too many connected users')
    else {
      const version = url.searchParams.get('vsn') === '2.0.0' ? '2.0.0' : '1.0.0'
      sockets.handleUpgrade(request, stream, head, (socket) => welcome(socket, version, addressOf(request)))
    }
  }
  server.on('upgrade', upgrade)

  const care = startCare({ database, sessions, changes, onFault, now })
  const stopListening = await database.listen('realtime_rights', care.reviewAll)

  return {
    wake,
    broadcast: createBroadcastRoute(around),
    async close() {
      server.off('upgrade', upgrade)
      await stopListening()
      // 1001: the client knows that it may come again, and need not take it for a fault
      for (const socket of sockets.clients) socket.close(1001, 'the server stops')
      const gone = new Promise<void>((resolve) => sockets.close(() => resolve()))
      const cut = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, GOODBYE)
      await gone
      clearTimeout(cut)
      sessions.clear()
      await care.close()
      await pump.close()
      await changes.close()
    },
  }
}
