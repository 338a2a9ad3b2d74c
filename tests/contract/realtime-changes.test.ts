import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startChanges } from '../../server/realtime/changes.ts'
import { Hub } from '../../server/realtime/channel.ts'
import { until } from '../kit/until.ts'
import { aLiveCity, type LiveCity } from './live-city.ts'
import { followed, type Heard, hear, joined, type LiveGateway, startLiveGateway } from './live-gateway.ts'

const TABLE = { schema: 'public', table: 'work_order' }

let city: LiveCity
let live: LiveGateway

beforeAll(async () => {
  city = await aLiveCity()
  const { query } = city.database
  await query('create publication supabase_realtime')
  await query(`create table public.work_order (id bigint primary key, state text not null, owner uuid, due timestamptz,
    length_m double precision, note text)`)
  await query('alter table public.work_order enable row level security')
  await query('grant select (id, state, owner, due, length_m) on public.work_order to authenticated')
  await query(`create policy own on public.work_order for select to authenticated
    using (owner::text = nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')`)
  await query('create table public.unpublished (id bigint primary key)')
  await query('alter publication supabase_realtime add table public.work_order')
  await query(`create policy test_read on realtime.messages for select to authenticated using (realtime.topic() = 'orders'
    and (select app.role_of()) <> 'public')`)
  live = await startLiveGateway(city.database)
})
afterAll(async () => {
  await live.close()
  await city.close()
})
afterEach(async () => {
  await live.disconnect()
  await city.database.query('delete from public.work_order')
})

const insert = (id: number, owner: string, columns: { state?: string; length?: number; note?: string } = {}) =>
  city.database.query('insert into public.work_order (id, state, owner, length_m, note) values ($1, $2, $3, $4, $5)', [
    id,
    columns.state ?? 'open',
    owner,
    columns.length ?? 1,
    columns.note ?? null,
  ])
const told = (heard: Heard) => heard.changes.map(({ eventType, new: row, old }) => [eventType, { ...old, ...row }])

async function aFollower(role: string, bindings: readonly Record<string, unknown>[]) {
  const user = await city.addUser(role)
  const heard = hear(await live.client(user.token), 'orders', {}, bindings)
  await joined(heard)
  await followed(heard)
  return { ...user, heard }
}

