import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

const CHOSEN = 'Kan7-Quan9-Xian'

let tiny: TinyServer
let admin: string
/** one-time passwords that the server told */
const given: string[] = []

beforeAll(async () => {
  tiny = await startTinyServer()
  admin = await tiny.signIn('admin')
})
afterAll(() => tiny.close())

/** An answer's status and body. */
async function told(answer: Promise<Response>) {
  const response = await answer
  const text = await response.text()
  const body = (text ? JSON.parse(text) : null) as Record<string, unknown>
  if (typeof body?.password === 'string') given.push(body.password)
  return { status: response.status, body }
}
const ask = (name: string, body: object = {}, token: string | null = admin) => told(tiny.call(name, body, token))
const post = (path: string, body: object, token: string | null = admin) =>
  told(
    fetch(`${tiny.server.url}/admin/v1/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    }),
  )
async function enter(email: string, password: string): Promise<string | null> {
  const answer = await fetch(`${tiny.server.url}/auth/v1/token?grant_type=password`, {
    method: 'POST',
    headers: { apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  return answer.ok ? ((await answer.json()) as { access_token: string }).access_token : null
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
async function usersByEmail() {
  const { body } = await ask('admin_users')
  return new Map((body.users as { id: string; email: string }[]).map((user) => [user.email, user]))
}
async function idOf(email: string): Promise<string> {
  const user = (await usersByEmail()).get(email)
  if (!user) throw new Error(`no account ${email}`)
  return user.id
}
const rights = async (email: string, changes: object) => ({
  person: await idOf(email),
  role: 'admin',
  organisation: null,
  districts: null,
  clearance: 1,
  name: '管理员',
  ...changes,
})

describe('an invitation', () => {
  it('is made by administrators alone, with a bearer', async () => {
    for (const role of ['planner', 'duty', 'leader', 'enterprise'] as const)
      expect((await post('users', invitation('x@city.example'), await tiny.signIn(role))).status).toBe(403)
    expect((await post('users', invitation('x@city.example'), null)).status).toBe(401)
    expect((await usersByEmail()).has('x@city.example')).toBe(false)
  })

  it('names the field that is wrong', async () => {
    expect(await post('users', invitation('no address'))).toEqual({
      status: 400,
      body: { reason: 'invalid', field: 'email' },
    })
    expect((await post('users', invitation('y@city.example', { role: 'enterprise' }))).body).toEqual({
      reason: 'invalid',
      field: 'organisation',
    })
    expect((await post('users', invitation('y@city.example', { districts: ['nowhere'] }))).body).toEqual({
      reason: 'unknown-district',
    })
    // neither an account without rights nor rights without an account
    expect((await usersByEmail()).has('y@city.example')).toBe(false)
  })

  it('gives a role that holds once its owner has chosen a password', async () => {
    const { status, body } = await post('users', invitation('Li@City.example'))
    expect(status).toBe(200)
    const password = String(body.password)
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    const first = await enter('li@city.example', password)
    expect((await ask('my_account', {}, first)).body).toEqual({
      role: 'public',
      name: '李华',
      standing: 'must-change-password',
    })
    expect((await ask('search_assets', { query: 'tiny', max_rows: 9 }, first)).body).toEqual([])
    const change = (current: string, next: string) => post('my-password', { current, next }, first)
    expect((await change(password, 'short')).body).toEqual({ reason: 'short' })
    expect((await change('not it', CHOSEN)).body).toEqual({ reason: 'wrong-password' })
    expect((await change(password, CHOSEN)).status).toBe(200)
    expect((await ask('my_account', {}, first)).body).toMatchObject({ role: 'planner', standing: 'good' })
    expect(await enter('li@city.example', password)).toBeNull()
    expect(await enter('li@city.example', CHOSEN)).not.toBeNull()
  })

  it('is refused for an address that has an account, however it is written', async () => {
    expect(await post('users', invitation('LI@city.example'))).toEqual({
      status: 409,
      body: { reason: 'email-taken' },
    })
  })
})

describe('rights', () => {
  it('that are changed hold at once', async () => {
    const token = await enter('li@city.example', CHOSEN)
    await ask('admin_set_role', await rights('li@city.example', { role: 'enterprise', organisation: 'org-gas' }))
    expect((await ask('my_account', {}, token)).body).toMatchObject({ role: 'enterprise' })
    const found = (await ask('search_assets', { query: 'tiny', max_rows: 9 }, token)).body as unknown as {
      id: string
    }[]
    expect(found.map(({ id }) => id)).toEqual(['tiny/gas/R1'])
  })

  it('of a disabled person end at once, and come back', async () => {
    const token = await enter('li@city.example', CHOSEN)
    const person = await idOf('li@city.example')
    expect((await ask('admin_disable_user', { person, disabled: true })).status).toBeLessThan(300)
    expect((await ask('my_account', {}, token)).body).toMatchObject({ role: 'public', standing: 'disabled' })
    await ask('admin_disable_user', { person, disabled: false })
    expect((await ask('my_account', {}, token)).body).toMatchObject({ role: 'enterprise', standing: 'good' })
  })

  it('of the last administrator stay', async () => {
    const own = await rights('admin@demo.local', { role: 'planner' })
    for (const refused of [
      await ask('admin_set_role', own),
      await ask('admin_disable_user', { person: own.person, disabled: true }),
    ]) {
      expect(refused.body).toMatchObject({ code: 'PT409' })
      expect(String(refused.body.message)).toMatch(/^last-admin/)
    }
    // one who was invited and never came cannot take over
    await post('users', invitation('second@city.example', { role: 'admin' }))
    expect((await ask('admin_set_role', own)).body).toMatchObject({ code: 'PT409' })
    expect((await ask('my_account')).body).toMatchObject({ role: 'admin' })
  })
})

describe('a new password', () => {
  it('is given by administrators, not to themselves, and ends the sessions of its owner', async () => {
    const person = await idOf('li@city.example')
    const planner = await tiny.signIn('planner')
    expect((await post(`users/${person}/password`, {}, planner)).status).toBe(403)
    expect((await post(`users/${await idOf('admin@demo.local')}/password`, {})).body).toEqual({
      reason: 'own-password',
    })
    const { body } = await post(`users/${person}/password`, {})
    expect(await enter('li@city.example', CHOSEN)).toBeNull()
    const token = await enter('li@city.example', String(body.password))
    expect((await ask('my_account', {}, token)).body).toMatchObject({ standing: 'must-change-password' })
  })

  it('is not guessed: five wrong ones and the person must wait', async () => {
    const token = await tiny.signIn('leader')
    const wrong = () => post('my-password', { current: 'not it', next: CHOSEN }, token)
    for (let count = 0; count < 5; count++) expect((await wrong()).body).toEqual({ reason: 'wrong-password' })
    expect(await wrong()).toEqual({ status: 429, body: { reason: 'too-many' } })
    expect((await post('my-password', { current: DEMO_PASSWORD, next: CHOSEN }, token)).status).toBe(429)
  })
})

describe('a second factor', () => {
  it('is nothing that accounts of this server have', async () => {
    expect(await post(`users/${await idOf('li@city.example')}/second-factor`, {})).toEqual({
      status: 501,
      body: { reason: 'no-second-factor' },
    })
  })
})

describe('an organisation', () => {
  const save = (changes: object, token = admin) =>
    ask(
      'admin_save_organisation',
      { id: 'org-new', name: '新区热力', party: 'enterprise', credit_code: '', ...changes },
      token,
    )
  const listed = async () =>
    (await ask('admin_organisations')).body as unknown as { id: string; creditCode: string | null; editedBy: string }[]

  it('is saved by administrators, with a code that is right', async () => {
    expect((await save({}, await tiny.signIn('planner'))).status).toBe(403)
    expect((await save({ credit_code: '91350100M000100Y44' })).body).toMatchObject({ code: '22023' })
    expect((await save({ credit_code: ' 91350100m000100y43 ' })).status).toBeLessThan(300)
    expect(await listed()).toContainEqual(
      expect.objectContaining({ id: 'org-new', creditCode: '91350100M000100Y43', editedBy: '管理员 Administrator' }),
    )
    for (const wrong of [{ id: 'a b' }, { name: ' ' }, { party: 'club' }])
      expect((await save(wrong)).body).toMatchObject({ code: '22023' })
  })
})

describe('the audit', () => {
  it('shows administrators what was done, newest first and in pages, and others nothing', async () => {
    type Entry = { seq: number; action: string; object: string; actor: string }
    const page = async (parameters: object, token = admin) =>
      (
        await ask(
          'audit_entries',
          { from_at: null, to_at: null, of_action: null, of_actor: null, before_seq: null, max_rows: 2, ...parameters },
          token,
        )
      ).body as unknown as Entry[]
    const [changed] = await page({ of_action: 'change-organisation' })
    expect(changed).toMatchObject({ object: 'organisation/org-new', actor: '管理员 Administrator' })
    const [first, second] = await page({})
    expect(second?.seq).toBe((first?.seq ?? 0) - 1)
    const [third] = await page({ before_seq: second?.seq })
    expect(third?.seq).toBe((second?.seq ?? 0) - 1)
    expect((await page({ of_action: 'disable-user' })).map(({ object }) => object)).toEqual([
      `user/${await idOf('li@city.example')}`,
    ])
    expect(await page({ of_actor: 'nobody' })).toEqual([])
    expect(await page({}, await tiny.signIn('planner'))).toEqual([])
    const { count, newestSeq } = (await ask('audit_state')).body
    // the planner's sign-in came since
    expect(newestSeq).toBeGreaterThan(first?.seq ?? 0)
    expect(count).toBe(newestSeq)
    const { checkedTo, ...rest } = (await ask('audit_check', { after_seq: 0 })).body
    expect(rest).toEqual({ broken: null, isDone: true })
    expect(checkedTo).toBeGreaterThanOrEqual(Number(newestSeq))
  })

  it('tells no password', async () => {
    const { body } = await ask('audit_entries', {
      from_at: null,
      to_at: null,
      of_action: null,
      of_actor: null,
      before_seq: null,
      max_rows: 200,
    })
    expect(given).toHaveLength(3)
    for (const password of [...given, CHOSEN]) expect(JSON.stringify(body)).not.toContain(password)
  })
})

describe('the state of the system', () => {
  it('is for administrators', async () => {
    expect((await ask('system_state', {}, await tiny.signIn('planner'))).status).toBe(403)
    const { body } = await ask('system_state')
    expect(body).toMatchObject({ sensors: 2, city: { id: 'tiny', build: 'build-1' } })
    expect(Number(body.databaseBytes)).toBeGreaterThan(1_000_000)
  })
})
