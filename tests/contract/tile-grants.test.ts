import { readFile, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GRANT_LIFE, grantCookieName, sealGrant } from '../../server/http/grants.ts'
import { internalFiles } from './tiny-city.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

let tiny: TinyServer
let secret: string
beforeAll(async () => {
  tiny = await startTinyServer()
  const secrets = JSON.parse(await readFile(join(tiny.dataDirectory, 'tiny', 'secrets.json'), 'utf8'))
  secret = String(secrets.grant)
})
afterAll(() => tiny.close())

const getInternal = (path: string, cookie?: string) =>
  fetch(`${tiny.server.url}/tiles/tiny/internal/${path}`, { headers: cookie ? { Cookie: cookie } : {} })
const askGrant = (token: string | null) =>
  fetch(`${tiny.server.url}/tiles/tiny/grant`, {
    method: 'POST',
    headers: token === null ? {} : { Authorization: `Bearer ${token}` },
  })
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
const subject = '00000000-0000-4000-8000-000000000001'
const sealed = (change: object, key = secret) =>
  `${grantCookieName('tiny')}=${sealGrant({ city: 'tiny', subject, role: 'planner', scope: 'city', expiresAt: Date.now() + 60_000, ...change }, key)}`

describe('internal files', () => {
  it.each(internalFiles)('are 403 to anonymous users: %s', async (file) => {
    expect((await getInternal(file)).status).toBe(403)
  })

  it('open to a signed-in planner for at most five minutes', async () => {
    const before = Date.now()
    const answer = await askGrant(await tiny.signIn('planner'))
    expect(answer.status).toBe(200)
    const { expiresAt } = (await answer.json()) as { expiresAt: number }
    expect(expiresAt - before).toBeLessThanOrEqual(GRANT_LIFE + 10_000)
    expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/)
    for (const file of internalFiles) expect((await getInternal(file, cookieOf(answer))).status).toBe(200)
  })

  it.each([
    'rows/asset.copy',
    'report.json',
    'documents/doc1.html',
    '../secrets.json',
    '..%2fsecrets.json',
    'tiles/..%2f..%2fsecrets.json',
  ])('are not everything in the folder: %s', async (path) => {
    const cookie = cookieOf(await askGrant(await tiny.signIn('planner')))
    expect((await getInternal(path, cookie)).status).toBe(404)
  })

  it('stay closed to an expired, altered, foreign or endless grant', async () => {
    const good = sealed({})
    expect((await getInternal('city.json', good)).status).toBe(200)
    const refused = [
      sealed({ expiresAt: Date.now() - 1 }),
      sealed({ expiresAt: Date.now() + GRANT_LIFE + 60_000 }),
      sealed({ city: 'other' }),
      sealed({ role: 'public' }),
      // Sees a part of the city only, and tiles are of all of it.
      sealed({ role: 'enterprise', scope: 'documents' }),
      sealed({ role: 'duty', scope: 'documents' }),
      // of a program before scopes
      sealed({ scope: undefined }),
      sealed({}, 'another secret'),
      `${good.slice(0, -2)}xx`,
      good.replace('=', '=AA'),
      `${good}.more`,
    ]
    for (const cookie of refused) expect((await getInternal('city.json', cookie)).status).toBe(403)
  })

  it('stay closed to a grant of which any one character was altered', async () => {
    const good = sealed({})
    const start = good.indexOf('=') + 1
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const opened: string[] = []
    for (let at = start; at < good.length; at++) {
      // the next letter of base64url: also the low bits of the last one, which some decoders ignore
      const letter = letters[(letters.indexOf(good.charAt(at)) + 1) % letters.length] ?? 'A'
      const altered = good.slice(0, at) + letter + good.slice(at + 1)
      if ((await getInternal('city.json', altered)).status !== 403) opened.push(altered)
    }
    expect(opened).toEqual([])
  })

  it('are not for an officer of some districts, nor under a clearance below any field or layer', async () => {
    const [admin, duty, planner] = await Promise.all([
      tiny.signIn('admin'),
      tiny.signIn('duty'),
      tiny.signIn('planner'),
    ])
    const call = async (name: string, body: object) => {
      const answer = await tiny.call(name, body, admin)
      expect(answer.status, await answer.text()).toBeLessThan(300)
    }
    const tiles = async (token: string) => {
      const answer = await askGrant(token)
      const { tiles: why } = (await answer.json()) as { tiles: string }
      const status = (await getInternal('tiles/pipes/tileset.json', cookieOf(answer))).status
      const document = await fetch(`${tiny.server.url}/documents/doc1`, { headers: { Cookie: cookieOf(answer) } })
      return [why, status, document.status]
    }
    const { sub } = JSON.parse(Buffer.from(duty.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }
    const bind = (districts: string[] | null) =>
      call('admin_set_role', { person: sub, role: 'duty', organisation: null, districts, clearance: 1, name: '值班员' })
    await bind(['d1'])
    expect(await tiles(duty)).toEqual(['district', 403, 200])
    await bind(null)
    expect(await tiles(duty)).toEqual(['open', 200, 200])
    await call('set_field_secrecy', { of_column: 'voltage_kv', new_class: 2, reason: '定密' })
    expect(await tiles(planner)).toEqual(['clearance', 403, 200])
    await call('set_field_secrecy', { of_column: 'voltage_kv', new_class: null, reason: '解密' })
    await call('set_layer_secrecy', { of_discipline: 'gas', of_kind: 'point', new_class: 2, reason: '定密' })
    expect(await tiles(planner)).toEqual(['clearance', 403, 200])
    await call('set_layer_secrecy', { of_discipline: 'gas', of_kind: 'point', new_class: null, reason: '解密' })
    expect(await tiles(planner)).toEqual(['open', 200, 200])
  })

  it('close again when the person signs out', async () => {
    const answer = await fetch(`${tiny.server.url}/tiles/tiny/grant`, { method: 'DELETE' })
    expect(answer.status).toBe(204)
    expect(answer.headers.get('set-cookie')).toMatch(new RegExp(`^${grantCookieName('tiny')}=; Max-Age=0; Path=/;`))
  })

  it('are kept by no shared cache, and asked for again with the grant each time', async () => {
    const first = await getInternal('flat.bin', sealed({}))
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    const known = { 'If-None-Match': first.headers.get('etag') ?? '' }
    const address = `${tiny.server.url}/tiles/tiny/internal/flat.bin`
    expect((await fetch(address, { headers: { Cookie: sealed({}), ...known } })).status).toBe(304)
    expect((await fetch(address, { headers: known })).status).toBe(403)
    const later = new Date(Date.now() + 5000)
    await utimes(join(tiny.dataDirectory, 'tiny', 'build', 'flat.bin'), later, later)
    expect((await fetch(address, { headers: { Cookie: sealed({}), ...known } })).status).toBe(200)
  })

  it('are not granted without a token that verifies', async () => {
    expect((await askGrant(null)).status).toBe(401)
    expect((await askGrant('nonsense')).status).toBe(401)
  })
})

describe('lifecycle documents', () => {
  it('open under a grant whose person may read the row', async () => {
    const cookie = cookieOf(await askGrant(await tiny.signIn('planner')))
    const answer = await fetch(`${tiny.server.url}/documents/doc1`, { headers: { Cookie: cookie } })
    expect(answer.status).toBe(200)
    expect(await answer.text()).toContain('示例')
    // A document is a stranger's html in our origin: it may run nothing.
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })

  it('stay closed without a grant, and to a person without a role', async () => {
    expect((await fetch(`${tiny.server.url}/documents/doc1`)).status).toBe(403)
    const answer = await fetch(`${tiny.server.url}/documents/doc1`, { headers: { Cookie: sealed({}) } })
    expect(answer.status).toBe(403)
  })
})