describe('table changes', () => {
  it('tell inserts, updates and deletes of the rows that the policies show, and of columns that the role may read', async () => {
    const owner = await aFollower('duty', [{ ...TABLE, event: '*' }])
    const stranger = await aFollower('duty', [{ ...TABLE, event: '*' }])
    await insert(1, owner.id, { note: 'not for this role' })
    await until(() => expect(told(owner.heard)).toHaveLength(1))
    expect(owner.heard.changes[0]).toMatchObject({
      eventType: 'INSERT',
      errors: null,
      commit_timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      new: { id: 1, state: 'open', owner: owner.id, due: null, length_m: 1 },
    })
    expect(owner.heard.changes[0]?.new).not.toHaveProperty('note')
    await city.database.query(`update public.work_order set state = 'done' where id = 1`)
    await until(() =>
      expect(owner.heard.changes[1]).toMatchObject({ eventType: 'UPDATE', new: { state: 'done' }, old: { id: 1 } }),
    )
    await city.database.query('delete from public.work_order where id = 1')
    // Who could see a row that is gone can no longer be asked: all hear of its key, and of that alone.
    for (const { heard } of [owner, stranger])
      await until(() => expect(heard.changes.at(-1)).toMatchObject({ eventType: 'DELETE', old: { id: 1 } }))
    expect(Object.keys(owner.heard.changes.at(-1)?.old ?? {})).toEqual(['id'])
    expect(told(stranger.heard)).toEqual([['DELETE', { id: 1 }]])
  })

  it('keep the order of many rows, and lose none', async () => {
    const { heard, id } = await aFollower('duty', [{ ...TABLE, event: 'INSERT' }])
    await city.database.query(
      `insert into public.work_order (id, state, owner) select n, 'open', $1 from generate_series(1, 300) n`,
      [id],
    )
    for (let n = 301; n <= 340; n++) void insert(n, id)
    await until(() => expect(heard.changes).toHaveLength(340))
    expect(heard.changes.map((change) => (change.new as { id: number }).id)).toEqual(
      Array.from({ length: 340 }, (_, index) => index + 1),
    )
  })

  it.each([
    ['state=eq.open', [1, 2]],
    ['state=neq.open', [3]],
    ['length_m=lt.2', [1]],
    ['length_m=lte.2', [1, 2]],
    ['length_m=gt.2', [3]],
    ['length_m=gte.2', [2, 3]],
    ['state=in.(shut,open)', [1, 2, 3]],
    ['length_m=gt.1,state=eq.open', [2]],
    ['state=not.eq.open', [3]],
    ['due=is.null', [1, 2, 3]],
    ['state=like.sh%', [3]],
  ])('pass the filter %s', async (filter, expected) => {
    const { heard, id } = await aFollower('duty', [{ ...TABLE, event: 'INSERT', filter }])
    await insert(1, id, { length: 1 })
    await insert(2, id, { length: 2 })
    await insert(3, id, { length: 3, state: 'shut' })
    await until(() => expect(heard.changes).toHaveLength(expected.length))
    expect(heard.changes.map((change) => (change.new as { id: number }).id)).toEqual(expected)
  })

  it('serve several bindings of a channel, each with its columns', async () => {
    const { heard, id } = await aFollower('duty', [
      { ...TABLE, event: 'INSERT', filter: 'id=eq.1' },
      { ...TABLE, event: 'DELETE', filter: 'id=eq.2' },
      { ...TABLE, event: 'DELETE', filter: 'state=eq.open' },
      { ...TABLE, event: 'UPDATE', select: ['state'] },
    ])
    await insert(1, id)
    await insert(2, id)
    await city.database.query(`update public.work_order set length_m = 7 where id = 2`)
    // The policies are asked about the row as it is: one that is deleted at once is never told of.
    await until(() => expect(heard.changes).toHaveLength(2))
    await city.database.query('delete from public.work_order')
    await until(() => expect(heard.changes).toHaveLength(3))
    // A filter on what only a deleted row held tells nothing.
    expect(told(heard)).toEqual([
      ['INSERT', { id: 1, state: 'open', owner: id, due: null, length_m: 1 }],
      ['UPDATE', { id: 2, state: 'open' }],
      ['DELETE', { id: 2 }],
    ])
  })

  it.each([
    [{ schema: 'public', table: 'unpublished' }, 'Please check Realtime is enabled'],
    [{ ...TABLE, filter: 'nothing=eq.1' }, 'invalid column for filter nothing'],
    [{ ...TABLE, filter: 'note=eq.secret' }, 'invalid column for filter note'],
    [{ ...TABLE, select: ['note'] }, 'invalid column for select note'],
    [{ ...TABLE, filter: 'length_m=eq.wide' }, 'invalid input syntax'],
    [{ ...TABLE, filter: 'length_m=like.1%' }, 'requires a text-compatible column type'],
    [{ ...TABLE, filter: 'state=match.(a+)\\1+' }, 'refers back to itself'],
    [{ ...TABLE, filter: 'state=match.(' }, 'invalid regular expression'],
    [{ ...TABLE, filter: 'state=near.x' }, 'Error parsing `filter` params'],
  ])('say why they cannot follow %o', async (binding, words) => {
    const user = await city.addUser('duty')
    const heard = hear(await live.client(user.token), 'orders', {}, [{ event: '*', ...binding }])
    await until(() => expect(heard.system[0]).toMatchObject({ extension: 'postgres_changes', status: 'error' }))
    expect(heard.system[0]?.message).toContain(words)
    expect(heard.statuses).toEqual(['SUBSCRIBED'])
  })

  it('go by the new token after a refresh, and end with the right to the channel', async () => {
    const follower = await aFollower('duty', [{ ...TABLE, event: 'INSERT' }])
    await follower.heard.channel.socket.setAuth(await follower.token())
    // one for the join, one for the token; a look at the rights meanwhile may send another
    await until(() => expect(follower.heard.system.length).toBeGreaterThanOrEqual(2))
    await insert(1, follower.id)
    await until(() => expect(follower.heard.changes).toHaveLength(1))
    await city.database.query('delete from app.user_role where user_id = $1', [follower.id])
    await until(() => expect(follower.heard.statuses).toContain('CLOSED'))
    await insert(2, follower.id)
    expect(follower.heard.changes).toHaveLength(1)
  })

  it('are dropped from the log when nobody can want them any more', async () => {
    const changes = await startChanges({ database: city.database, hub: new Hub(), onFault: () => {}, now: Date.now })
    await insert(1, crypto.randomUUID())
    await city.database.query(`update realtime.change_log set at = now() - interval '1 hour'`)
    await insert(2, crypto.randomUUID())
    await changes.prune()
    expect(await city.database.query(`select new_row ->> 'id' as id from realtime.change_log`)).toEqual([{ id: '2' }])
    await changes.close()
  })
})
