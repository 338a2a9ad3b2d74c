import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../server/load/load-city.ts'
import {
  alarmSchema,
  faultReportSchema,
  figuresSchema,
  nearbySchema,
  sensorMomentSchema,
} from '../../src/adapters/backend/supabase/schemas.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { writeTinyBuild } from './tiny-city.ts'

const WATER_PIPE = 'tiny/water/J1~J2~1'
const GAS_VALVE = 'tiny/gas/R1'
const MINUTE = 60_000

let directory: string
let open: OpenDatabase
const subjects = new Map<string, string>()

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lifeline-'))
  await writeTinyBuild(directory)
  open = await openDatabase({ directory: join(directory, 'tiny'), cacheDirectory: resolve('.lifeline/cache') })
  await loadCity(open.database, join(directory, 'tiny', 'build'))
  for (const role of ['planner', 'duty', 'enterprise']) {
    subjects.set(role, crypto.randomUUID())
    await open.database.query(
      `insert into app.user_role (user_id, role, organisation_id, name) values ($1, $2, 'org-water', $2)`,
      [subjects.get(role), role],
    )
  }
})
afterAll(async () => {
  await open.close()
  await rm(directory, { recursive: true, force: true })
})

async function ask(role: string, call: string, parameters: unknown[] = []): Promise<unknown> {
  const caller = { role: 'authenticated', claims: { sub: subjects.get(role) } } as const
  const [row] = await open.database.asCaller(caller, (query) =>
    query<{ answer: unknown }>(`select public.${call} as answer`, parameters),
  )
  return row?.answer
}
const instant = (at: number) => new Date(at).toISOString()

describe('the city at an instant', () => {
  const now = Math.floor(Date.now() / MINUTE) * MINUTE

  it('has the newest reading until then and the grade of the alarm that was open then', async () => {
    await open.database.query(
      `select sensing.ensure_partition(d::date) from generate_series(now() - interval '2 days', now(), interval '1 day') d`,
    )
    for (const [minutes, value] of [
      [60, 1],
      [30, 2],
      [10, 3],
    ] as const)
      await open.database.query(`insert into sensing.sensor_reading values ('s-gas', $1, $2, 0)`, [
        instant(now - minutes * MINUTE),
        value,
      ])
    await open.database.query(
      `insert into public.alarm (sensor_id, grade, value, opened_at, closed_at) values ('s-gas', 'orange', 2, $1, $2)`,
      [instant(now - 30 * MINUTE), instant(now - 15 * MINUTE)],
    )
    const momentsAt = async (minutes: number) =>
      sensorMomentSchema.array().parse(await ask('duty', 'sensors_at($1)', [instant(now - minutes * MINUTE)]))
    const moment = (value: number, minutes: number, grade: string) => [
      { sensorId: 's-gas', value, at: now - minutes * MINUTE, quality: 'good', grade },
    ]
    expect(await momentsAt(61)).toEqual([])
    expect(await momentsAt(31)).toEqual(moment(1, 60, 'normal'))
    expect(await momentsAt(20)).toEqual(moment(2, 30, 'orange'))
    expect(await momentsAt(0)).toEqual(moment(3, 10, 'normal'))
  })

  it('has the alarms that were open then, and of another organisation none', async () => {
    const alarmsAt = async (role: string, minutes: number) =>
      alarmSchema
        .array()
        .parse(await ask(role, 'alarms_at($1)', [instant(now - minutes * MINUTE)]))
        .map(({ sensorId, grade }) => [sensorId, grade])
    expect(await alarmsAt('duty', 31)).toEqual([])
    expect(await alarmsAt('duty', 30)).toEqual([['s-gas', 'orange']])
    expect(await alarmsAt('duty', 15)).toEqual([])
    expect(await alarmsAt('enterprise', 20)).toEqual([])
  })

  it('has the alarms that opened in a span, also those that are over, and of another organisation none', async () => {
    const opened = async (role: string, from: number, to: number) =>
      alarmSchema
        .array()
        .parse(await ask(role, 'alarms_between($1, $2)', [instant(now - from * MINUTE), instant(now - to * MINUTE)]))
        .map(({ sensorId, closedAt }) => [sensorId, closedAt])
    expect(await opened('planner', 31, 0)).toEqual([['s-gas', now - 15 * MINUTE]])
    expect(await opened('planner', 29, 0)).toEqual([])
    expect(await opened('planner', 60, 31)).toEqual([])
    expect(await opened('enterprise', 60, 0)).toEqual([])
  })
})

