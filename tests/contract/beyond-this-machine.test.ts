import { chmod, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { type RequestOptions, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSecrets } from '../../server/auth/secrets.ts'
import { startServer } from '../../server/start.ts'
import { makeCertificate } from './certificate.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

/** What a client without trust in our certificate hears. */
interface Heard {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: string
  readonly serial: string
}

let folder: string
let files: ReturnType<typeof makeCertificate>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lifeline-tls-'))
  files = makeCertificate(folder, 'first', 'DNS:twin.test,IP:127.0.0.1')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('a city that other machines reach', () => {
  let tiny: TinyServer
  let port: number
  beforeAll(async () => {
    const tls = { cert: join(folder, 'used.pem'), key: join(folder, 'used.key') }
    await copyFile(files.cert, tls.cert)
    await copyFile(files.key, tls.key)
    // the test's own machine plays the proxy
    tiny = await startTinyServer(false, { tls, names: ['proxy.test'], proxies: ['127.0.0.1'] })
    port = tiny.server.port
  })
  afterAll(() => tiny.close())

  function ask(path: string, options: RequestOptions & { readonly body?: string } = {}): Promise<Heard> {
    const { body = '', headers = {}, ...rest } = options
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: '127.0.0.1',
          port,
          path,
          rejectUnauthorized: false,
          agent: false,
          ...rest,
          headers: { Host: 'twin.test', ...headers },
        },
        (answer) => {
          const serial = (answer.socket as TLSSocket).getPeerCertificate().serialNumber
          let text = ''
          answer.setEncoding('utf8')
          answer.on('data', (piece: string) => {
            text += piece
          })
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text, serial }),
          )
        },
      )
      sent.on('error', reject)
      sent.end(body)
    })
  }

  it('speaks TLS 1.2 and 1.3, nothing older and nothing plain', async () => {
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
      expect((await ask('/healthz', { minVersion: version, maxVersion: version })).status).toBe(200)
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    await expect(ask('/healthz', old)).rejects.toThrow()
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow()
  })

  it('answers to the names of its certificate and of its proxy alone, and asks browsers for https', async () => {
    for (const host of ['twin.test', `proxy.test:${port}`, '127.0.0.1']) {
      const { status, headers } = await ask('/healthz', { headers: { Host: host } })
      expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
    }
    expect((await ask('/healthz', { headers: { Host: 'evil.test' } })).status).toBe(421)
    const plain = { 'X-Forwarded-Proto': 'http', 'X-Forwarded-For': '203.0.113.7' }
    expect((await ask('/healthz', { headers: plain })).status).toBe(403)
  })

  it('gives its grant as a cookie for https alone', async () => {
    const [planner] = tiny.server.users()
    const signIn = await ask('/auth/v1/token?grant_type=password', {
      method: 'POST',
      headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
      body: JSON.stringify(planner),
    })
    const { access_token } = JSON.parse(signIn.body) as { access_token: string }
    const grant = await ask('/tiles/tiny/grant', {
      method: 'POST',
      headers: { Authorization: `Bearer ${access_token}` },
    })
    expect(grant.status).toBe(200)
    expect(grant.headers['set-cookie']?.[0]).toMatch(/; Secure/)
  })

  it('spends the budget of the public question of whom the proxy names, and of nobody that a client makes up', async () => {
    const question = (forwarded: string) =>
      ask('/rest/v1/rpc/public_cell', {
        method: 'POST',
        headers: { apikey: tiny.publishableKey, 'X-Forwarded-For': forwarded },
        body: JSON.stringify({ lon: 120.001, lat: 36.001 }),
      })
    for (let count = 0; count < 10; count++)
      expect((await question(`198.51.100.${count}, 203.0.113.7`)).status).toBe(200)
    expect((await question('198.51.100.99, 203.0.113.7')).status).toBe(429)
    expect((await question('198.51.100.1')).status).toBe(200)
  })

  it('serves a new certificate when told to, and keeps the old one when the new is unusable', async () => {
    const before = (await ask('/healthz')).serial
    const second = makeCertificate(folder, 'second', 'DNS:twin.test,IP:127.0.0.1')
    await copyFile(second.cert, join(folder, 'used.pem'))
    await expect(tiny.server.reloadCertificate()).rejects.toThrow(/is not the key of/)
    expect((await ask('/healthz')).serial).toBe(before)
    await copyFile(second.key, join(folder, 'used.key'))
    await tiny.server.reloadCertificate()
    expect((await ask('/healthz')).serial).not.toBe(before)
  })
})

describe('beyond this machine no server starts', () => {
  let data: string
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'lifeline-'))
    await writeTinyBuild(data, tinyRows, 'build-1', false)
    await openSecrets(join(data, 'tiny'))
  })
  afterAll(() => rm(data, { recursive: true, force: true }))

  const start = ({ tls = files, ...options }: { city?: string; tls?: typeof files | null }) =>
    startServer({
      city: 'tiny',
      dataDirectory: data,
      publicTiles: data,
      distDirectory: data,
      port: 0,
      host: '0.0.0.0',
      ...(tls ? { tls } : {}),
      ...options,
    })

  it('without TLS or a proxy', async () => {
    await expect(start({ tls: null })).rejects.toThrow(/only by TLS/)
  })

  it('for the demo city or another example', async () => {
    await expect(start({ city: 'demo' })).rejects.toThrow(/example city/)
    await writeTinyBuild(data, tinyRows, 'build-1', true)
    await expect(start({})).rejects.toThrow(/example city/)
    await writeTinyBuild(data, tinyRows, 'build-1', false)
  })

  it('with secrets that were written by hand, repeated, or lie open', async () => {
    const file = join(data, 'tiny', 'secrets.json')
    const good = await readFile(file, 'utf8')
    const secrets = JSON.parse(good) as Record<string, string>
    for (const [change, reason] of [
      [{ auth: 'super-secret-jwt-token-with-at-least-32-characters-long' }, /"auth" looks like a placeholder/],
      [{ ingestKey: 'abababababababababababababababababab' }, /"ingestKey" looks like a placeholder/],
      [{ grant: secrets.auth }, /two secrets are the same/],
    ] as const) {
      await writeFile(file, JSON.stringify({ ...secrets, ...change }))
      await expect(start({})).rejects.toThrow(reason)
    }
    await writeFile(file, good)
    await chmod(file, 0o644)
    await expect(start({})).rejects.toThrow(/chmod 600/)
    await chmod(file, 0o600)
  })

  it('with a certificate that is none', async () => {
    await writeFile(join(folder, 'none.pem'), 'none')
    await expect(start({ tls: { ...files, cert: join(folder, 'none.pem') } })).rejects.toThrow(
      /none\.pem: expected PEM/,
    )
  })
})
