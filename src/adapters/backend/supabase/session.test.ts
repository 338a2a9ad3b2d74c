import { createClient } from '@supabase/supabase-js'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createSession } from './session.ts'

const sessionOver = (fetcher: typeof fetch) =>
  createSession(
    // Node 20 has no WebSocket of its own.
    createClient('http://localhost', 'sb_publishable_tests', {
      realtime: { transport: WebSocket as unknown as typeof globalThis.WebSocket },
      global: { fetch: fetcher },
    }),
    'tiny',
    fetcher,
  )

test('signing out gives the grant over internal files back', async () => {
  const asked: string[] = []
  const fetcher: typeof fetch = async (input, init) => {
    asked.push(`${init?.method ?? 'GET'} ${String(input)}`)
    return new Response(null, { status: 204 })
  }
  await sessionOver(fetcher).signOut()
  expect(asked).toEqual(['DELETE /tiles/tiny/grant'])
})

test('signing out works while the server is away', async () => {
  const offline: typeof fetch = () => Promise.reject(new TypeError('fetch failed'))
  await expect(sessionOver(offline).signOut()).resolves.toBeUndefined()
})
