import { openSecrets } from '../../server/auth/secrets.ts'
import { startServer } from '../../server/start.ts'

/** One server in a process of its own, so that its memory is its own; the client that asks is in it too. */
const [dataDirectory = '', cacheDirectory = '', databaseUrl = '', sensors = '0'] = process.argv.slice(2)
const begun = performance.now()
const server = await startServer({
  city: 'tiny',
  dataDirectory,
  cacheDirectory,
  publicTiles: `${dataDirectory}/public`,
  distDirectory: `${dataDirectory}/dist`,
  port: 0,
  hasReplay: false,
  ...(databaseUrl === '' ? {} : { databaseUrl }),
})
await server.ready
const startSeconds = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage()
const startCpuSeconds = (user + system) / 1e6
const { publishableKey } = await openSecrets(`${dataDirectory}/tiny`)

const headers = { apikey: publishableKey, 'Content-Type': 'application/json' }
const [planner] = server.users()
const signedIn = await fetch(`${server.url}/auth/v1/token?grant_type=password`, {
  method: 'POST',
  headers,
  body: JSON.stringify({ email: planner?.email, password: planner?.password }),
})
const { access_token: token } = (await signedIn.json()) as { access_token: string }
const signed = { ...headers, Authorization: `Bearer ${token}` }

async function ask(path: string, init: RequestInit = {}): Promise<void> {
  const answer = await fetch(`${server.url}${path}`, { headers: signed, ...init })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
}

/** Median time of one request after another [ms], and requests a second with 10 in flight. */
async function measure(request: () => Promise<void>, count: number) {
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const start = performance.now()
    await request()
    times.push(performance.now() - start)
  }
  let left = count
  const start = performance.now()
  const worker = async () => {
    while (left-- > 0) await request()
  }
  await Promise.all(Array.from({ length: 10 }, worker))
  const perSecond = count / ((performance.now() - start) / 1000)
  return { median_ms: times.sort((a, b) => a - b)[Math.floor(count / 2)] ?? Number.NaN, perSecond }
}

/**
 * Readings a second on the clock and of this process's time, each batch acknowledged after its commit: stored, judged and
 * handed to the stream.
 */
async function ingest(rows: number, batches: number) {
  const start = performance.now()
  const before = process.cpuUsage()
  for (let batch = 0; batch < batches; batch++) {
    const at = Date.now() - (batches - batch) * 1000
    const readings = Array.from({ length: rows }, (_, index) => ({
      sensor: `s-${index % Number(sensors)}`,
      at: at - Math.floor(index / Number(sensors)),
      value: 1,
    }))
    await ask('/ingest/v1/readings', {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.ingestKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ readings }),
    })
  }
  const { user, system } = process.cpuUsage(before)
  const count = rows * batches
  return { perSecond: count / ((performance.now() - start) / 1000), perCpuSecond: count / ((user + system) / 1e6) }
}

const rpc = (name: string, body: object) => () =>
  ask(`/rest/v1/rpc/${name}`, { method: 'POST', body: JSON.stringify(body) })
const figures =
  sensors === '0'
    ? null
    : {
        select: await measure(() => ask('/rest/v1/asset?select=id,road(name_zh),sensor(id)&limit=20'), 200),
        role: await measure(rpc('my_role', {}), 200),
        near: await measure(rpc('assets_near', { lon: 120.03, lat: 36.01, radius_m: 100 }), 200),
        oneRow: await ingest(1, 100),
        thousandRows: await ingest(1000, 20),
        fiveThousandRows: await ingest(5000, 10),
      }
process.send?.({
  startSeconds,
  startCpuSeconds,
  figures,
  residentBytes: process.memoryUsage.rss(),
  // Node gives kilobytes
  peakBytes: process.resourceUsage().maxRSS * 1024,
})
await server.close()
