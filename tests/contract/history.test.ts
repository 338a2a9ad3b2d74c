import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../server/load/load-city.ts'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { tinyRows, writeTinyBuild } from './tiny-city.ts'

const PIPE = 'tiny/water/J1~J2~1'
const VALVE = 'tiny/gas/R1'
const PEOPLE = {
  planner: { role: 'planner' },
  enterprise: { role: 'enterprise', organisation: 'org-water' },
  gasworks: { role: 'enterprise', organisation: 'org-gas' },
  elsewhere: { role: 'duty', districts: ['d2'] },
  secret: { role: 'planner', clearance: 2 },
} as const
type Name = keyof typeof PEOPLE

interface Version {
  readonly from: number | null
  readonly to: number | null
  readonly by: string | null
  readonly build: string | null
  readonly source: string | null
  readonly isGone: boolean
  readonly changes: Readonly<Record<string, readonly [unknown, unknown]>>
}

let data: string
let open: OpenDatabase
const subjects = new Map<string, string>()
const [pipe, valve] = tinyRows.asset
if (!pipe || !valve) throw new Error('tinyRows has no assets')

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lifeline-'))
  open = await openDatabase({ directory: join(data, 'tiny'), cacheDirectory: resolve('.lifeline/cache') })
  for (const [name, person] of Object.entries(PEOPLE)) {
    subjects.set(name, crypto.randomUUID())
    const { role, organisation, districts, clearance } = { ...noScope, ...person }
    await open.database.query(
      `insert into app.user_role (user_id, role, organisation_id, district_ids, clearance, name)
       values ($1, $2, $3, $4, $5, $6)`,
      [subjects.get(name), role, organisation, districts, clearance, name],
    )
  }
})
afterAll(async () => {
  await open.close()
  await rm(data, { recursive: true, force: true })
})
const noScope = { organisation: null, districts: null, clearance: 1 }

async function load(build: string, rows = tinyRows): Promise<number> {
  await writeTinyBuild(data, rows, build)
  await loadCity(open.database, join(data, 'tiny', 'build'))
  const [loaded] = await open.database.query<{ ms: number }>(
    `select app.milliseconds(loaded_at) as ms from history.load where build = $1`,
    [build],
  )
  return loaded?.ms ?? Number.NaN
}

async function ask<Answer>(name: Name, call: string, parameters: unknown[]): Promise<Answer | null> {
  const caller = { role: 'authenticated', claims: { sub: subjects.get(name) } } as const
  const [row] = await open.database.asCaller(caller, (query) =>
    query<{ answer: Answer | null }>(`select public.${call} as answer`, parameters),
  )
  return row?.answer ?? null
}
const versions = (name: Name, table: string, record: string) =>
  ask<Version[]>(name, 'record_versions($1, $2)', [table, record])
const kept = async () => {
  const [row] = await open.database.query<{ count: number }>('select count(*) from history.row_version')
  return row?.count
}

let loads: number[] = []
/** of the valve */
let went = 0
let back = 0

