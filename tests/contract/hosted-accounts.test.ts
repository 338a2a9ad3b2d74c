import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AccountRefusal } from '../../server/accounts/accounts.ts'
import { createHostedAccounts } from '../../server/accounts/hosted-accounts.ts'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { totpCode } from '../kit/gotrue/totp.ts'
import { type HostedCity, startHostedCity } from './hosted-city.ts'

const CHOSEN = 'Kan7-Quan9-Xian'

let city: HostedCity
let admin: string

beforeAll(async () => {
  city = await startHostedCity()
  admin = (await signInWithCode('admin@demo.local', DEMO_PASSWORD)).token
})
afterAll(() => city?.close())

/** An answer's status and body. */
async function told(answer: Promise<Response>) {
  const response = await answer
  const text = await response.text()
  return { status: response.status, body: (text ? JSON.parse(text) : null) as Record<string, unknown> }
}
const send = (address: string, body: object | null, token: string | null, method = 'POST') =>
  told(
    fetch(address, {
      method,
      headers: {
        apikey: city.supabase.publishableKey,
        'Content-Type': 'application/json',
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    }),
  )
const auth = (path: string, body: object | null, token: string | null = null, method = 'POST') =>
  send(`${city.supabase.url}/auth/v1/${path}`, body, token, method)
const call = (name: string, body: object, token: string | null = admin) =>
  send(`${city.supabase.url}/rest/v1/rpc/${name}`, body, token)
/** Of our server. */
const post = (path: string, body: object, token: string | null = admin) =>
  send(`${city.server.url}/admin/v1/${path}`, body, token)

async function signIn(email: string, password: string): Promise<string | null> {
  const { body } = await auth('token?grant_type=password', { email, password })
  return typeof body.access_token === 'string' ? body.access_token : null
}
/** Binds a device and gives its code, or gives that of the key. */
async function signInWithCode(email: string, password: string, bound?: { id: string; key: string }) {
  const token = await signIn(email, password)
  const begun = bound ?? (await bindingOf(token))
  const { body: challenge } = await auth(`factors/${begun.id}/challenge`, {}, token)
  const { body } = await auth(
    `factors/${begun.id}/verify`,
    { challenge_id: challenge.id, code: totpCode(begun.key) },
    token,
  )
  return { ...begun, token: String(body.access_token) }
}
async function bindingOf(token: string | null): Promise<{ id: string; key: string }> {
  const { body } = await auth('factors', { factor_type: 'totp' }, token)
  return { id: String(body.id), key: String((body.totp as { secret: string }).secret) }
}
const account = async (token: string) => (await call('my_account', {}, token)).body
async function idOf(email: string): Promise<string> {
  const { body } = await call('admin_users', {})
  return (body.users as { id: string; email: string }[]).find((user) => user.email === email)?.id ?? ''
}
const invitation = (email: string, changes: object = {}) => ({
  email,
  name: '李华',
  role: 'planner',
  organisation: null,
  districts: null,
  clearance: 1,
  ...changes,
})
async function invited(email: string): Promise<{ id: string; password: string }> {
  const { body } = await post('users', invitation(email))
  return { id: String(body.id), password: String(body.password) }
}
const isKnown = (email: string) => city.supabase.goTrue.people.byEmail(email) !== undefined
const actions = async (person: string) => {
  const { body } = await call('audit_entries', {
    from_at: null,
    to_at: null,
    of_action: null,
    of_actor: null,
    before_seq: null,
    max_rows: 50,
  })
  return (body as unknown as { action: string; object: string }[])
    .filter(({ object }) => object === `user/${person}`)
    .map(({ action }) => action)
}

describe('an invitation', () => {
  it('gives an account whose role holds after a second factor and a password of its own', async () => {
    const { status, body } = await post('users', invitation('li@city.example'))
    expect(status).toBe(200)
    const password = String(body.password)
    const alone = (await signIn('li@city.example', password)) ?? ''
    expect(await account(alone)).toMatchObject({ role: 'public', standing: 'must-change-password' })
    const { token } = await signInWithCode('li@city.example', password)
    expect(await account(token)).toMatchObject({ role: 'public', standing: 'must-change-password' })
    expect((await post('my-password', { current: password, next: CHOSEN }, token)).status).toBe(200)
    expect(await account(token)).toMatchObject({ role: 'planner', standing: 'good' })
    // this device stays signed in, others do not
    expect((await auth('user', null, token, 'GET')).status).toBe(200)
    expect((await auth('user', null, alone, 'GET')).body).toMatchObject({ error_code: 'session_not_found' })
    expect(await signIn('li@city.example', password)).toBeNull()
    expect(await actions(String(body.id))).toEqual(['change-password', 'invite'])
  })

  it('is refused for an address that has an account, however it is written', async () => {
    expect(await post('users', invitation('LI@city.example'))).toEqual({ status: 409, body: { reason: 'email-taken' } })
  })

  it('makes no account without rights', async () => {
    expect(await post('users', invitation('wang@city.example', { districts: ['nowhere'] }))).toEqual({
      status: 400,
      body: { reason: 'unknown-district' },
    })
    expect(isKnown('wang@city.example')).toBe(false)
    expect(await idOf('wang@city.example')).toBe('')
  })

  it('is made by administrators alone, and tells nobody else who has an account', async () => {
    const { token } = await signInWithCode('duty@demo.local', DEMO_PASSWORD)
    const alone = await signIn('admin@demo.local', DEMO_PASSWORD)
    for (const bearer of [token, alone]) {
      expect((await post('users', invitation('wang@city.example'), bearer)).status).toBe(403)
      expect((await post('users', invitation('li@city.example'), bearer)).status).toBe(403)
    }
    expect((await post('users', invitation('wang@city.example'), 'x')).status).toBe(401)
    expect(isKnown('wang@city.example')).toBe(false)
  })
})

describe('rights', () => {
  it('of a disabled person end at once', async () => {
    const { id, token } = await settled('zhao@city.example')
    await call('admin_set_role', {
      person: id,
      role: 'duty',
      organisation: null,
      districts: null,
      clearance: 1,
      name: '赵',
    })
    expect(await account(token)).toMatchObject({ role: 'duty' })
    await call('admin_disable_user', { person: id, disabled: true })
    expect(await account(token)).toMatchObject({ role: 'public', standing: 'disabled' })
  })
})

/** Somebody who was invited, has a device and a password of their own. */
async function settled(email: string) {
  const { id, password } = await invited(email)
  const bound = await signInWithCode(email, password)
  await post('my-password', { current: password, next: CHOSEN }, bound.token)
  return { id, token: bound.token, device: { id: bound.id, key: bound.key } }
}

describe('a new password', () => {
  it('is given by administrators and ends the sessions of its owner, who keeps the device', async () => {
    const { id, token, device } = await settled('qian@city.example')
    const { body } = await post(`users/${id}/password`, {})
    expect(await signIn('qian@city.example', CHOSEN)).toBeNull()
    expect((await auth('user', null, token, 'GET')).status).toBe(403)
    const again = await signInWithCode('qian@city.example', String(body.password), device)
    expect(await account(again.token)).toMatchObject({ standing: 'must-change-password' })
    expect(await post(`users/${await idOf('admin@demo.local')}/password`, {})).toEqual({
      status: 409,
      body: { reason: 'own-password' },
    })
    expect((await post(`users/${randomUUID()}/password`, {})).body).toEqual({ reason: 'unknown-person' })
  })

  it('of one’s own says what is wrong with it', async () => {
    const { settings } = city.supabase.goTrue
    const { token } = await settled('sun@city.example')
    const change = (current: string, next: string) => post('my-password', { current, next }, token)
    expect((await change(CHOSEN, 'short')).body).toEqual({ reason: 'short' })
    expect((await change('not it', 'Another-one-7')).body).toEqual({ reason: 'wrong-password' })
    settings.isStrong = (password) => password.length > 30
    try {
      // as often as one likes: the current one was right
      for (let time = 0; time < 6; time++)
        expect(await change(CHOSEN, 'Another-one-7')).toEqual({ status: 400, body: { reason: 'weak-password' } })
    } finally {
      settings.isStrong = () => true
    }
    expect((await change(CHOSEN, 'Another-one-7')).status).toBe(200)
  })

  it('is not chosen by who did not give the second factor', async () => {
    await settled('zhou@city.example')
    const alone = await signIn('zhou@city.example', CHOSEN)
    expect(await post('my-password', { current: CHOSEN, next: 'Another-one-7' }, alone)).toEqual({
      status: 403,
      body: { reason: 'needs-second-factor' },
    })
  })
})

describe('a lost second factor', () => {
  it('is taken away by an administrator, with the password and all sessions', async () => {
    const { id, token } = await settled('wu@city.example')
    const { status, body } = await post(`users/${id}/second-factor`, {})
    expect(status).toBe(200)
    expect(await account(token)).toMatchObject({ role: 'public' })
    expect((await auth('user', null, token, 'GET')).status).toBe(403)
    // who knows the old password alone can bind nothing
    expect(await signIn('wu@city.example', CHOSEN)).toBeNull()
    const again = await signInWithCode('wu@city.example', String(body.password))
    expect(await account(again.token)).toMatchObject({ role: 'public', standing: 'must-change-password' })
    await post('my-password', { current: String(body.password), next: 'Another-one-7' }, again.token)
    expect(await account(again.token)).toMatchObject({ role: 'planner', standing: 'good' })
    expect(await actions(id)).toEqual(['change-password', 'reset-second-factor', 'change-password', 'invite'])
  })

  it('is not one’s own, nor anybody’s who asks without being an administrator', async () => {
    const { id, token } = await settled('zheng@city.example')
    expect(await post(`users/${await idOf('admin@demo.local')}/second-factor`, {})).toEqual({
      status: 409,
      body: { reason: 'own-second-factor' },
    })
    expect((await post(`users/${id}/second-factor`, {}, token)).status).toBe(403)
    expect(await account(token)).toMatchObject({ role: 'planner' })
  })
})

describe('where Supabase does not do it', () => {
  const accounts = (parts: { readonly url?: string; readonly serviceKey?: string }) =>
    createHostedAccounts({ ...city.supabase, ...parts })
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error instanceof AccountRefusal ? `${error.status} ${error.reason}` : error),
    )
  const person = () => ({ subject: randomUUID(), token: admin })
  const li = { ...invitation('feng@city.example'), role: 'planner', clearance: 1 } as const

  it('the wrong key is ours and signs nobody out', async () => {
    const wrong = accounts({ serviceKey: 'sb_secret_wrong' })
    expect(await refusal(wrong.invite(person(), li, CHOSEN))).toBe('502 wrong-service-key')
    const publishable = accounts({ serviceKey: city.supabase.publishableKey })
    expect(await refusal(publishable.invite(person(), li, CHOSEN))).toBe('502 wrong-service-key')
    expect(isKnown('feng@city.example')).toBe(false)
  })

  it('it is said to be away', async () => {
    const gone = accounts({ url: 'http://127.0.0.1:1' })
    expect(await refusal(gone.invite(person(), li, CHOSEN))).toBe('502 accounts-away')
    expect(await refusal(gone.change(person(), CHOSEN, 'Another-one-7'))).toBe('502 accounts-away')
  })

  it('a one-time password that its rule does not take is told', async () => {
    const { id } = await settled('chen@city.example')
    const { settings } = city.supabase.goTrue
    settings.isStrong = () => false
    try {
      expect(await post(`users/${id}/password`, {})).toEqual({ status: 400, body: { reason: 'weak-password' } })
    } finally {
      settings.isStrong = () => true
    }
  })

  it('whoever asks our server is told the same', async () => {
    await city.supabase.close()
    expect(await post('users', invitation('feng@city.example'))).toEqual({
      status: 502,
      body: { reason: 'accounts-away' },
    })
  })
})
