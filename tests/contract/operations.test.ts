import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Health } from '../../server/operations/health.ts'
import { until } from '../kit/until.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

const MB = 1 << 20

let tiny: TinyServer
const disk = { free: 5000 * MB }
beforeAll(async () => {
  tiny = await startTinyServer(true, { freeBytes: async () => disk.free })
})
afterAll(() => tiny.close())

const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${tiny.server.url}${path}`, { headers })
const health = async () => (await (await ask('/healthz/detail')).json()) as Health
const post = (value: number) =>
  fetch(`${tiny.server.url}/ingest/v1/readings`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${tiny.server.ingestKey}` },
    body: JSON.stringify({ readings: [{ sensor: 's-water', at: Date.now(), value }] }),
  })

describe('the health address', () => {
  it('tells this machine how database, readings, disk and clock are', async () => {
    expect((await post(0.3)).status).toBe(200)
    const told = await health()
    expect(told).toMatchObject({
      state: 'good',
      faults: [],
      database: { answers: true, kind: 'embedded' },
      ingest: { waiting: 0, lag_s: 0 },
      disk: { state: 'roomy', free_bytes: 5000 * MB },
      clock: null,
      certificate_until: null,
    })
    expect(Date.now() - Date.parse(told.readings.newest_at ?? '')).toBeLessThan(60_000)
    expect(Date.parse(told.readings.partitions_until ?? '')).toBeGreaterThan(Date.now())
  })

  it('tells others only when they are staff', async () => {
    const outside = { 'X-Forwarded-For': '203.0.113.7' }
    expect((await ask('/healthz/detail', outside)).status).toBe(401)
    const as = async (role: 'planner' | 'enterprise') => ({
      ...outside,
      Authorization: `Bearer ${await tiny.signIn(role)}`,
    })
    expect((await ask('/healthz/detail', await as('enterprise'))).status).toBe(403)
    expect((await ask('/healthz/detail', await as('planner'))).status).toBe(200)
  })
})

describe('a disk that fills up', () => {
  const become = async (state: string, free: number) => {
    disk.free = free
    await until(async () => expect((await health()).disk?.state).toBe(state))
  }
  const report = async (token: string) =>
    tiny.call('report_fault', { asset: 'tiny/water/J1~J2~1', field: 'material', text: '有误' }, token)

  it('stops readings first, then every write; reading goes on, and all comes back with room', async () => {
    const token = await tiny.signIn('planner')
    await become('low', 300 * MB)
    const refused = await post(0.4)
    expect([refused.status, await refused.text()]).toEqual([503, expect.stringContaining('disk of the server is full')])
    expect((await report(token)).status).toBe(200)

    await become('full', 100 * MB)
    expect((await ask('/healthz/detail')).status).toBe(503)
    expect((await health()).faults).toEqual(['the disk is full: nothing is written, all is read'])
    const denied = await report(token)
    expect([denied.status, await denied.json()]).toMatchObject([507, { code: 'disk_full' }])
    expect((await tiny.call('sensor_overview', {}, token)).status).toBe(200)

    await become('roomy', 5000 * MB)
    expect((await report(token)).status).toBe(200)
    expect((await post(0.5)).status).toBe(200)
  })
})
