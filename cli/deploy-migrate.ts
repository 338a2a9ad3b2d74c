import { migrateSupabase } from '../server/deploy/migrate.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

/** Brings the database of a Supabase project to this version. */
export const deployMigrate: Command = {
  name: 'deploy migrate',
  summary: '更新 Supabase 数据库结构 · migrations into a Supabase',
  help: `
lifeline deploy migrate --database URL [--json]

Applies the migrations of supabase/migrations that the database of a Supabase project lacks, each in a transaction of its
own, and writes them with a hash of their text into the list that Supabase's own tools keep. Take a backup before.

  --database URL  as the role postgres of the project (default: DATABASE_URL of the environment)
  --json          print what was done as JSON

Exit codes: 0 done, or nothing to do · 2 wrong command line · 3 failed: what was applied before stays

Example: lifeline deploy migrate --database postgres://postgres:…@db.example.cn:5432/postgres`,
  options: { database: { type: 'string' } },
  async run(args, terminal) {
    const url = textOption(args, 'database') ?? process.env.DATABASE_URL
    if (!url) throw new UsageError('expected --database URL')
    const applied = await migrateSupabase(url)
    terminal.result({ applied }, applied.length > 0 ? `applied ${applied.join(', ')}` : 'nothing to do')
    return EXIT.ok
  },
}
