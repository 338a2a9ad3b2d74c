import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deployCheck } from '../../cli/deploy-check.ts'
import { pipelineLoad } from '../../cli/pipeline-load.ts'
import type { Finding } from '../../server/deploy/check-database.ts'
import { migrateSupabase } from '../../server/deploy/migrate.ts'
import { type RunningServer, startServer } from '../../server/start.ts'
import { until } from '../kit/until.ts'
import { type Cluster, startCluster } from './postgres-cluster.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

const USER = '00000000-0000-4000-8000-000000000001'
const KEY = 'sb_publishable_stand_in'

let cluster: Cluster
let data: string
let supabase: { readonly server: Server; readonly url: string; answers: Record<string, unknown> }
let server: RunningServer

/** PostgREST and GoTrue as far as our server asks them. */
async function startStandIn() {
  const answers: Record<string, unknown> = {
    '/auth/v1/user': { id: USER },
    '/auth/v1/settings': { disable_signup: true },
    '/rest/v1/rpc/my_access': { role: 'planner', tiles: 'open' },
    '/rest/v1/rpc/note_tile_grant': null,
    '/rest/v1/rpc/city_info': { city: 'tiny', build: 'build-1' },
    '/rest/v1/asset': [],
    '/rest/v1/document': [{ file: 'doc1.html' }],
  }
  const http = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const isKnown = path in answers && request.headers.apikey === KEY
    response.writeHead(isKnown ? 200 : 404, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify(isKnown ? answers[path] : {}))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  return { server: http, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, answers }
}

const silent = { isJson: true, progress: () => {}, error: () => {}, result: () => {} }

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lifeline-'))
  await writeTinyBuild(data, tinyRows, 'build-1', false)
  cluster = startCluster()
  for (const file of [
    'server/database/bootstrap.sql',
    'server/database/bootstrap-realtime.sql',
    'tests/contract/hosted-stand-in.sql',
  ])
    await cluster.sql('supervisor', await readFile(file, 'utf8'))
  await cluster.sql(
    'supervisor',
    'alter schema supabase_migrations owner to migrator; alter table supabase_migrations.schema_migrations owner to migrator',
  )
  await migrateSupabase(cluster.url('migrator'))
  await cluster.sql(
    'migrator',
    `alter role lifeline_server login; insert into app.setting values ('require_mfa', 'true')`,
  )
  await pipelineLoad.run({ positionals: [], values: { database: cluster.url('migrator'), city: 'tiny', data } }, silent)
  supabase = await startStandIn()
  server = await startServer({
    city: 'tiny',
    dataDirectory: data,
    publicTiles: join(data, 'public'),
    distDirectory: join(data, 'dist'),
    port: 0,
    hosted: { url: supabase.url, publishableKey: KEY },
    databaseUrl: cluster.url('lifeline_server'),
  })
  await server.ready
})
afterAll(async () => {
  await server?.close()
  supabase?.server.close()
  cluster?.stop()
  await rm(data, { recursive: true, force: true })
})

