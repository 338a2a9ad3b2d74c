import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { backEnds, startTinyServerOn } from './back-ends.ts'
import type { TinyServer } from './tiny-server.ts'

const WRONG = 'Wrong7-password'
const UNKNOWN = 'nobody@city.example'
const DIGEST = /^[0-9a-f]{64}$/

interface Entry {
  readonly actor: string | null
  readonly role: string
  readonly action: string
  readonly object: string
  readonly detail: Record<string, unknown>
}

describe.each(backEnds)('on %s, the audit', (backEnd) => {
  let tiny: TinyServer
  let admin: string
  beforeAll(async () => {
    tiny = await startTinyServerOn(backEnd)
    admin = await tiny.signIn('admin')
  })
  afterAll(() => tiny?.close())

  const answerOf = async <Value>(name: string, body: object): Promise<Value> =>
    (await (await tiny.call(name, body, admin)).json()) as Value
  /** Newest first. */
  const entriesOf = (action: string) =>
    answerOf<Entry[]>('audit_entries', {
      from_at: null,
      to_at: null,
      of_action: action,
      of_actor: null,
      before_seq: null,
      max_rows: 200,
    })
  const enter = (email: string, password: string) =>
    fetch(`${tiny.server.url}/auth/v1/token?grant_type=password`, {
      method: 'POST',
      headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
  const subjectOf = (token: string) =>
    (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { sub: string }).sub
  /** Refusals are noted beside the answer. */
  const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 50 })

  it('has who signed in and out, and from where without telling it', async () => {
    const token = await tiny.signIn('leader')
    const answer = await fetch(`${tiny.server.url}/auth/v1/logout`, {
      method: 'POST',
      headers: { apikey: tiny.publishableKey, Authorization: `Bearer ${token}` },
    })
    expect(answer.ok).toBe(true)
    for (const action of ['sign-in', 'sign-out'])
      expect((await entriesOf(action))[0]).toMatchObject({
        actor: '领导 Leader',
        role: 'leader',
        object: `user/${subjectOf(token)}`,
        detail: { addresses: [expect.stringMatching(DIGEST)], networks: [expect.stringMatching(DIGEST)] },
      })
  })

  it('has wrong passwords of an account by its id and of no account by a digest, and that both had to wait', async () => {
    for (let n = 0; n < 7; n++) await Promise.all([enter('Duty@demo.local', WRONG), enter(UNKNOWN, WRONG)])
    await until(async () => {
      for (const action of ['sign-in-failed', 'locked-out']) {
        const entries = await entriesOf(action)
        const ofDuty = entries.find(({ object }) => object.startsWith('user/'))
        expect(ofDuty).toMatchObject({ actor: null, role: 'public', detail: { name: '值班员 Duty officer', count: 1 } })
        const [kind, digest] = entries.find(({ object }) => object.startsWith('account/'))?.object.split('/') ?? []
        expect([kind, digest]).toEqual(['account', expect.stringMatching(DIGEST)])
      }
    })
  })

  it('has wrong current passwords, and those that were changed', async () => {
    const token = await tiny.signIn('enterprise')
    const change = (current: string, next: string) =>
      fetch(`${tiny.server.url}/admin/v1/my-password`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
        body: JSON.stringify({ current, next }),
      })
    expect((await change(WRONG, 'Kan7-Quan9-Xian')).status).toBe(400)
    expect((await change(DEMO_PASSWORD, 'Kan7-Quan9-Xian')).status).toBe(200)
    const object = `user/${subjectOf(token)}`
    await until(async () => {
      expect((await entriesOf('sign-in-failed')).map((entry) => entry.object)).toContain(object)
      expect((await entriesOf('change-password')).map((entry) => entry.object)).toContain(object)
    })
  })

  it('has what was refused, by whom: tiles, documents, topics, administration and tables', async () => {
    const token = await tiny.signIn('planner')
    const headers = { apikey: tiny.publishableKey, Authorization: `Bearer ${token}` }
    await fetch(`${tiny.server.url}/tiles/tiny/internal/city.json`)
    const grant = await fetch(`${tiny.server.url}/tiles/tiny/grant`, { method: 'POST', headers })
    const cookie = grant.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await fetch(`${tiny.server.url}/documents/none`, { headers: { Cookie: cookie } })).status).toBe(403)
    expect((await tiny.call('admin_users', {}, token)).status).toBe(403)
    expect((await tiny.call('system_state', {}, token)).status).toBe(403)
    const invitation = { email: 'x@city.example', name: 'x', role: 'duty', organisation: null, districts: null }
    const invited = await fetch(`${tiny.server.url}/admin/v1/users`, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...invitation, clearance: 1 }),
    })
    expect(invited.status).toBe(403)
    expect((await fetch(`${tiny.server.url}/rest/v1/asset?select=geometry`, { headers })).status).toBe(403)
    const socket = new WebSocket(
      `${tiny.server.url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${tiny.publishableKey}&vsn=1.0.0`,
    )
    await once(socket, 'open')
    const payload = { config: { private: true }, access_token: token }
    socket.send(JSON.stringify({ topic: 'realtime:accounts', event: 'phx_join', payload, ref: '1', join_ref: '1' }))
    await once(socket, 'message')
    socket.terminate()
    const actor = '规划员 Planner'
    await until(async () => {
      const told = (await entriesOf('denied')).map((entry) => [entry.actor, entry.object])
      expect(told).toEqual(
        expect.arrayContaining([
          [null, 'tiles/tiny'],
          [actor, 'document/none'],
          [actor, 'function/admin_users'],
          [actor, 'table/asset'],
          [actor, 'route/admin/v1/users'],
          [actor, 'topic/accounts'],
        ]),
      )
      // of the same kind, person and minute: counted, and written when the minute ends
      expect(told).not.toContainEqual([actor, 'function/system_state'])
    })
  })

  it('holds no password, token, e-mail or address, and is whole', async () => {
    const all = JSON.stringify(await Promise.all(['sign-in', 'sign-in-failed', 'locked-out', 'denied'].map(entriesOf)))
    for (const secret of [WRONG, DEMO_PASSWORD, UNKNOWN, 'duty@demo', '127.0.0.1', 'eyJ'])
      expect(all).not.toContain(secret)
    expect(await answerOf('audit_check', { after_seq: 0 })).toMatchObject({ broken: null, isDone: true })
  })

  it('is found by the name of whom an entry is about', async () => {
    const found = await answerOf<Entry[]>('audit_entries', {
      from_at: null,
      to_at: null,
      of_action: 'sign-in-failed',
      of_actor: 'Duty officer',
      before_seq: null,
    })
    expect(found.length).toBeGreaterThan(0)
  })
})
