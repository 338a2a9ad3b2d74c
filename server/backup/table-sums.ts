import type { Query } from '../database/database.ts'

/** What a table holds, whatever the order of its rows. */
export interface TableSum {
  readonly rows: number
  /** sum of a 64-bit hash of every row as text */
  readonly sum: string
}
export type TableSums = Readonly<Record<string, TableSum>>

/** Every table that is not an extension's, by `schema.name`. Run it in one transaction to have one moment. */
export async function sumTables(query: Query): Promise<TableSums> {
  // instants as text depend on the zone of the session
  await query(`set time zone 'UTC'`)
  const tables = await query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c
     where c.relkind = 'r' and c.relpersistence = 'p'
       and c.relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema')
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by 1`,
  )
  const sums: Record<string, TableSum> = {}
  for (const { name } of tables) {
    const [found] = await query<TableSum>(
      `select count(*)::double precision as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as sum
       from only ${name} t`,
    )
    if (found) sums[name] = { rows: Number(found.rows), sum: found.sum }
  }
  return sums
}

/** The tables that do not hold what they held; empty when all is equal. */
export function differences(before: TableSums, after: TableSums): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort().flatMap((name) => {
    const [was, is] = [before[name], after[name]]
    if (was && is && was.rows === is.rows && was.sum === is.sum) return []
    return [
      `${name}: ${was ? `${was.rows} rows` : 'not there'} when backed up, ${is ? `${is.rows} rows` : 'not there'} now`,
    ]
  })
}