describe('versions of records', () => {
  it('are not written by a first load nor by an equal one', async () => {
    loads = [await load('build-1'), await load('build-2')]
    expect(await kept()).toBe(0)
    const [first] = loads
    expect(await versions('planner', 'asset', PIPE)).toEqual([
      { from: first, to: null, by: null, build: 'build-1', source: 'JSLINE.csv:2', isGone: false, changes: {} },
    ])
  })

  it('tell what a load changed, from which survey and build, newest first', async () => {
    const asset = [{ ...pipe, material: '球墨铸铁', geometry: pipe.geometry.replace('120.03', '120.05') }, valve]
    loads.push(await load('build-3', { ...tinyRows, asset }))
    expect(await kept()).toBe(1)
    const [newest, oldest] = (await versions('planner', 'asset', PIPE)) ?? []
    expect(newest).toMatchObject({ from: loads[2], to: null, by: null, build: 'build-3', source: 'JSLINE.csv:2' })
    expect(Object.keys(newest?.changes ?? {}).sort()).toEqual(['geometry', 'material'])
    expect(newest?.changes.material).toEqual([null, '球墨铸铁'])
    const [before, after] = (newest?.changes.geometry ?? []) as { lon: number }[]
    expect(before?.lon).toBeCloseTo(120.02)
    expect(after?.lon).toBeCloseTo(120.03)
    expect(oldest).toMatchObject({ from: loads[0], to: loads[2], build: 'build-1', changes: {} })
  })

  it('are not written of a row that only moved in its file', async () => {
    const before = await kept()
    const moved = [
      { ...pipe, material: '球墨铸铁', geometry: pipe.geometry.replace('120.03', '120.05'), source: 'JSLINE.csv:9' },
      valve,
    ]
    await load('build-3b', { ...tinyRows, asset: moved })
    expect(await kept()).toBe(before)
    expect(await versions('planner', 'asset', PIPE)).toMatchObject([{ source: 'JSLINE.csv:9', build: 'build-3' }, {}])
  })

  it('name the person who changed a record by hand', async () => {
    const caller = { role: 'service_role', claims: { sub: subjects.get('planner') } } as const
    await open.database.transaction(async (query) => {
      await query(`select set_config('request.jwt.claims', $1, true)`, [JSON.stringify(caller.claims)])
      await query(`update public.risk set measures = 'd' where id = 'k1'`)
    })
    const [newest] = (await versions('planner', 'risk', 'k1')) ?? []
    expect(newest).toMatchObject({ by: 'planner', build: null, changes: { measures: ['c', 'd'] } })
  })

  it('keep a record that went, and go on when it comes back', async () => {
    went = await load('build-4', { ...tinyRows, asset: [pipe], sensor: [], sensor_threshold: [], risk: [] })
    expect(await versions('planner', 'asset', VALVE)).toBeNull()
    expect(await versions('secret', 'asset', VALVE)).toMatchObject([{ from: loads[0], to: went, isGone: true }])
    back = await load('build-5')
    expect(await versions('planner', 'asset', VALVE)).toMatchObject([
      { from: back, to: null, build: 'build-5', isGone: false, changes: {} },
      { from: loads[0], to: went, isGone: true },
    ])
  })

  it('are seen by who sees the record, as far as it was theirs then', async () => {
    const asset = [{ ...pipe, owner_id: 'org-gas' }, valve]
    await load('build-6', { ...tinyRows, asset })
    expect(await versions('enterprise', 'asset', PIPE)).toBeNull()
    expect(await versions('elsewhere', 'organisation', 'nobody')).toBeNull()
    expect(await versions('gasworks', 'asset', PIPE)).toMatchObject([{ to: null, changes: {} }])
    const told = await versions('planner', 'asset', PIPE)
    expect(told).toHaveLength(4)
    expect(told?.[0]?.changes).toEqual({ owner_id: ['示例水务', '示例燃气'] })
    await load('build-7')
    expect(await versions('gasworks', 'asset', PIPE)).toBeNull()
  })

  it('are kept of no other tables, and bounded', async () => {
    await expect(versions('planner', 'customer', 'c1')).rejects.toThrow(/no versions are kept/)
    const many = await ask<Version[]>('planner', 'record_versions($1, $2, $3)', ['asset', PIPE, 1])
    expect(many).toHaveLength(2)
  })

  it('are told of in the audit, load by load', async () => {
    const entries = await open.database.query(`select detail from audit.entry where action = 'load' order by seq`)
    expect(entries).toHaveLength(8)
    expect(entries.at(-1)).toEqual({ detail: { build: 'build-7' } })
  })
})

