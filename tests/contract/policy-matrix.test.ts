import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Query } from '../../server/database/database.ts'
import { loadCity } from '../../server/load/load-city.ts'
import {
  functions,
  inside,
  ofDevices,
  type Person,
  people,
  tables,
  topicPolicies,
  topics,
  valueFor,
} from './policies.ts'
import { type Opened, openEmbedded, openLikeHosted, takeBack } from './policy-databases.ts'
import { callerOf, fillForPolicies, policyRows } from './policy-fixture.ts'
import { describeReach } from './policy-reach.ts'
import { writeTinyBuild } from './tiny-city.ts'

/** Tables of the embedded backend alone: hosted keeps others for itself. */
const EMBEDDED_ONLY = ['realtime.change_log', 'supabase_migrations.schema_migrations']

describe.each([
  ['the embedded database', true],
  ['PostgreSQL 15 as on hosted Supabase', false],
] as const)('on %s', (_, isEmbedded) => {
  let directory: string
  let opened: Opened
  let query: Query

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lifeline-'))
    await writeTinyBuild(directory, policyRows)
    opened = await (isEmbedded ? openEmbedded(directory) : openLikeHosted())
    query = opened.database.query
    await loadCity(opened.database, join(directory, 'tiny', 'build'))
    await fillForPolicies(opened.database)
  })
  afterAll(async () => {
    await opened?.close()
    await rm(directory, { recursive: true, force: true })
  })

  const trying = (person: Person | null, work: (query: Query) => Promise<void>) =>
    takeBack(opened.database, person, work)

  /** Tables of ours, not of extensions, by a condition over pg_class `c` and pg_namespace `n`. */
  async function tableNames(condition: string): Promise<string[]> {
    const rows = await query<{ name: string }>(
      `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema|extensions|auth$)'
         and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') and ${condition} order by 1`,
    )
    return rows.map(({ name }) => name)
  }
  const declared = () => Object.keys(tables).filter((name) => isEmbedded || !EMBEDDED_ONLY.includes(name))

  describe('the matrix', () => {
    it('names every table of the catalogue', async () => {
      const names = await tableNames('not c.relispartition')
      expect(names.filter((name) => isEmbedded || !EMBEDDED_ONLY.includes(name))).toEqual(declared().sort())
    })

    it('says of every table that belongs to assets, sensors or districts what another district sees', async () => {
      const bound = await query<{ name: string }>(
        `select distinct table_schema || '.' || table_name as name from information_schema.columns
         where column_name in ('asset_id', 'sensor_id', 'district_id', 'asset_ids') order by 1`,
      )
      const ours = bound.filter(({ name }) => Object.hasOwn(tables, name))
      expect(ours.length).toBeGreaterThan(5)
      expect(ours.filter(({ name }) => tables[name]?.['duty of d2'] === undefined)).toEqual([])
    })

    it('names every function of the schema that REST shows, each of them once', async () => {
      const rows = await query<{ name: string }>(
        `select p.proname as name from pg_proc p where p.pronamespace = 'public'::regnamespace
           and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1`,
      )
      expect(rows.map(({ name }) => name)).toEqual([...Object.keys(functions), ...ofDevices].sort())
    })

    it('names every policy that opens a topic', async () => {
      const rows = await query<{ name: string }>(
        `select polname as name from pg_policy where polrelid = 'realtime.messages'::regclass order by 1`,
      )
      expect(rows.map(({ name }) => name)).toEqual(topicPolicies)
    })
  })

  describe.each(people)('%s', (person) => {
    it('reads the rows that the matrix says and no others', async () => {
      const names = declared()
      const counts = (of: readonly string[]) =>
        [`select '' as name, 0 as total`, ...of.map((name) => `select '${name}', count(*)::integer from ${name}`)].join(
          ' union all ',
        )
      const readable = await query<{ name: string }>(
        `select name from unnest($1::text[]) name where has_schema_privilege($2, split_part(name, '.', 1), 'usage')
           and has_any_column_privilege($2, name::regclass, 'select')`,
        [names, callerOf(person).role],
      )
      const all = await query<{ name: string; total: number }>(counts(names))
      const seen: { name: string; total: number }[] = []
      await trying(person, async (ask) => {
        seen.push(...(await ask<{ name: string; total: number }>(counts(readable.map(({ name }) => name)))))
      })
      const totalIn = (rows: typeof seen, name: string) => rows.find((row) => row.name === name)?.total ?? 0
      const wrong = names.flatMap((name) => {
        const rule = tables[name]
        const share = rule ? valueFor(person, rule) : 0
        const expected = share === 'all' ? totalIn(all, name) : share
        const got = totalIn(seen, name)
        return got === expected ? [] : [`${name}: sees ${got}, expected ${expected}`]
      })
      expect(wrong).toEqual([])
      expect(totalIn(all, 'public.asset')).toBe(3)
    })

    it('gets of every function the answer that the matrix says', async () => {
      const wrong: string[] = []
      await trying(person, async (ask) => {
        for (const [name, { call, answers }] of Object.entries(functions)) {
          await ask('savepoint before')
          const answer = await ask<{ answer: string | null }>(`select (${call})::text as answer`).then(
            ([row]) => row?.answer ?? null,
            (error: { code?: string; message?: string }) =>
              error.code === '42501' ? 'refused' : `failed: ${error.message}`,
          )
          await ask('rollback to savepoint before')
          const expected = valueFor(person, answers)
          if (answer !== expected) wrong.push(`${name}: ${answer}, expected ${expected}`)
        }
      })
      expect(wrong).toEqual([])
    })

    it('receives on the topics that the matrix says and sends on none', async () => {
      const { role, claims } = callerOf(person)
      const permitted = async (action: 'read' | 'write', extension: 'broadcast' | 'presence') => {
        const names: string[] = []
        await trying(null, async (ask) => {
          const [row] = await ask<{ permitted: { topic: string }[] }>(
            'select realtime.permitted($1::text::jsonb, $2, $3::text::jsonb, $4) as permitted',
            [
              JSON.stringify(Object.keys(topics).map((topic) => ({ topic, extension }))),
              role,
              JSON.stringify({ ...claims, role }),
              action,
            ],
          )
          names.push(...(row?.permitted ?? []).map(({ topic }) => topic))
        })
        return names
      }
      const expected = Object.entries(topics).flatMap(([topic, rule]) => (valueFor(person, rule) ? [topic] : []))
      expect(await permitted('read', 'broadcast')).toEqual(expected)
      expect(await permitted('read', 'presence')).toEqual([])
      for (const extension of ['broadcast', 'presence'] as const)
        expect(await permitted('write', extension)).toEqual([])
    })
  })

  describe('the catalogue', () => {
    it('lets no client write a table, nor a column of one: writing is done by functions', async () => {
      const writable = await query<{ name: string }>(
        `select r.name || ' may ' || p.name || ' ' || n.nspname || '.' || c.relname as name
         from pg_class c join pg_namespace n on n.oid = c.relnamespace,
           unnest(array['anon', 'authenticated', 'lifeline_ingest', 'lifeline_audit']) r (name),
           unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p (name)
         where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname !~ '^(pg_|information_schema|extensions)'
           and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
           and (has_table_privilege(r.name, c.oid, p.name)
             or p.name in ('insert', 'update') and has_any_column_privilege(r.name, c.oid, p.name))
         order by 1`,
      )
      // Supabase grants it to try the policies on sending, and no policy allows any.
      expect(writable.map(({ name }) => name).filter((name) => !/ insert realtime\.messages$/.test(name))).toEqual([])
    })

    it('has policies on, and forced, on every table but those of Supabase itself', async () => {
      const open = await tableNames(
        `c.relkind in ('r', 'p') and n.nspname not in ('realtime', 'supabase_migrations')
         and not (c.relrowsecurity and c.relforcerowsecurity)`,
      )
      expect(open).toEqual([])
    })

    it('shows no account to anybody, and no partition past the table that it belongs to', async () => {
      const closed = [
        ...(await tableNames('c.relispartition')),
        ...(isEmbedded ? ['auth.users', 'auth.sessions', 'auth.refresh_tokens', 'auth.identities'] : ['auth.users']),
      ]
      expect(closed.length).toBeGreaterThan(3)
      const open = await query<{ name: string }>(
        `select r.name || ' ' || t.name as name
         from unnest($1::text[]) t (name), unnest(array['anon', 'authenticated']) r (name), pg_class c
         where c.oid = t.name::regclass and has_schema_privilege(r.name, c.relnamespace, 'usage')
           and has_any_column_privilege(r.name, c.oid, 'select')
           and (not c.relrowsecurity or exists (select from pg_policy p where p.polrelid = c.oid))`,
        [closed],
      )
      expect(open).toEqual([])
    })

    it('lets only named functions of the other schemas be called', async () => {
      const rows = await query<{ name: string; anonymous: boolean; signedIn: boolean }>(
        `select n.nspname || '.' || p.proname as name, has_function_privilege('anon', p.oid, 'execute') as anonymous,
           has_function_privilege('authenticated', p.oid, 'execute') as "signedIn"
         from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any ($1)`,
        [Object.keys(inside)],
      )
      expect(rows.filter(({ anonymous }) => anonymous)).toEqual([])
      const unnamed = rows.filter(({ name, signedIn }) => {
        const [schema = '', own = ''] = name.split('.')
        return signedIn && inside[schema] !== '*' && !(inside[schema] ?? '').split(' ').includes(own)
      })
      expect(unnamed).toEqual([])
      const schemas = await query<{ name: string }>(
        `select nspname as name from pg_namespace where nspname !~ '^(pg_|information_schema|extensions|auth|realtime|supabase_)'
         order by 1`,
      )
      expect(schemas.map(({ name }) => name)).toEqual([...Object.keys(inside), 'public'].sort())
    })

    it('gives every function that runs as its owner a fixed search path', async () => {
      const loose = await query(
        `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where p.prosecdef and n.nspname !~ '^(pg_|information_schema|extensions|auth$)'
           and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
           and not coalesce(p.proconfig::text, '') like '%search_path=%'`,
      )
      expect(loose).toEqual([])
    })
  })

  describeReach(() => opened)
})
