import pg from 'pg'
import { readMigrations } from '../server/database/migrations.ts'
import { checkContents, checkDatabase, type Finding } from '../server/deploy/check-database.ts'
import { checkService } from '../server/deploy/check-service.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

const SIGNS: Readonly<Record<Finding['state'], string>> = { good: 'ok     ', missing: 'MISSING', unknown: 'unknown' }

/** Says what a Supabase project lacks to carry a city. */
export const deployCheck: Command = {
  name: 'deploy check',
  summary: '检查 Supabase 部署 · what a Supabase project lacks',
  help: `
lifeline deploy check URL [--database URL] [--json]

Looks at a Supabase project and names what is missing and how to mend it: encryption, REST, accounts; and in its database
the version, extensions, roles, migrations with their texts, row level security and policies of every table, rights that
nobody should have, Realtime's private channels, the second factor, the city, partitions. Nothing is changed. Storage is not
used. What cannot be seen from outside is said to be unknown.

  URL             of the project, such as https://supabase.example.cn
  --database URL  of its database, as the owner of the tables (default: DATABASE_URL of the environment)
  --json          print the findings as JSON

SUPABASE_PUBLISHABLE_KEY in the environment: what the page uses.

Exit codes: 0 nothing is missing · 1 something is missing, which is named · 2 wrong command line
            3 the database cannot be reached

Example: lifeline deploy check https://supabase.example.cn --database postgres://postgres:…@db.example.cn:5432/postgres`,
  options: { database: { type: 'string' } },
  async run(args, terminal) {
    const [given, ...others] = args.positionals
    if (given === undefined || others.length > 0 || !URL.canParse(given)) throw new UsageError('expected one URL')
    const databaseUrl = textOption(args, 'database') ?? process.env.DATABASE_URL
    const found = await checkService(new URL(given).origin, process.env.SUPABASE_PUBLISHABLE_KEY)
    if (databaseUrl) found.push(...(await askDatabase(databaseUrl)))
    else found.push({ check: 'database', state: 'unknown', detail: 'no --database URL was given', remedy: 'give it' })
    const lines = found.map(({ check, state, detail, remedy }) =>
      [
        `${SIGNS[state]} ${check}`,
        ...(detail ? [`        ${detail}`] : []),
        ...(remedy ? [`        → ${remedy}`] : []),
      ].join('\n'),
    )
    const missing = found.filter(({ state }) => state === 'missing').length
    const unknown = found.filter(({ state }) => state === 'unknown').length
    terminal.result(
      { url: given, missing, unknown, findings: found },
      `${lines.join('\n')}\n${missing} missing, ${unknown} unknown`,
    )
    return missing > 0 ? EXIT.findings : EXIT.ok
  },
}

async function askDatabase(url: string): Promise<Finding[]> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'lifeline deploy check',
    statement_timeout: 30_000,
  })
  client.on('error', () => {})
  await client.connect()
  const query = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await client.query(sql, [...parameters])).rows as Row[]
  try {
    return [...(await checkDatabase(query, await readMigrations())), ...(await checkContents(query))]
  } finally {
    await client.end()
  }
}
