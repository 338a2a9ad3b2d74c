import type { Database } from './database/database.ts'

/**
 * Makes the planner's statistics again for tables of ours that changed by as much as autovacuum would wait for, which the
 * embedded database does not have. A statement a table, so that embedded others have their turn between.
 */
export async function refreshStatistics({ query }: Pick<Database, 'query'>): Promise<void> {
  const changed = await query<{ name: string }>(
    `select format('%I.%I', s.schemaname, s.relname) as name
     from pg_catalog.pg_stat_user_tables s join pg_catalog.pg_class c on c.oid = s.relid
     where s.n_mod_since_analyze > 50 + s.n_live_tup / 10 and c.relkind = 'r' and pg_has_role(c.relowner, 'usage')
     order by 1`,
  )
  for (const { name } of changed) await query(`analyze ${name}`)
}
