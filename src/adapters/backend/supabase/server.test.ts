import { expect, it } from 'vitest'
import { createServerPort } from './server.ts'

const health = (status: number, body: unknown) =>
  createServerPort((async () => new Response(JSON.stringify(body), { status })) as typeof fetch).health()

it('tells a server that is coming up from one that could not', async () => {
  expect(await health(200, { state: 'ready' })).toEqual({ ok: true, value: null })
  const starting = await health(503, { state: 'starting', step: 'opening the database' })
  expect(starting).toMatchObject({ failure: { kind: 'starting', detail: 'opening the database' } })
  const failed = await health(503, { state: 'failed', step: 'disk full' })
  expect(failed).toMatchObject({ failure: { kind: 'failed', detail: 'disk full' } })
})