describe('an asset at an instant', () => {
  it('is the record that was valid, and says since and until when', async () => {
    const [first = 0, , third = 0] = loads
    const was = await then('planner', PIPE, first)
    const now = await then('planner', PIPE, Date.now())
    expect(was).toMatchObject({ from: first, to: third, asset: { material: null, owner: '示例水务', road: '海湾路' } })
    expect(was?.asset?.path).toEqual(now?.asset?.path)
    expect(await then('planner', PIPE, third)).toMatchObject({ from: third, asset: { material: '球墨铸铁' } })
    expect(now).toMatchObject({ to: null, asset: { material: null } })
    expect(Object.keys(now?.asset ?? {})).toEqual(Object.keys(was?.asset ?? {}))
  })

  it('is none before it came and after it went, and says when that was', async () => {
    const [first = 0] = loads
    const none = { asset: null, lifecycle: null }
    expect(await then('planner', PIPE, first - 1)).toEqual({ from: null, to: first, ...none })
    expect(await then('planner', VALVE, went)).toEqual({ from: went, to: back, ...none })
    expect(await then('planner', VALVE, back - 1)).toMatchObject(none)
    expect(await then('planner', VALVE, back)).toMatchObject({ from: back, to: null, asset: { id: VALVE } })
    expect(await then('planner', VALVE, went - 1)).toMatchObject({ from: first, to: went, asset: { id: VALVE } })
  })

  it('has the project, stages, documents and operation records of then', async () => {
    const before = Date.now()
    await settle()
    const { document, lifecycle_stage, operation_record, project } = tinyRows
    const changed = await load('build-8', {
      ...tinyRows,
      project: project.map((it) => ({ ...it, name: '改名工程' })),
      lifecycle_stage: lifecycle_stage.map((it) => ({ ...it, authority: '新机关' })),
      document: [],
      operation_record: operation_record.map((it) => ({ ...it, finding: '改写' })),
    })
    const tell = async (at: number) => {
      const { lifecycle } = (await then('planner', PIPE, at)) ?? {}
      return {
        project: lifecycle?.project?.name,
        authorities: lifecycle?.stages.flatMap(({ authority }) => authority ?? []),
        documents: lifecycle?.stages.flatMap(({ documents }) => documents.map(({ id }) => id)),
        findings: lifecycle?.operations.map(({ finding }) => finding),
      }
    }
    const now = { project: '改名工程', authorities: ['新机关'], documents: [], findings: ['改写'] }
    const was = {
      project: project[0]?.name,
      authorities: lifecycle_stage.map(({ authority }) => authority),
      documents: document.map(({ id }) => id),
      findings: operation_record.map(({ finding }) => finding),
    }
    expect(await tell(before)).toEqual(was)
    expect(await tell(changed)).toEqual(now)
    expect((await then('planner', PIPE, changed))?.lifecycle).toEqual(
      await ask('planner', 'asset_lifecycle($1)', [PIPE]),
    )
  })

  it('is nobody else’s: whose it was not then, or is not now, hears nothing of it', async () => {
    const asset = [{ ...pipe, owner_id: 'org-gas' }, valve]
    const given = await load('build-9', { ...tinyRows, asset })
    expect(await then('gasworks', PIPE, given)).toMatchObject({ from: given, asset: { owner: '示例燃气' } })
    expect(await then('gasworks', PIPE, given - 1)).toBeNull()
    expect(await then('enterprise', PIPE, given - 1)).toBeNull()
    expect(await then('elsewhere', PIPE, given)).toBeNull()
  })
})

interface Then {
  readonly from: number | null
  readonly to: number | null
  readonly asset: Readonly<Record<string, unknown>> | null
  readonly lifecycle: {
    readonly project: { readonly name: string } | null
    readonly stages: readonly {
      readonly authority: string | null
      readonly documents: readonly { readonly id: string }[]
    }[]
    readonly operations: readonly { readonly finding: string | null }[]
  } | null
}

function then(name: Name, id: string, at: number): Promise<Then | null> {
  return ask<Then>(name, 'asset_then($1, $2)', [id, new Date(at).toISOString()])
}

/** Waits until the database's clock has gone on by a millisecond. */
async function settle(): Promise<void> {
  await open.database.query('select pg_sleep(0.005)')
}
