import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { createReadings } from '../../src/adapters/backend/supabase/readings.ts'
import { createSession } from '../../src/adapters/backend/supabase/session.ts'
import type { Result } from '../../src/domain/result.ts'
import type { SecondFactor, Session, SessionPort } from '../../src/ports/records.ts'
import { totpCode, wrongCode } from '../kit/gotrue/totp.ts'
import { type HostedCity, startHostedCity } from './hosted-city.ts'

let city: HostedCity
beforeAll(async () => {
  city = await startHostedCity()
})
afterAll(() => city?.close())

function aClient(fetcher: typeof fetch = fetch): SupabaseClient {
  const { url, publishableKey } = city.supabase
  return createClient(url, publishableKey, {
    // Node 20 has no WebSocket of its own.
    realtime: { transport: WebSocket as unknown as typeof globalThis.WebSocket },
    auth: { autoRefreshToken: false, persistSession: false },
    global: { fetch: fetcher },
  })
}

/** The page's session on a device of its own. */
function aDevice(fetcher: typeof fetch = fetch, client = aClient(fetcher)): SessionPort {
  return createSession(client, 'tiny', (input, init) => fetcher(new URL(String(input), city.server.url), init))
}

function got<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`${result.failure.kind}: ${result.failure.detail}`)
  return result.value
}

const signIn = async (device: SessionPort, name: string): Promise<Session> =>
  got(await device.signIn(`${name}@demo.local`, DEMO_PASSWORD))
const current = async (device: SessionPort) => got(await device.current())
/** The key of a device that is being bound. */
function keyOf(factor: SecondFactor): string {
  if (factor.kind !== 'bind') throw new Error('a device is bound already')
  return factor.secret
}
async function bind(device: SessionPort): Promise<string> {
  const factor = got(await device.secondFactor())
  got(await device.giveCode(factor.factors, totpCode(keyOf(factor))))
  return keyOf(factor)
}
/** Why something was refused, as the page tells it. */
const told = (result: Result<unknown>) =>
  result.ok ? 'not refused' : (result.failure.message?.zh ?? result.failure.kind)

describe('a second factor', () => {
  it('is what a role waits for', async () => {
    const device = aDevice()
    expect(await signIn(device, 'planner')).toMatchObject({ role: 'public', standing: 'lacks-second-factor' })
    expect((await device.renewGrant()).ok).toBe(false)
    const heard = new Promise<Session | null>((resolve) => device.onChange(resolve))
    const factor = got(await device.secondFactor())
    expect(factor).toMatchObject({ kind: 'bind', picture: expect.stringMatching(/^data:image\/svg\+xml/) })
    expect(told(await device.giveCode(factor.factors, wrongCode(keyOf(factor))))).toContain('动态口令不对')
    expect(await current(device)).toMatchObject({ role: 'public' })
    got(await device.giveCode(factor.factors, totpCode(keyOf(factor))))
    expect(await current(device)).toMatchObject({ role: 'planner', standing: 'good' })
    expect(await heard).toMatchObject({ role: 'planner' })
    got(await device.renewGrant())
  })

  it('is asked for again at every sign-in, of the device that is bound', async () => {
    const key = await (async () => {
      const first = aDevice()
      await signIn(first, 'duty')
      return await bind(first)
    })()
    const second = aDevice()
    expect(await signIn(second, 'duty')).toMatchObject({ standing: 'lacks-second-factor' })
    const factor = got(await second.secondFactor())
    expect(factor).toEqual({ kind: 'code', factors: [expect.any(String)] })
    expect(told(await second.giveCode(factor.factors, wrongCode(key)))).toContain('动态口令不对')
    got(await second.giveCode(factor.factors, totpCode(key)))
    expect(await current(second)).toMatchObject({ role: 'duty' })
  })

  it('is begun anew when it was left half-way, and the key shown before is gone', async () => {
    const device = aDevice()
    await signIn(device, 'leader')
    const left = got(await device.secondFactor())
    const factor = got(await device.secondFactor())
    expect(await device.giveCode(left.factors, totpCode(keyOf(left)))).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    })
    got(await device.giveCode(factor.factors, totpCode(keyOf(factor))))
    expect(await current(device)).toMatchObject({ role: 'leader' })
  })

  it('opens the live topics without another sign-in', async () => {
    const client = aClient()
    const device = aDevice(fetch, client)
    await signIn(device, 'admin')
    await bind(device)
    const links: string[] = []
    const nothing = () => {}
    const stop = createReadings(client, 'tiny').watch([{ district: 'd1', kind: 'ch4-well' }], {
      onReadings: nothing,
      onBadRows: nothing,
      onAlarmsChanged: nothing,
      onJoined: nothing,
      onResync: nothing,
      onLink: (state) => links.push(state),
    })
    await expect.poll(() => links.at(-1), { timeout: 20_000 }).toBe('live')
    stop()
    await client.removeAllChannels()
  })

  it('does not stand in the way of signing out', async () => {
    const device = aDevice()
    await signIn(device, 'enterprise')
    await device.signOut()
    expect(await current(device)).toBeNull()
    expect(told(await device.secondFactor())).toBe('signed-out')
  })
})

describe('a refusal names its reason:', () => {
  it('the service does not offer it', async () => {
    const { settings } = city.supabase.goTrue
    const device = aDevice()
    await signIn(device, 'enterprise')
    settings.mayEnroll = false
    try {
      expect(told(await device.secondFactor())).toContain('没有开通动态口令')
    } finally {
      settings.mayEnroll = true
    }
  })

  it('too many codes were tried', async () => {
    const { settings } = city.supabase.goTrue
    const device = aDevice()
    await signIn(device, 'enterprise')
    const factor = got(await device.secondFactor())
    const left = settings.codesLeft
    settings.codesLeft = 0
    try {
      expect(told(await device.giveCode(factor.factors, totpCode(keyOf(factor))))).toContain('尝试次数过多')
    } finally {
      settings.codesLeft = left
    }
  })

  it('the service is away', async () => {
    let isAway = false
    const device = aDevice((input, init) =>
      isAway ? Promise.reject(new TypeError('fetch failed')) : fetch(input, init),
    )
    await signIn(device, 'enterprise')
    isAway = true
    expect(told(await device.secondFactor())).toBe('offline')
  })

  it('the backend has none at all', async () => {
    const noFactors: typeof fetch = async (input, init) =>
      String(input).includes('/factors') ? Response.json({ error: 'not found' }, { status: 404 }) : fetch(input, init)
    const device = aDevice(noFactors)
    await signIn(device, 'enterprise')
    expect(told(await device.secondFactor())).toContain('没有开通动态口令')
  })
})