describe('what lies near a place', () => {
  const near = async (role: string, radius: number, rows = 50) =>
    nearbySchema.array().parse(await ask(role, 'assets_near(120.03, 36.0104, $1, $2)', [radius, rows]))

  it('is told nearest first, with the distance in plan', async () => {
    const [pipe, ...others] = await near('planner', 100)
    expect(others).toEqual([])
    expect(pipe?.id).toBe(WATER_PIPE)
    // 0.0004° of latitude at 36° N: 110,960 m a degree on the ellipsoid; the heights differ and do not count
    expect(pipe?.distance_m).toBeCloseTo(44.4, 1)
    expect(await near('planner', 44)).toEqual([])
  })

  it('is cut at 500 m and by the role', async () => {
    const at = (lat: number) => ask('planner', 'assets_near(120.03, $1, 1e9, 2000000000)', [lat])
    expect(nearbySchema.array().parse(await at(36.0144))).toHaveLength(1)
    expect(nearbySchema.array().parse(await at(36.0146))).toEqual([])
    expect(await ask('enterprise', 'assets_near(120.05, 36.05, 10, 10)')).toEqual([])
    expect(await ask('planner', 'assets_near(null, 36, 10, 10)')).toEqual([])
    expect(await ask('planner', "assets_near('NaN', 36, 10, 10)")).toEqual([])
  })
})

describe('the figures of the city', () => {
  it('count every sensor once and every hour of the day', async () => {
    await open.database.query(
      `insert into public.sensor_latest (sensor_id, at, value) values ('s-gas', now() - interval '4 minutes', 1)`,
    )
    const figures = figuresSchema.parse(await ask('duty', 'city_figures()'))
    expect(figures.build).toBe('build-1')
    expect(figures.networks).toEqual([{ discipline: 'water', length_m: 0, lines: 1 }])
    expect(figures.ages).toEqual([{ decade: null, length_m: 0 }])
    expect(figures.sensors).toEqual({ total: 2, live: 0, stale: 1, offline: 1, suspect: 0 })
    expect(new Set(figures.alarmHours.map(({ from }) => from)).size).toBe(25)
    expect(figures.alarmHours.reduce((sum, { count }) => sum + count, 0)).toBe(1)
    expect(figures.response).toEqual({ opened: 1, acknowledged: 0, median_s: null })
  })
})

describe('a report of a wrong record', () => {
  const report = (role: string, asset: string, text: string) =>
    ask(role, 'report_fault($1, $2, $3)', [asset, 'material', text])

  it('is stored under the name of its writer and read by planners', async () => {
    const stored = faultReportSchema.parse(await report('duty', GAS_VALVE, '  材质应为 PE '))
    expect(stored).toMatchObject({ assetId: GAS_VALVE, text: '材质应为 PE', reportedBy: 'duty', state: 'open' })
    expect(await ask('planner', 'fault_reports($1)', [GAS_VALVE])).toEqual([stored])
    expect(await ask('enterprise', 'fault_reports($1)', [GAS_VALVE])).toEqual([])
    expect(await ask('planner', 'settle_fault_report($1, $2)', [stored.id, 'accepted'])).toMatchObject({
      state: 'accepted',
    })
    await expect(ask('duty', 'settle_fault_report($1, $2)', [stored.id, 'rejected'])).rejects.toThrow(/only planners/)
  })

  it('is taken from an enterprise on its own assets only', async () => {
    expect(await report('enterprise', GAS_VALVE, 'x')).toBeNull()
    expect(await report('enterprise', WATER_PIPE, 'x')).toMatchObject({ reportedBy: 'enterprise' })
  })

  it('has 1 to 1,000 characters, and a person at most 20 open ones', async () => {
    for (const text of ['', '   ', 'x'.repeat(1001)])
      await expect(report('duty', WATER_PIPE, text)).rejects.toThrow(/1 to 1000/)
    for (let count = 0; count < 20; count++) await report('duty', WATER_PIPE, `第 ${count} 条`)
    await expect(report('duty', WATER_PIPE, '又一条')).rejects.toThrow(/20 reports/)
  })
})
