import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withFolder } from '../../server/backup/database-folder.ts'
import { removeCopiesBefore } from '../../server/database/copy-folder.ts'
import { type Migration, readMigrations } from '../../server/database/migrations.ts'
import { openDatabase } from '../../server/database/open.ts'
import { readBootstrap, seedKey, writeSeed } from '../../server/database/seed.ts'

const NEWEST_OLD = '0190'
/** An archive that was made some hours ago has no partition of now. */
const SOME_HOURS_LATER = `do $$ declare partition regclass; begin
  for partition in select inhrelid::regclass from pg_inherits where inhparent = 'realtime.messages'::regclass loop
    execute format('drop table %s', partition);
  end loop;
end $$`

let data: string
let directory: string
let cacheDirectory: string
let migrations: readonly Migration[]
let old: readonly Migration[]
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lifeline-'))
  directory = join(data, 'tiny')
  cacheDirectory = join(data, 'cache')
  migrations = await readMigrations()
  old = migrations.filter(({ version }) => version <= NEWEST_OLD)
  const bootstrap = await readBootstrap()
  const archive = join(cacheDirectory, `seed-${seedKey(bootstrap, old)}.tar.gz`)
  await writeSeed(archive, [...bootstrap, SOME_HOURS_LATER], old)
})
afterAll(() => rm(data, { recursive: true, force: true }))

const copies = async () => (await readdir(directory)).filter((name) => name.startsWith('database.before-'))

describe('a data folder of an older version', () => {
  it('takes broadcasts from its first start on, however old the archive is that it is made of', async () => {
    const fresh = await openDatabase({ directory, cacheDirectory, migrations: old })
    const sent = fresh.database.query(
      `insert into realtime.messages (topic, extension, event) values ('a', 'broadcast', 'b') returning topic`,
    )
    expect(await sent.finally(() => fresh.close())).toEqual([{ topic: 'a' }])
  })

  it('is upgraded, and a copy of it stays until the start after', async () => {
    const before = await openDatabase({ directory, cacheDirectory, migrations: old })
    await before.database.query(`insert into app.setting values ('city of', '2024')`)
    await before.close()

    const upgraded = await openDatabase({ directory, cacheDirectory })
    expect(upgraded.upgradedFrom).toBe(NEWEST_OLD)
    expect(await upgraded.database.query(`select value from app.setting where key = 'city of'`)).toEqual([
      { value: '2024' },
    ])
    const [newest] = await upgraded.database.query<{ version: string }>(
      'select max(version) as version from supabase_migrations.schema_migrations',
    )
    expect(newest?.version).toBe(migrations.at(-1)?.version)
    await upgraded.close()
    expect(await copies()).toEqual([`database.before-${NEWEST_OLD}`])
    await withFolder(join(directory, `database.before-${NEWEST_OLD}`), async (query) => {
      expect(await query('select max(version) as version from supabase_migrations.schema_migrations')).toEqual([
        { version: NEWEST_OLD },
      ])
      expect(await query(`select value from app.setting where key = 'city of'`)).toEqual([{ value: '2024' }])
    })
  })

  it('is not opened by the older version again', async () => {
    await expect(openDatabase({ directory, cacheDirectory, migrations: old })).rejects.toThrow(
      /migrations that this program does not know \(0200, .*a newer version served it/,
    )
    expect(existsSync(join(directory, 'server.pid'))).toBe(false)
  })

  it('loses the copy once the program has started well', async () => {
    await removeCopiesBefore(directory)
    expect(await copies()).toEqual([])
    expect(existsSync(join(directory, 'database', 'PG_VERSION'))).toBe(true)
  })
})
