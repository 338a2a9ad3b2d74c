import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { openSecrets } from '../../server/auth/secrets.ts'
import { type RunningServer, type ServerOptions, startServer } from '../../server/start.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

/** Seed archives are kept between runs: a start from one takes 3 s instead of 12. */
const CACHE = resolve('.lifeline')

export interface TinyServer {
  readonly server: RunningServer
  readonly dataDirectory: string
  readonly publishableKey: string
  /** the access token of a demo user */
  signIn(role: 'planner' | 'duty' | 'leader' | 'enterprise' | 'admin'): Promise<string>
  /** POST /rest/v1/rpc/<name> as the bearer, anonymous when null */
  call(name: string, body: object, token: string | null): Promise<Response>
  close(): Promise<void>
}

/** The real server with the city `tiny` in a folder of its own, without replay. */
export async function startTinyServer(isExample = true, options: Partial<ServerOptions> = {}): Promise<TinyServer> {
  const { dataDirectory = await mkdtemp(join(tmpdir(), 'lifeline-')) } = options
  await writeTinyBuild(dataDirectory, tinyRows, 'build-1', isExample)
  const server = await startServer({
    city: 'tiny',
    dataDirectory,
    cacheDirectory: join(CACHE, 'cache'),
    publicTiles: join(dataDirectory, 'public'),
    distDirectory: join(dataDirectory, 'dist'),
    port: 0,
    hasReplay: false,
    ...options,
  })
  await server.ready
  const { publishableKey } = await openSecrets(join(dataDirectory, 'tiny'))
  const headers = { apikey: publishableKey, 'Content-Type': 'application/json' }
  return {
    server,
    dataDirectory,
    publishableKey,
    async signIn(role) {
      const answer = await fetch(`${server.url}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ email: `${role}@demo.local`, password: DEMO_PASSWORD }),
      })
      return ((await answer.json()) as { access_token: string }).access_token
    },
    call: (name, body, token) =>
      fetch(`${server.url}/rest/v1/rpc/${name}`, {
        method: 'POST',
        headers: token === null ? headers : { ...headers, Authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      }),
    async close() {
      await server.close()
      await rm(dataDirectory, { recursive: true, force: true })
    },
  }
}
