import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from './open-database.ts'

const DAY = '1 day'
const person = crypto.randomUUID()

let directory: string
let open: OpenDatabase

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lifeline-'))
  open = await openDatabase({ directory: join(directory, 'tiny'), cacheDirectory: resolve('.lifeline/cache') })
  await open.database.query(`insert into app.user_role (user_id, role, name) values ($1, 'planner', '规划员')`, [
    person,
  ])
})
beforeEach(async () => {
  await open.database.query('delete from audit.entry')
  for (const asset of ['a', 'b', 'c'])
    await open.database.asCaller({ role: 'authenticated', claims: { sub: person } }, (query) =>
      query(`select audit.write('read-secret', 'asset/' || $1, '{"fields":["depth_m"]}')`, [asset]),
    )
})
afterAll(async () => {
  await open.close()
  await rm(directory, { recursive: true, force: true })
})

async function firstBroken(): Promise<number | null> {
  const [row] = await open.database.query<{ seq: number | null }>('select audit.first_broken()::integer as seq')
  return row?.seq ?? null
}

describe('the audit', () => {
  it('names the person as they were, and the server where there is none', async () => {
    await open.database.query(`select audit.write('change', 'setting/x')`)
    const entries = await open.database.query(
      'select seq::integer as seq, actor, actor_name, role, object from audit.entry order by audit.entry.seq desc limit 2',
    )
    expect(entries).toEqual([
      { seq: 4, actor: null, actor_name: null, role: 'server', object: 'setting/x' },
      { seq: 3, actor: person, actor_name: '规划员', role: 'planner', object: 'asset/c' },
    ])
  })

  it('is whole as it was written', async () => {
    expect(await firstBroken()).toBeNull()
  })

  it.each([
    ['an entry is altered', `update audit.entry set detail = '{}' where seq = 2`, 2],
    ['an entry is removed', 'delete from audit.entry where seq = 2', 3],
    ['two change their places', 'update audit.entry set seq = 5 - seq where seq in (2, 3)', 2],
    ['an hour is moved', `update audit.entry set at = at - interval '1 hour' where seq = 3`, 3],
  ])('shows it when %s', async (_, change, broken) => {
    if (change.includes('5 - seq')) await open.database.query('alter table audit.entry drop constraint entry_pkey')
    await open.database.query(change)
    expect(await firstBroken()).toBe(broken)
    if (change.includes('5 - seq')) {
      await open.database.query('delete from audit.entry')
      await open.database.query('alter table audit.entry add primary key (seq)')
    }
  })

  it('keeps entries for 180 days at least, and stays a chain after older ones went', async () => {
    await expect(open.database.query('select audit.prune(179)')).rejects.toThrow(/at least 180/)
    await open.database.query('delete from audit.entry')
    // Three of a year ago, chained as they would have been then.
    await open.database.query(`
      do $$ declare e audit.entry; begin
        for n in 1..3 loop
          e := (n, now() - interval '1 year' + n * interval '${DAY}', null, null, 'server', 'change', 'x/' || n, '{}',
            coalesce(e.hash, ''::bytea), null);
          e.hash := audit.hash_of(e);
          insert into audit.entry select e.*;
        end loop; end $$`)
    await open.database.query(`select audit.write('change', 'x/4')`)
    expect(await firstBroken()).toBeNull()
    expect(await open.database.query('select audit.prune(180)::integer as pruned')).toEqual([{ pruned: 3 }])
    expect(await firstBroken()).toBeNull()
    expect(await open.database.query('select action from audit.entry order by seq')).toEqual([
      { action: 'change' },
      { action: 'prune' },
    ])
  })

  it('is written by its function alone and read by administrators alone', async () => {
    const as = (sql: string) =>
      open.database.asCaller({ role: 'authenticated', claims: { sub: person } }, (query) => query(sql))
    for (const sql of ['delete from audit.entry', `update audit.entry set role = 'admin'`, 'select audit.prune(180)'])
      await expect(as(sql)).rejects.toThrow(/permission denied/)
    expect(await as('select seq from audit.entry')).toEqual([])
  })
})
