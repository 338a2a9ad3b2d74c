import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../server/load/load-city.ts'
import { CASE_SOURCES, CASE_STATES, caseMayMove } from '../../src/domain/cases/case-state.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

const PIPE = 'tiny/water/J1~J2~1'
const VALVE = 'tiny/gas/R1'
const [pipe, valve] = tinyRows.asset
if (!pipe || !valve) throw new Error('tinyRows has no assets')
/** 1.1 m south of the pipe, and 0.1 m beside its valve's well */
const asset = [
  { ...pipe, length_m: 60 },
  { ...valve, geometry: 'SRID=4490;POINT Z (120.02 36.00999 1)' },
]

let data: string
let open: OpenDatabase
const subjects = new Map<string, string>()

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lifeline-'))
  open = await openDatabase({ directory: join(data, 'tiny'), cacheDirectory: resolve('.lifeline/cache') })
  await load('build-1')
  for (const role of ['planner', 'duty', 'leader', 'enterprise', 'admin']) {
    subjects.set(role, crypto.randomUUID())
    await open.database.query(
      `insert into app.user_role (user_id, role, organisation_id, name) values ($1, $2, 'org-water', $2)`,
      [subjects.get(role), role],
    )
  }
})
afterAll(async () => {
  await open.close()
  await rm(data, { recursive: true, force: true })
})

async function load(build: string, rows: Partial<typeof tinyRows> = {}): Promise<void> {
  await writeTinyBuild(data, { ...tinyRows, asset, ...rows }, build)
  expect((await loadCity(open.database, join(data, 'tiny', 'build'))).refused).toEqual([])
}

async function ask<Answer>(role: string, call: string, parameters: readonly unknown[]): Promise<Answer> {
  const caller = { role: 'authenticated', claims: { sub: subjects.get(role) } } as const
  const [row] = await open.database.asCaller(caller, (query) =>
    query<{ answer: Answer }>(`select public.${call} as answer`, parameters),
  )
  if (!row) throw new Error(`${call}: no row`)
  return row.answer
}

interface Operation {
  readonly id: string
  readonly kind: string
  readonly recordedBy: string | null
  readonly isMine: boolean
}
const lifecycle = (role: string, id = PIPE) =>
  ask<{ operations: Operation[]; responsible: unknown[]; project: unknown } | null>(role, 'asset_lifecycle($1)', [id])
const record = (role: string, values: Record<string, unknown> = {}, id = PIPE) => {
  const entry = { kind: 'leak', done_on: '2026-03-01', finding: '焊口渗漏', chainage_m: 12.5, ...values }
  const names = Object.keys(entry).map((name, index) => `${name} => $${index + 2}`)
  return ask<Operation | null>(role, `add_operation_record($1, ${names.join(', ')})`, [id, ...Object.values(entry)])
}

describe('an operation record', () => {
  it('is added under the name of its writer, told in the audit, and kept by later loads', async () => {
    const mine = await record('duty', { grade: '严重', cost_10k_cny: 6, next_due_on: '2026-04-01' })
    expect(mine).toMatchObject({ kind: 'leak', recordedBy: 'duty', isMine: true, chainage_m: 12.5, cost_10k_cny: 6 })
    const theirs = await record('enterprise', { kind: 'patrol', finding: null })
    const entries = await open.database.query(
      `select object, detail ->> 'asset' as asset from audit.entry where action = 'record'`,
    )
    expect(entries).toEqual([mine, theirs].map((it) => ({ object: `operation_record/${it?.id}`, asset: PIPE })))
    await load('build-2', { operation_record: [] })
    expect((await lifecycle('planner'))?.operations.map(({ id }) => id).sort()).toEqual([mine?.id, theirs?.id].sort())
  })

  it('comes back with its asset when a build had lost it', async () => {
    await load('build-3', { asset: asset.slice(1), operation_record: [], sensor: [], sensor_threshold: [] })
    expect(await lifecycle('planner')).toBeNull()
    await load('build-4')
    expect((await lifecycle('planner'))?.operations).toHaveLength(3)
  })

  it('is taken from those who work on the asset, and of an enterprise on its own alone', async () => {
    await expect(record('leader')).rejects.toThrow(/only planners, duty officers/)
    expect(await record('enterprise', { chainage_m: null }, VALVE)).toBeNull()
    expect(await record('planner', {}, 'tiny/water/none')).toBeNull()
  })

  it.each([
    ['a kind that is none', { kind: 'theft' }, /kind/],
    ['a day to come', { done_on: '2999-01-01' }, /done_on/],
    ['no day', { done_on: null }, /done_on/],
    ['a next day before it', { next_due_on: '2026-02-01' }, /next_due_on/],
    ['no words', { finding: ' ' }, /finding/],
    ['too many words', { finding: 'x'.repeat(1001) }, /finding/],
    ['a cost that is no number', { cost_10k_cny: 'NaN' }, /cost_10k_cny/],
    ['a place beyond the line', { chainage_m: 60.5 }, /chainage_m/],
    ['a place on a point', { asset: VALVE }, /chainage_m/],
  ])('is refused with %s', async (_, { asset: id = PIPE, ...values }: Record<string, unknown>, message) => {
    await expect(record('planner', values, String(id))).rejects.toThrow(message)
  })

  it('is withdrawn by its writer or an administrator, and stays among the versions', async () => {
    const mine = await record('planner')
    const withdraw = (role: string, id = mine?.id) => ask<boolean>(role, 'withdraw_operation_record($1)', [id])
    expect(await withdraw('duty')).toBe(false)
    expect(await withdraw('planner', 'op1')).toBe(false)
    expect(await withdraw('admin')).toBe(true)
    expect(await withdraw('planner')).toBe(false)
    const [gone] = await open.database.query<{ change: string; name: string; kind: string }>(
      `select change, changed_by_name as name, row ->> 'kind' as kind from history.row_version
       where table_name = 'operation_record' and record_id = $1`,
      [mine?.id],
    )
    expect(gone).toEqual({ change: 'delete', name: 'admin', kind: 'leak' })
  })
})

