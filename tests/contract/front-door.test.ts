import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openSecrets, type Secrets } from '../../server/auth/secrets.ts'
import { faces } from '../../src/domain/access/faces.ts'
import { backEnds, startTinyServerOn } from './back-ends.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token, signed by HMAC unless told otherwise. */
function token(header: object, claims: object, key: string, hash = 'sha256'): string {
  const text = `${part(header)}.${part(claims)}`
  return `${text}.${createHmac(hash, key).update(text).digest('base64url')}`
}

describe.each(backEnds)('on %s', (backEnd) => {
  let tiny: TinyServer
  let secrets: Secrets
  /** claims of a planner's own token, so that nothing but the fault keeps a token out */
  let claims: Record<string, unknown>
  let genuine: string
  beforeAll(async () => {
    tiny = await startTinyServerOn(backEnd)
    secrets = await openSecrets(`${tiny.dataDirectory}/tiny`)
    genuine = await tiny.signIn('planner')
    claims = JSON.parse(Buffer.from(genuine.split('.')[1] ?? '', 'base64url').toString())
  })
  afterAll(() => tiny?.close())

  const HEADER = { alg: 'HS256', typ: 'JWT' }
  const now = () => Math.floor(Date.now() / 1000)

  /** What the server says to a token, wherever it takes one. */
  async function answersTo(bearer: string): Promise<(number | string)[]> {
    const headers = { apikey: tiny.publishableKey, Authorization: `Bearer ${bearer}` }
    const asks: [string, string][] = [
      ['POST', '/rest/v1/rpc/city_info'],
      ['GET', '/rest/v1/asset?select=id'],
      ['GET', '/auth/v1/user'],
      ['POST', '/tiles/tiny/grant'],
      ['POST', '/admin/v1/my-password'],
    ]
    const statuses = await Promise.all(
      asks.map(async ([method, path]) => {
        const answer = await fetch(`${tiny.server.url}${path}`, {
          method,
          headers: { ...headers, 'Content-Type': 'application/json' },
          ...(method === 'POST' ? { body: '{}' } : {}),
        })
        return answer.status
      }),
    )
    return [...statuses, await joinWith(bearer)]
  }

  /** The status of the answer to a join of a private topic. */
  async function joinWith(access_token: string): Promise<string> {
    const address = `${tiny.server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${tiny.publishableKey}&vsn=1.0.0`
    const socket = new WebSocket(address)
    await once(socket, 'open')
    const payload = { config: { private: true }, access_token }
    socket.send(JSON.stringify({ topic: 'realtime:alarms', event: 'phx_join', payload, ref: '1', join_ref: '1' }))
    const [data] = (await once(socket, 'message')) as [Buffer]
    socket.terminate()
    return (JSON.parse(data.toString()) as { payload: { status: string } }).payload.status
  }

  describe('a bearer that does not verify', () => {
    const REFUSED = [401, 401, 401, 401, 401, 'error']
    const faulty: Record<string, () => string> = {
      'algorithm none': () => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`,
      'algorithm None': () => `${part({ alg: 'None', typ: 'JWT' })}.${part(claims)}.`,
      'empty signature': () => `${part(HEADER)}.${part(claims)}.`,
      'no signature': () => `${part(HEADER)}.${part(claims)}`,
      'another key': () => token(HEADER, claims, 'x'.repeat(43)),
      'the publishable key as key': () => token(HEADER, claims, tiny.publishableKey),
      'RS256 told, HMAC by the publishable key': () => token({ ...HEADER, alg: 'RS256' }, claims, tiny.publishableKey),
      'RS256 told, HMAC by our key': () => token({ ...HEADER, alg: 'RS256' }, claims, secrets.auth),
      'another hash by our key': () => token({ ...HEADER, alg: 'HS512' }, claims, secrets.auth, 'sha512'),
      'a key named by kid': () => token({ ...HEADER, kid: '../../../../dev/null' }, claims, ''),
      'kid with SQL, by our key': () => token({ ...HEADER, kid: `' union select 'x` }, claims, secrets.auth),
      'a key brought along': () =>
        token({ ...HEADER, jwk: { kty: 'oct', k: Buffer.from('mine').toString('base64url') } }, claims, 'mine'),
      'a key to be fetched': () => token({ ...HEADER, jku: 'https://example.org/keys' }, claims, secrets.auth),
      'another audience': () => token(HEADER, { ...claims, aud: 'somebody-else' }, secrets.auth),
      'no audience': () => token(HEADER, { ...claims, aud: undefined }, secrets.auth),
      'another issuer': () => token(HEADER, { ...claims, iss: 'https://example.org' }, secrets.auth),
      expired: () => token(HEADER, { ...claims, iat: now() - 1000, exp: now() - 1 }, secrets.auth),
      'no expiry': () => token(HEADER, { ...claims, exp: undefined }, secrets.auth),
      'a life of an hour': () => token(HEADER, { ...claims, exp: now() + 3600 }, secrets.auth),
      'not valid yet': () => token(HEADER, { ...claims, nbf: now() + 600 }, secrets.auth),
      'the role of the service': () => token(HEADER, { ...claims, role: 'service_role' }, secrets.auth),
      'the role of the owner': () => token(HEADER, { ...claims, role: 'postgres' }, secrets.auth),
      'no person': () => token(HEADER, { ...claims, sub: undefined }, secrets.auth),
      'a person that is no id': () => token(HEADER, { ...claims, sub: `x' or true --` }, secrets.auth),
      'altered claims': () => genuine.replace(/\.[^.]+\./, `.${part({ ...claims, sub: crypto.randomUUID() })}.`),
      'an altered signature': () => `${genuine.slice(0, -4)}AAAA`,
      'the service key': () => secrets.serviceKey,
      nonsense: () => 'nonsense',
      dots: () => '..',
    }

    it('is refused on REST, auth, tiles and the WebSocket, whatever is wrong with it', async () => {
      const accepted: unknown[] = []
      for (const [name, make] of Object.entries(faulty)) {
        const answers = await answersTo(make())
        // The socket takes a key of ours for no token: it joins as anonymous, which is refused too.
        if (JSON.stringify(answers) !== JSON.stringify(REFUSED)) accepted.push([name, answers])
      }
      expect(accepted).toEqual([])
    })

    it('differs from a good one by that alone', async () => {
      expect(await answersTo(token(HEADER, claims, secrets.auth))).toEqual([200, 200, 200, 200, 400, 'ok'])
    })

    it('opens no socket in the place of the key', async () => {
      for (const key of [genuine, secrets.serviceKey, '']) {
        const socket = new WebSocket(`${tiny.server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${key}`)
        const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
        expect(answer.statusCode).toBe(401)
        socket.on('error', () => {})
        socket.terminate()
      }
    })

    it('lives for a quarter of an hour at most when it is ours', () => {
      expect(Number(claims.exp) - Number(claims.iat)).toBeLessThanOrEqual(900)
    })
  })

  describe('guessing passwords', () => {
    const guess = (email: string, password?: string) => guessAt(tiny, email, password)
    const statusOf = async (email: string) => (await guess(email)).status

    it('is answered the same whether there is such an account or not, also when it is locked', async () => {
      const told = async (email: string) => {
        const answer = await guess(email)
        const headers = [...answer.headers].filter(
          ([name]) => !/^(date|content-security-policy|retry-after)$/.test(name),
        )
        return [answer.status, (await answer.text()).replace(/\d+ s/, 'n s'), headers]
      }
      for (let round = 0; round < 6; round++) {
        const [there, missing] = await Promise.all([told('admin@demo.local'), told('missing@demo.local')])
        expect(missing).toEqual(there)
        expect(there[0]).toBe(round < 5 ? 400 : 429)
      }
    })

    it('ends after five wrong ones, for that account only, also all at once', async () => {
      const statuses = await Promise.all(Array.from({ length: 8 }, () => statusOf('leader@demo.local')))
      expect(statuses.filter((status) => status !== 429)).toEqual([400, 400, 400, 400, 400])
      // neither the right password nor another spelling opens it now
      expect((await guess(' LEADER@demo.local ', 'lifeline-demo')).status).toBe(429)
      expect((await guess('duty@demo.local', 'lifeline-demo')).status).toBe(200)
    })

    it('ends after twenty of one address, whatever the accounts', async () => {
      const statuses = await Promise.all(Array.from({ length: 20 }, (_, n) => statusOf(`guess${n}@demo.local`)))
      expect(statuses).toContain(429)
      expect((await guess('planner@demo.local', 'lifeline-demo')).status).toBe(429)
    })

    it('cannot be avoided by signing up or asking for another password', async () => {
      for (const path of ['signup', 'recover', 'otp', 'magiclink', 'admin/users', 'token/../signup']) {
        const answer = await fetch(`${tiny.server.url}/auth/v1/${path}`, {
          method: 'POST',
          headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
          body: JSON.stringify({ email: 'x@demo.local', password: 'long-enough-password' }),
        })
        expect([path, answer.status]).toEqual([path, 404])
      }
    })
  })

  describe('every answer', () => {
    const paths = [
      ...faces.map(({ path }) => path),
      '/config.json',
      '/healthz',
      '/healthz/detail',
      '/document.css',
      '/assets/nothing.js',
      '/cesium/nothing.js',
      '/tiles/tiny/internal/city.json',
      '/tiles/tiny/public/city.json',
      '/tiles/tiny/grant',
      '/documents/doc1',
      '/rest/v1/',
      '/rest/v1/city',
      '/rest/v1/nothing',
      '/rest/v1/rpc/city_info',
      '/auth/v1/user',
      '/auth/v1/signup',
      '/realtime/v1/api/broadcast',
      '/ingest/v1/readings',
      '/admin/v1/users',
      '/nothing',
      '/_studio',
      '/_system',
    ]
    it('carries the security headers, whatever is asked for and however', async () => {
      const wanted = {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      }
      const wrong: unknown[] = []
      for (const path of paths)
        for (const method of ['GET', 'POST', 'OPTIONS', 'DELETE'])
          for (const key of [tiny.publishableKey, '']) {
            const answer = await fetch(`${tiny.server.url}${path}`, { method, headers: { apikey: key } })
            await answer.arrayBuffer()
            const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, answer.headers.get(name)]))
            const policy = answer.headers.get('content-security-policy') ?? ''
            const isGood = JSON.stringify(found) === JSON.stringify(wanted) && /default-src '(self|none)'/.test(policy)
            const isOpen =
              answer.headers.has('access-control-allow-origin') ||
              /unsafe-eval'/.test(policy.replace('wasm-unsafe-eval', ''))
            if (!isGood || isOpen) wrong.push([method, path, answer.status, found, policy])
          }
      expect(wrong).toEqual([])
    })
  })
})

// A bench, not an assertion: a busy machine would fail it.
if (process.env.LIFELINE_SOAK)
  it('tells how far the refusals of known and unknown accounts lie apart in time', async () => {
    const tiny = await startTinyServer()
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
    const roles = ['planner', 'duty', 'leader', 'enterprise', 'admin']
    for (let n = 0; n < 20; n++) {
      const kind = n % 2 === 0 ? 'known' : 'unknown'
      const cameAt = performance.now()
      await guessAt(tiny, kind === 'known' ? `${roles[(n / 2) % 5]}@demo.local` : `guess${n}@demo.local`)
      times[kind].push(performance.now() - cameAt)
    }
    await tiny.close()
    const median = (of: number[]) => of.toSorted((x, y) => x - y)[Math.floor(of.length / 2)] ?? Number.NaN
    const [known, unknown] = [median(times.known), median(times.unknown)]
    console.log(`refusal: known ${known.toFixed(1)} ms, unknown ${unknown.toFixed(1)} ms (medians of 10)`)
  })

function guessAt(tiny: TinyServer, email: string, password = 'wrong-password'): Promise<Response> {
  return fetch(`${tiny.server.url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
}
