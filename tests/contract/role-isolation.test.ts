import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

/** 10,000 in `npm run soak` */
const REQUESTS = process.env.LIFELINE_SOAK ? 10_000 : 2000
const IN_FLIGHT = 50
const WATER_PIPE = 'tiny/water/J1~J2~1'

let tiny: TinyServer
beforeAll(async () => {
  tiny = await startTinyServer()
})
afterAll(() => tiny.close())

/** One kind of request with what its answer must be. */
interface Probe {
  readonly name: string
  readonly ask: () => Promise<Response>
  readonly isRight: (status: number, body: string) => boolean
}

describe('requests of different roles at the same time', () => {
  it('each see their own role, and anonymous users no row', async () => {
    const roles = ['planner', 'duty', 'leader'] as const
    const tokens = await Promise.all(roles.map((role) => tiny.signIn(role)))
    const table = (name: string, token: string | null) =>
      fetch(`${tiny.server.url}/rest/v1/${name}?select=id`, {
        headers: { apikey: tiny.publishableKey, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
      })
    const probes: Probe[] = [
      ...roles.flatMap((role, index): Probe[] => {
        const token = tokens[index] ?? ''
        return [
          {
            name: `${role} asks who it is`,
            ask: () => tiny.call('my_role', {}, token),
            isRight: (status, body) => status === 200 && body === `"${role}"`,
          },
          {
            name: `${role} reads an asset`,
            ask: () => tiny.call('asset_record', { asset_id: WATER_PIPE }, token),
            isRight: (status, body) => status === 200 && body.includes(WATER_PIPE),
          },
          {
            name: `${role} acknowledges`,
            ask: () => tiny.call('acknowledge_alarm', { alarm: 1, note: '' }, token),
            isRight: (status) => (role === 'duty' ? status < 300 : status === 403),
          },
        ]
      }),
      {
        name: 'anonymous reads assets',
        ask: () => table('asset', null),
        isRight: (status, body) => status === 401 && !body.includes('tiny/'),
      },
      {
        name: 'anonymous reads sensors',
        ask: () => tiny.call('sensor_overview', {}, null),
        isRight: (status, body) => status === 401 && !body.includes('s-water'),
      },
      {
        name: 'a made-up service key',
        ask: () => table('asset', 'sb_secret_made_up'),
        isRight: (status, body) => status === 401 && !body.includes('tiny/'),
      },
      {
        name: 'the service writes readings',
        ask: () =>
          fetch(`${tiny.server.url}/ingest/v1/readings`, {
            method: 'POST',
            headers: { Authorization: `Bearer ${tiny.server.ingestKey}`, 'Content-Type': 'application/json' },
            body: JSON.stringify({ readings: [{ sensor: 's-water', at: Date.now(), value: 0.3 }] }),
          }),
        // 503 = too many batches wait: the device comes again.
        isRight: (status, body) => (status === 200 && body.includes('accepted')) || status === 503,
      },
    ]
    const wrong: string[] = []
    let next = 0
    let answered = 0
    const worker = async () => {
      while (next < REQUESTS) {
        const probe = probes[next++ % probes.length]
        if (!probe) continue
        const answer = await probe.ask()
        const body = await answer.text()
        answered++
        if (!probe.isRight(answer.status, body)) wrong.push(`${probe.name}: ${answer.status} ${body.slice(0, 200)}`)
      }
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
    expect(wrong).toEqual([])
    expect(answered).toBe(REQUESTS)
  }, 900_000)
})

describe('a bearer that does not verify', () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = part({ sub: crypto.randomUUID(), role: 'authenticated', aud: 'authenticated', exp: 4_000_000_000 })
  it.each([
    ['algorithm none', `${part({ alg: 'none', typ: 'JWT' })}.${claims}.`],
    ['empty signature', `${part({ alg: 'HS256', typ: 'JWT' })}.${claims}.`],
    ['another key', `${part({ alg: 'HS256', typ: 'JWT' })}.${claims}.${part({ a: 1 })}`],
    ['no token at all', 'nonsense'],
  ])('is refused: %s', async (_, token) => {
    expect((await tiny.call('city_info', {}, token)).status).toBe(401)
  })
})

describe('guessing passwords', () => {
  it('ends after five wrong ones, for that account only', async () => {
    const attempt = async (email: string) => {
      const answer = await fetch(`${tiny.server.url}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
        body: JSON.stringify({ email, password: 'wrong-password' }),
      })
      return answer.status
    }
    const statuses: number[] = []
    for (let count = 0; count < 6; count++) statuses.push(await attempt('leader@demo.local'))
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429])
    expect(await attempt('duty@demo.local')).toBe(400)
  })

  it('is not let through by guessing all at once', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const answer = await fetch(`${tiny.server.url}/auth/v1/token?grant_type=password`, {
          method: 'POST',
          headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
          body: JSON.stringify({ email: 'nobody@demo.local', password: 'wrong-password' }),
        })
        return answer.status
      }),
    )
    expect(statuses.filter((status) => status !== 429)).toHaveLength(5)
  })

  it('cannot be avoided by signing up', async () => {
    const answer = await fetch(`${tiny.server.url}/auth/v1/signup`, {
      method: 'POST',
      headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: 'x@demo.local', password: 'long-enough-password' }),
    })
    expect(answer.status).toBe(404)
  })
})

describe('a request that could hold the one session for long', () => {
  const select = async (columns: string) => {
    const token = await tiny.signIn('planner')
    return fetch(`${tiny.server.url}/rest/v1/asset?select=${encodeURIComponent(columns)}`, {
      headers: { apikey: tiny.publishableKey, Authorization: `Bearer ${token}` },
    })
  }

  it('may embed other tables, one level deep', async () => {
    const answer = await select('id,road(name_zh),sensor(id)')
    expect(await answer.json()).toContainEqual({
      id: WATER_PIPE,
      road: { name_zh: '海湾路' },
      sensor: [{ id: 's-water' }],
    })
  })

  it.each([
    ['embeds within embeds', 'id,discipline(id,asset(id,discipline(id,asset(id))))'],
    ['embeds over and over', Array.from({ length: 5 }, (_, index) => `a${index}:sensor(id)`).join()],
    ['names columns without end', Array.from({ length: 400 }, () => 'id').join()],
  ])('is refused when it %s', async (_, columns) => {
    expect((await select(columns)).status).toBe(400)
  })

  it('is refused when its body is too large, also when it does not say how large', async () => {
    const body = new Blob(['[', '0,'.repeat(700_000), '0]']).stream()
    const answer = await fetch(`${tiny.server.url}/rest/v1/rpc/city_info`, {
      method: 'POST',
      headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
  })
})

describe('every answer', () => {
  it.each(['/', '/config.json', '/healthz', '/nothing', '/tiles/tiny/internal/city.json', '/_studio', '/_system'])(
    'carries the security headers: %s',
    async (path) => {
      const answer = await fetch(`${tiny.server.url}${path}`)
      expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(answer.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
      expect(answer.headers.get('content-security-policy')).toMatch(
        /script-src 'self'( 'wasm-unsafe-eval')?;.*'nonce-[^']+'/,
      )
    },
  )
})
