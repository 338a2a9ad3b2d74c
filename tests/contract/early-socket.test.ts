import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openSecrets } from '../../server/auth/secrets.ts'
import { startServer } from '../../server/start.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

it('a page that asks for the live link while the server starts is refused at once, so that it comes again', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lifeline-'))
  await writeTinyBuild(dataDirectory, tinyRows, 'build-1', true)
  let isBuilt = () => {}
  const built = new Promise<void>((resolve) => {
    isBuilt = resolve
  })
  const server = await startServer({
    city: 'tiny',
    dataDirectory,
    cacheDirectory: resolve('.lifeline/cache'),
    publicTiles: dataDirectory,
    distDirectory: dataDirectory,
    port: 0,
    hasReplay: false,
    prepare: () => built,
  })
  const { publishableKey } = await openSecrets(join(dataDirectory, 'tiny'))
  const address = `${server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${publishableKey}&vsn=2.0.0`

  const early = new WebSocket(address)
  const [, answer] = (await once(early, 'unexpected-response')) as [unknown, IncomingMessage]
  expect(answer.statusCode).toBe(503)
  early.on('error', () => {})
  early.terminate()

  isBuilt()
  await server.ready
  const late = new WebSocket(address)
  await once(late, 'open')
  late.terminate()
  await server.close()
  await rm(dataDirectory, { recursive: true, force: true })
})
