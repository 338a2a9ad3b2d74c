import { expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { startTinyServer } from './tiny-server.ts'

it('a city that is no example tells its passwords to the terminal alone', async () => {
  const { server, publishableKey, call, close } = await startTinyServer(false)
  try {
    const config = await (await fetch(`${server.url}/config.json`)).text()
    expect(JSON.parse(config)).toMatchObject({ isDemo: false, state: 'ready' })
    expect(server.users().map(({ role }) => role)).toEqual(['planner', 'duty', 'leader', 'admin'])
    const [planner] = server.users()
    expect(planner).toMatchObject({ email: 'planner@demo.local', role: 'planner' })
    const signIn = async (password: string, email = 'planner@demo.local') => {
      const answer = await fetch(`${server.url}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers: { apikey: publishableKey, 'Content-Type': 'application/json' },
        body: JSON.stringify({ email, password }),
      })
      return { status: answer.status, token: ((await answer.json()) as { access_token?: string }).access_token ?? null }
    }
    expect(await signIn(DEMO_PASSWORD)).toMatchObject({ status: 400 })
    expect(await signIn(planner?.password ?? '')).toMatchObject({ status: 200 })
    const { token } = await signIn(planner?.password ?? '', 'admin@demo.local')
    expect(await (await call('my_account', {}, token)).json()).toMatchObject({
      role: 'public',
      standing: 'must-change-password',
    })
    expect(config).not.toContain('password')
  } finally {
    await close()
  }
})

it('an example city offers every role, and its enterprise sees what one owner has', async () => {
  const { server, call, signIn, close } = await startTinyServer()
  try {
    expect(server.users().map(({ role }) => role)).toEqual(['planner', 'duty', 'leader', 'enterprise', 'admin'])
    const found = async (role: 'enterprise' | 'admin') => {
      const answer = await call('search_assets', { query: 'tiny', max_rows: 20 }, await signIn(role))
      return ((await answer.json()) as { id: string }[]).map(({ id }) => id)
    }
    expect(await found('admin')).toEqual(expect.arrayContaining(['tiny/gas/R1', 'tiny/water/J1~J2~1']))
    expect(await found('enterprise')).toEqual(['tiny/gas/R1'])
  } finally {
    await close()
  }
})