describe('a server beside a Supabase', () => {
  it('takes readings, judges them and sends them on as a role that may do nothing else', async () => {
    const answer = await fetch(`${server.url}/ingest/v1/readings`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${server.ingestKey}` },
      body: JSON.stringify({ readings: [{ sensor: 's-gas', at: Date.now(), value: 20 }] }),
    })
    expect(await answer.json()).toMatchObject({ accepted: 1 })
    expect(await cluster.sql('supervisor', 'select sensor_id, grade from public.alarm')).toEqual(['s-gas|orange'])
    const topics = `select distinct topic from realtime.messages where topic <> 'alarms'`
    await until(async () => expect(await cluster.sql('supervisor', topics)).toEqual(['sensors:d1:ch4-well']))
    for (const table of [
      'public.asset',
      'public.customer',
      'app.user_role',
      'auth.users',
      'audit.entry',
      'enquiry.secret',
    ])
      await expect(cluster.sql('lifeline_server', `select * from ${table}`)).rejects.toThrow(/permission denied/)
    for (const write of ['update public.sensor set name = id', 'delete from public.alarm', 'create table x ()'])
      await expect(cluster.sql('lifeline_server', write)).rejects.toThrow(/permission denied/)
  })

  it('says how it is', async () => {
    expect(await (await fetch(`${server.url}/healthz/detail`)).json()).toMatchObject({
      state: 'good',
      database: { answers: true, kind: 'server' },
      readings: { open_alarms: 1 },
    })
  })

  it('gives tiles and documents to whom Supabase lets see them', async () => {
    const grant = await fetch(`${server.url}/tiles/tiny/grant`, {
      method: 'POST',
      headers: { Authorization: 'Bearer x' },
    })
    expect(grant.status).toBe(200)
    const Cookie = grant.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect((await fetch(`${server.url}/tiles/tiny/internal/city.json`, { headers: { Cookie } })).status).toBe(200)
    expect(await (await fetch(`${server.url}/documents/doc1`, { headers: { Cookie } })).text()).toContain('示例')
    supabase.answers['/rest/v1/document'] = []
    expect((await fetch(`${server.url}/documents/doc1`, { headers: { Cookie } })).status).toBe(403)
    await expect
      .poll(() => cluster.sql('supervisor', `select actor, object from audit.entry where action = 'denied'`))
      .toEqual([`${USER}|document/doc1`])
  })

  it('points the page at Supabase and does not play it', async () => {
    const config = await (await fetch(`${server.url}/config.json`)).json()
    expect(config).toMatchObject({ backendUrl: supabase.url, publishableKey: KEY, isDemo: false })
    expect((await fetch(`${server.url}/rest/v1/rpc/city_info`, { method: 'POST' })).status).toBe(404)
  })
})

describe('lifeline deploy check', () => {
  async function check() {
    const told: { findings: Finding[] }[] = []
    const terminal = { ...silent, result: (found: unknown) => void told.push(found as (typeof told)[number]) }
    process.env.SUPABASE_PUBLISHABLE_KEY = KEY
    const code = await deployCheck.run(
      { positionals: [supabase.url], values: { database: cluster.url('migrator') } },
      terminal,
    )
    const missing = (told[0]?.findings ?? []).filter(({ state }) => state === 'missing')
    return {
      code,
      missing,
      of: missing.map(({ check }) => check),
      told: missing.map(({ detail }) => detail).join('; '),
    }
  }

  it('finds nothing missing where nothing is', async () => {
    expect(await check()).toEqual({ code: 0, missing: [], of: [], told: '' })
  })

  it.each([
    ['roles', 'alter role lifeline_server nologin', 'alter role lifeline_server login', /may not log in/],
    [
      'roles',
      'alter role lifeline_server bypassrls',
      'alter role lifeline_server nobypassrls',
      /more rights than it needs/,
    ],
    ['roles', 'revoke lifeline_judge from lifeline_server', 'grant lifeline_judge to lifeline_server', /no member/],
    [
      'extensions',
      'alter extension pgcrypto set schema public',
      'alter extension pgcrypto set schema extensions',
      /pgcrypto/,
    ],
    [
      'migrations',
      `update supabase_migrations.schema_migrations set version = '9190' where version = '0190'`,
      `update supabase_migrations.schema_migrations set version = '0190' where version = '9190'`,
      /0190_findings is not applied; 9190 is of a newer version/,
    ],
    [
      'migrations',
      `update supabase_migrations.schema_migrations set hash = 'x' || hash where version = '0190'`,
      `update supabase_migrations.schema_migrations set hash = substr(hash, 2) where version = '0190'`,
      /0190_findings was applied with another text/,
    ],
    [
      'policies',
      'alter table public.asset no force row level security',
      'alter table public.asset force row level security',
      /asset has no forced/,
    ],
    [
      'policies',
      'alter policy sensor_latest_read on public.sensor_latest rename to other',
      'alter policy other on public.sensor_latest rename to sensor_latest_read',
      /no policy public\.sensor_latest sensor_latest_read/,
    ],
    [
      'rights',
      'grant update on public.asset to authenticated',
      'revoke update on public.asset from authenticated',
      /authenticated may update asset/,
    ],
    [
      'rights',
      'grant execute on function public.ingest(jsonb) to anon',
      'revoke execute on function public.ingest(jsonb) from anon',
      /anybody may call public\.ingest/,
    ],
    [
      'realtime',
      'alter table realtime.messages disable row level security',
      'alter table realtime.messages enable row level security',
      /realtime\.messages/,
    ],
    [
      'realtime',
      'alter policy live_alarms_read on realtime.messages rename to other',
      'alter policy other on realtime.messages rename to live_alarms_read',
      /live_alarms_read/,
    ],
    [
      'realtime',
      'alter publication supabase_realtime rename to other',
      'alter publication other rename to supabase_realtime',
      /publication/,
    ],
    [
      'second factor',
      `update app.setting set value = 'false' where key = 'require_mfa'`,
      `update app.setting set value = 'true' where key = 'require_mfa'`,
      /a password alone/,
    ],
    ['city', 'update public.city set is_example = true', 'update public.city set is_example = false', /example/],
  ])('names what is missing of %s: %s', async (name, remove, mend, detail) => {
    await cluster.sql('supervisor', remove)
    try {
      const found = await check()
      expect([found.code, found.of]).toEqual([1, [name]])
      expect(found.told).toMatch(detail)
    } finally {
      await cluster.sql('supervisor', mend)
    }
  })

  it('names what its interfaces let anybody do', async () => {
    Object.assign(supabase.answers, { '/auth/v1/settings': { disable_signup: false }, '/rest/v1/asset': [{ id: 'a' }] })
    expect((await check()).told).toBe('anybody may read assets; anybody may sign up')
  })
})
