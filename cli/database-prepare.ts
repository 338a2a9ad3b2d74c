import { preparationScript, preparePostgres } from '../server/database/prepare-postgres.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

/** Makes a PostgreSQL ready for `lifeline start`, or says what its administrator must run first. */
export const databasePrepare: Command = {
  name: 'database prepare',
  summary: '准备 PostgreSQL · make a PostgreSQL ready',
  help: `
lifeline database prepare --database URL [--json]
lifeline database prepare --print [--role lifeline] [--name lifeline]

Makes an empty database of a PostgreSQL 15 or newer with PostGIS ready for a city and applies the migrations that are new;
"lifeline start" with DATABASE_URL does the same. The role of the URL owns the tables. It need not be a superuser: then a
superuser first runs, once, what --print writes, which makes the roles, the database and the extensions.

  --database URL  postgres://user:password@host:port/database
  --print         write the script for the superuser and change nothing
  --role NAME     with --print: the role that will own the tables
  --name NAME     with --print: the database that will be made
  --json          print what was done as JSON

Exit codes: 0 ready · 2 wrong command line · 3 not ready: no such database, or something is lacking, which is named

Example: lifeline database prepare --print | psql -v ON_ERROR_STOP=1 postgres://postgres@127.0.0.1:5432/postgres`,
  options: {
    database: { type: 'string' },
    print: { type: 'boolean' },
    role: { type: 'string' },
    name: { type: 'string' },
  },
  async run(args, terminal) {
    if (args.values.print === true) {
      const script = preparationScript(textOption(args, 'role') ?? 'lifeline', textOption(args, 'name') ?? 'lifeline')
      terminal.result({ script }, script.trimEnd())
      return EXIT.ok
    }
    const url = textOption(args, 'database')
    if (url === undefined) throw new UsageError('expected --database URL, or --print')
    try {
      const applied = await preparePostgres(url)
      terminal.result({ applied }, applied.length > 0 ? `ready; applied ${applied.join(', ')}` : 'ready; nothing to do')
      return EXIT.ok
    } catch (error) {
      terminal.error(error instanceof Error ? error.message : String(error))
      return EXIT.failed
    }
  },
}