describe('who is responsible for an asset', () => {
  it('are three, and one who is not registered has no name', async () => {
    expect((await lifecycle('enterprise'))?.responsible).toEqual([
      { party: 'government', organisation: null, basis: null },
      { party: 'department', organisation: '示例水务局', basis: 'city' },
      { party: 'enterprise', organisation: '示例水务', basis: 'owner' },
    ])
  })

  it('are those of its district where it has its own', async () => {
    const of = (district: string | null, party: 'department' | 'enterprise', organisation: string) => ({
      ...{ id: `water/${district ?? '*'}/${party}`, discipline: 'water', district_id: district },
      ...{ party, organisation_id: organisation },
    })
    await load('build-5', {
      responsibility: [
        of(null, 'department', 'org-bureau'),
        of('d1', 'department', 'org-gas'),
        of('d1', 'enterprise', 'org-gas'),
      ],
    })
    expect((await lifecycle('planner'))?.responsible).toMatchObject([
      { organisation: null },
      { organisation: '示例燃气', basis: 'district' },
      { organisation: '示例燃气', basis: 'district' },
    ])
    const versions = await ask<unknown[]>('planner', 'record_versions($1, $2)', [
      'responsibility',
      'water/d1/department',
    ])
    expect(versions).toHaveLength(1)
  })
})

describe('what lies beside an asset', () => {
  const neighbours = (role: string, radius: number | null) =>
    ask<{ radius_m: number; total: number; nearest: { id: string; distance_m: number }[] } | null>(
      role,
      'asset_neighbours($1, $2)',
      [PIPE, radius],
    )

  it('are assets of other disciplines, with their distance in plan', async () => {
    const near = await neighbours('planner', null)
    expect(near).toMatchObject({ radius_m: 5, total: 1, nearest: [{ id: VALVE }] })
    // 0.00001° of latitude at 36° N
    expect(near?.nearest[0]?.distance_m).toBeCloseTo(1.11, 1)
    expect(await neighbours('planner', 1)).toMatchObject({ total: 0, nearest: [] })
    expect(await neighbours('planner', 1e9)).toMatchObject({ radius_m: 20 })
  })

  it('are only those that the caller may see', async () => {
    expect(await neighbours('enterprise', 5)).toMatchObject({ total: 0, nearest: [] })
  })
})

describe('a project code', () => {
  it('of another shape is refused by the table too', async () => {
    await expect(open.database.query(`update public.project set code = '2019-1'`)).rejects.toThrow(/project_code_shape/)
    await open.database.query(`update public.project set code = '2019-370202-78-01-004213'`)
    await open.database.query('update public.project set code = null')
  })
})

describe('a case', () => {
  const set = (assignments: string) =>
    open.database.query<Record<string, unknown>>(
      `update public.case_file set ${assignments} returning state, returns, return_reason, dispatched_at, rated_at`,
    )
  const move = (state: string, reason: string | null = null) =>
    set(`state = '${state}'${reason === null ? '' : `, return_reason = '${reason}'`}`)

  it('makes the moves of the state machine and no others', async () => {
    const pairs = CASE_STATES.flatMap((from) => CASE_STATES.map((to) => [from, to] as const))
    const rows = await open.database.query<{ may: boolean }>(
      `select coalesce(app.case_may_move(p ->> 0, p ->> 1), false) as may
       from jsonb_array_elements($1::text::jsonb) with ordinality n (p, place) order by place`,
      [JSON.stringify(pairs)],
    )
    expect(rows.map(({ may }) => may)).toEqual(pairs.map(([from, to]) => caseMayMove(from, to)))
  })

  it('begins as reported, of a known source', async () => {
    const insert = (source: string, state: string) =>
      open.database.query(`insert into public.case_file (source, title, state) values ($1, '漏损', $2)`, [
        source,
        state,
      ])
    await expect(insert('sensor', 'handling')).rejects.toThrow(/begins as/)
    await expect(insert('rumour', 'reported')).rejects.toThrow(/case_file_source_check/)
    for (const source of CASE_SOURCES) await insert(source, 'reported')
    await open.database.query(`delete from public.case_file where source <> 'sensor'`)
  })

  it('has the time of every state it reached, and loses those behind a return, which needs a reason', async () => {
    await expect(move('handling')).rejects.toThrow(/may not follow/)
    await move('dispatched')
    await expect(move('reported')).rejects.toThrow(/needs a reason/)
    const [back] = await move('reported', '派错单位')
    expect(back).toMatchObject({ state: 'reported', returns: 1, return_reason: '派错单位', dispatched_at: null })
    const [again] = await move('dispatched')
    expect(again).toMatchObject({ returns: 1, return_reason: null })
    for (const state of ['handling', 'completed', 'verified']) await move(state)
    await expect(move('handling', '不合格')).rejects.toThrow(/may not follow/)
    await expect(set('score = 90')).rejects.toThrow(/check constraint/)
    const [rated] = await set(`state = 'rated', score = 90`)
    expect(rated?.rated_at).not.toBeNull()
    const kept = await open.database.query<{ reason: string }>(
      `select row ->> 'return_reason' as reason from history.row_version
       where table_name = 'case_file' and row ->> 'return_reason' is not null`,
    )
    expect(kept).toEqual([{ reason: '派错单位' }])
  })
})
