// A server of the city `tiny` in a process of its own, to be killed: node --import ./tools/ts.mjs tests/kit/serve-tiny.ts DIR
import { join, resolve } from 'node:path'
import { startServer } from '../../server/start.ts'

const dataDirectory = process.argv[2] ?? ''
const { DATABASE_URL: databaseUrl } = process.env
const server = await startServer({
  city: 'tiny',
  dataDirectory,
  cacheDirectory: resolve('.lifeline/cache'),
  publicTiles: join(dataDirectory, 'public'),
  distDirectory: join(dataDirectory, 'dist'),
  port: 0,
  hasReplay: false,
  mqtt: { port: 0 },
  ...(databaseUrl ? { databaseUrl } : {}),
})
await server.ready
console.log(JSON.stringify({ url: server.url, mqttPort: server.mqttPort(), key: server.ingestKey }))
