import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { restore as restoreCity } from '../server/backup/restore.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Puts a city back from the archive of `lifeline backup`. */
export const restore: Command = {
  name: 'restore',
  summary: '从备份恢复 · a city from its backup',
  help: `
lifeline restore FILE [--data DIR] [--database URL] [--force] [--json]

Unpacks a backup beside the city, compares every checksum, the number and sum of the rows of every table, follows the chain
of the audit, and only then puts it in its place. The server of that city must be stopped. Then: lifeline start --city NAME

  --data DIR      data folder (default .lifeline)
  --database URL  for a backup of a PostgreSQL server: an empty database, prepared by "lifeline database prepare --print"
                  with the same role (default: DATABASE_URL of the environment)
  --force         where the city is there already: put it aside, in a folder "replaced-…" of the city, instead of refusing
  --json          print what was done as JSON

Exit codes: 0 restored · 2 wrong command line · 3 not restored: the place is taken, the archive is not whole, …;
            what was there is as before

Example: lifeline restore /backup/town.tar.gz --data .lifeline`,
  options: { data: { type: 'string' }, database: { type: 'string' }, force: { type: 'boolean' } },
  async run(args, terminal) {
    const [file, ...others] = args.positionals
    if (file === undefined || others.length > 0) throw new UsageError('expected one FILE')
    const databaseUrl = textOption(args, 'database') ?? process.env.DATABASE_URL
    const begun = performance.now()
    const { manifest, aside } = await restoreCity({
      file: resolve(file),
      dataDirectory: resolve(ROOT, textOption(args, 'data') ?? '.lifeline'),
      publicTiles: join(ROOT, 'public', 'tiles'),
      isForced: args.values.force === true,
      onStep: terminal.progress,
      ...(databaseUrl ? { databaseUrl } : {}),
    })
    const seconds = (performance.now() - begun) / 1000
    const tables = Object.values(manifest.tables)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const done = `${manifest.city} is as of ${manifest.madeAt}: ${rows} rows of ${tables.length} tables, all equal, in ${seconds.toFixed(1)} s`
    terminal.result(
      {
        city: manifest.city,
        build: manifest.build,
        made_at: manifest.madeAt,
        rows,
        tables: tables.length,
        seconds,
        aside,
      },
      aside === null ? done : `${done}\nwhat was there lies in ${aside}`,
    )
    return EXIT.ok
  },
}
