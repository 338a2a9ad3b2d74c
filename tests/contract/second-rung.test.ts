import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openServerDatabase } from '../../server/database/open.ts'
import { preparePostgres } from '../../server/database/prepare-postgres.ts'
import { startPump } from '../../server/realtime/pump.ts'
import { until } from '../kit/until.ts'
import { startPreparedCluster } from './back-ends.ts'
import type { Cluster } from './postgres-cluster.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

/** Connections are tried again every 5 s. */

let cluster: Cluster
let url: string
let first: TinyServer
let second: TinyServer
const notes: string[] = []

beforeAll(async () => {
  ;({ cluster, url } = await startPreparedCluster())
  first = await startTinyServer(true, { databaseUrl: url })
  second = await startTinyServer(true, { databaseUrl: url, onStep: (note) => notes.push(note) })
})
afterAll(async () => {
  await second?.close()
  await first?.close()
  cluster?.stop()
})

const post = (tiny: TinyServer) =>
  fetch(`${tiny.server.url}/ingest/v1/readings`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${tiny.server.ingestKey}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ readings: [{ sensor: 's-water', at: Date.now(), value: 0.3 }] }),
  })
const cityOf = async (tiny: TinyServer) => (await tiny.call('city_info', {}, null)).status

describe('an empty PostgreSQL that no superuser has prepared', () => {
  it('is refused with everything that is lacking, and stays empty', async () => {
    await cluster.sql('supervisor', 'create role visitor login; create database bare template template0')
    await expect(preparePostgres(cluster.url('visitor', 'bare'))).rejects.toThrow(
      'the database is not ready for "visitor": "visitor" lacks BYPASSRLS; "visitor" does not own the database; "visitor" is no member of anon, authenticated, service_role, lifeline_ingest, lifeline_judge, lifeline_audit, lifeline_server; it lacks the extensions postgis, pgcrypto. A superuser does it once: lifeline database prepare --print',
    )
  })

  it('is told apart from one that cannot be reached', async () => {
    await expect(preparePostgres('postgres://nobody@127.0.0.1:1/none')).rejects.toThrow(
      'the database cannot be reached: connect ECONNREFUSED 127.0.0.1:1',
    )
  })

  it('is refused when its schema auth is of somebody else', async () => {
    await cluster.sql('supervisor', 'create database hosted template template0')
    const other = await openServerDatabase(cluster.url('supervisor', 'hosted'))
    await other.database.query('alter table supabase_migrations.schema_migrations drop column hash')
    await other.close()
    await expect(preparePostgres(cluster.url('supervisor', 'hosted'))).rejects.toThrow('schema "auth" of somebody else')
  })

  it('is prepared once, by whoever comes first', async () => {
    await cluster.sql('supervisor', 'create database twice template template0')
    const applied = await Promise.all([1, 2].map(() => preparePostgres(cluster.url('supervisor', 'twice'))))
    expect(applied.map((versions) => versions.length > 0).sort()).toEqual([false, true])
  })
})

describe('notifications of a database', () => {
  it('come once a commit', async () => {
    const open = await openServerDatabase(url)
    let heard = 0
    const stop = await open.database.listen('test room', () => heard++)
    await open.database.transaction(async (query) => {
      for (let count = 0; count < 3; count++) await query(`select pg_notify('test room', '')`)
    })
    await until(() => expect(heard).toBe(1))
    await stop()
    await open.close()
  })
})

describe('broadcasts of writers at the same time', () => {
  it('are each handed on once, also one that commits after a later one', async () => {
    const open = await openServerDatabase(url)
    const heard: string[] = []
    const faults: unknown[] = []
    const pump = await startPump({
      database: open.database,
      hasListeners: () => true,
      deliver: ({ topic, broadcast }) => topic === 'order' && heard.push(broadcast.event),
      onFault: (error) => faults.push(error),
      now: Date.now,
    })
    const send = (event: string) => `select realtime.send('{}', '${event}', 'order', true)`
    await open.database.transaction(async (early) => {
      await early(send('sent first, committed last'))
      await open.database.query(send('sent last, committed first'))
      await pump.caughtUp()
      expect(heard).toEqual(['sent last, committed first'])
    })
    await pump.caughtUp()
    await open.database.query(send('sent afterwards'))
    await pump.caughtUp()
    expect(heard).toEqual(['sent last, committed first', 'sent first, committed last', 'sent afterwards'])
    expect(faults).toEqual([])
    await pump.close()
    await open.close()
  })
})

describe('two servers of one database', () => {
  it('both answer, and one of them takes the readings', async () => {
    expect([await cityOf(first), await cityOf(second)]).toEqual([200, 200])
    expect((await post(first)).status).toBe(200)
    const refused = await post(second)
    expect(refused.status).toBe(503)
    expect(await refused.json()).toEqual({ error: 'another server of this database takes the readings' })
    expect(notes).toContainEqual(expect.stringContaining('this one only serves'))
    expect(second.server.users().map(({ role }) => role)).toEqual(['planner', 'duty', 'leader', 'enterprise', 'admin'])
  })

  it('answer 503 while the database is away, and come back with it by themselves', async () => {
    const token = await first.signIn('duty')
    cluster.crash()
    for (const tiny of [first, second]) expect(await cityOf(tiny)).toBe(503)
    expect((await first.call('my_role', {}, token)).status).toBe(503)
    expect((await post(first)).status).toBe(503)
    cluster.restart()
    expect(await cityOf(second)).toBe(200)
    expect(await (await first.call('my_role', {}, token)).json()).toBe('duty')
    await until(async () => {
      const statuses = [(await post(first)).status, (await post(second)).status]
      expect(statuses.sort()).toEqual([200, 503])
    })
  })

  it('may be started at the same moment, on an empty database', async () => {
    await cluster.sql('supervisor', 'create database fresh owner lifeline template template0')
    await cluster.sql(
      'supervisor',
      '\\connect fresh\ncreate schema extensions; grant usage on schema extensions to public; create extension postgis schema extensions; create extension pgcrypto schema extensions',
    )
    const both = await Promise.allSettled(
      [1, 2].map(() => startTinyServer(true, { databaseUrl: cluster.url('lifeline', 'fresh') })),
    )
    const servers = both.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const statuses = await Promise.all(servers.map(async (server) => (await post(server)).status))
    for (const server of servers) await server.close()
    expect(statuses.sort()).toEqual([200, 503])
  })

  it('hand the readings over when the one that takes them stops', async () => {
    const heir = (await post(first)).status === 200 ? second : first
    const holder = heir === first ? second : first
    await holder.server.close()
    await until(async () => expect((await post(heir)).status).toBe(200))
  })
})
