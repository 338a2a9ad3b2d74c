import { expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { startTinyServer } from './tiny-server.ts'

it('a city that is no example tells its passwords to the terminal alone', async () => {
  const { server, publishableKey, close } = await startTinyServer(false)
  try {
    const config = await (await fetch(`${server.url}/config.json`)).text()
    expect(JSON.parse(config)).toMatchObject({ isDemo: false, state: 'ready' })
    const [planner] = server.users()
    expect(planner).toMatchObject({ email: 'planner@demo.local', role: 'planner' })
    const signIn = async (password: string) => {
      const answer = await fetch(`${server.url}/auth/v1/token?grant_type=password`, {
        method: 'POST',
        headers: { apikey: publishableKey, 'Content-Type': 'application/json' },
        body: JSON.stringify({ email: 'planner@demo.local', password }),
      })
      return answer.status
    }
    expect(await signIn(DEMO_PASSWORD)).toBe(400)
    expect(await signIn(planner?.password ?? '')).toBe(200)
    expect(config).not.toContain('password')
  } finally {
    await close()
  }
})
