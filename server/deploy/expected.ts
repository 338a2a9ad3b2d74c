import type { Migration } from '../database/migrations.ts'

/** A policy as a migration names it. */
export interface ExpectedPolicy {
  readonly policy: string
  /** schema.table */
  readonly table: string
}

/**
 * The policies that stand after all migrations, read from their texts. Those that a loop makes (`execute format`) are not
 * among them; that every table has row level security is checked of all.
 */
export function expectedPolicies(migrations: readonly Migration[]): ExpectedPolicy[] {
  const standing = new Map<string, ExpectedPolicy>()
  const statement = /\b(create|drop) policy (?:if exists )?(\w+)\s+on ([a-z_]+\.\w+)/g
  for (const { sql } of migrations) {
    // what stands in comments is not done
    for (const [, verb, policy = '', table = ''] of sql.replace(/--.*$/gm, '').matchAll(statement)) {
      if (verb === 'create') standing.set(`${table} ${policy}`, { policy, table })
      else standing.delete(`${table} ${policy}`)
    }
  }
  return [...standing.values()]
}
