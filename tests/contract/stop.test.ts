import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await startTinyServer()
})
afterAll(() => tiny.close())

it('a stop answers what was sent before, says goodbye to open pages and gives the folder back', async () => {
  const { server, publishableKey, dataDirectory } = tiny
  const socket = new WebSocket(
    `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${publishableKey}&vsn=2.0.0`,
  )
  await once(socket, 'open')
  const goodbye = once(socket, 'close')
  const now = Date.now()
  const readings = Array.from({ length: 5000 }, (_, index) => ({ sensor: 's-water', at: now - index * 1000, value: 1 }))
  const posts = [0, 1, 2].map(() =>
    fetch(`${server.url}/ingest/v1/readings`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.ingestKey}` },
      body: JSON.stringify({ readings }),
    }),
  )
  // the first answer shows that the others are in work too
  const first = await posts[0]
  await server.close()
  const answers = await Promise.all(posts)
  expect(first?.status).toBe(200)
  for (const answer of answers) expect([200, 503]).toContain(answer.status)
  const [code] = await goodbye
  expect(code).toBe(1001)
  expect(existsSync(join(dataDirectory, 'tiny', 'server.pid'))).toBe(false)
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
})
