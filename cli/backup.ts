import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { backUp } from '../server/backup/back-up.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'
import { programVersion } from './program-version.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** One archive of a city, from a server that runs or from its folder. */
export const backup: Command = {
  name: 'backup',
  summary: '备份一个城市 · back a city up',
  help: `
lifeline backup --to FILE [--city NAME] [--data DIR] [--database URL] [--with-build] [--json]

Writes one archive of a city: its database as of one moment, its secrets, and the manifest of its build; a checksum of each
file, number and sum of the rows of each table. The server may go on running: it copies its database (everybody waits for
that second or two), the rest is done here. The copy is opened and its audit followed before it is packed.
The archive holds the secrets and all records: only you can read it. Encrypt it where it leaves the machine.

  --to FILE       archive to write (.tar.gz); one that is there is replaced once the new one is whole
  --city NAME     city to back up (default demo)
  --data DIR      data folder (default .lifeline)
  --database URL  the database is that of a PostgreSQL server (default: DATABASE_URL of the environment); needs pg_dump
  --with-build    also what was built: tiles of both grades, networks, documents; without it the city is built again from
                  its survey, with the numbers of its ledger (gids.csv), which is always in the archive
  --json          print what was done as JSON

Exit codes: 0 backed up · 2 wrong command line · 3 not backed up: no such city, no room, a broken audit, …

Example: lifeline backup --city town --to /backup/town.tar.gz`,
  options: {
    to: { type: 'string' },
    city: { type: 'string' },
    data: { type: 'string' },
    database: { type: 'string' },
    'with-build': { type: 'boolean' },
  },
  async run(args, terminal) {
    const to = textOption(args, 'to')
    if (to === undefined) throw new UsageError('expected --to FILE')
    const city = textOption(args, 'city') ?? 'demo'
    const databaseUrl = textOption(args, 'database') ?? process.env.DATABASE_URL
    const begun = performance.now()
    const { bytes, manifest } = await backUp({
      file: resolve(to),
      city,
      directory: join(resolve(ROOT, textOption(args, 'data') ?? '.lifeline'), city),
      publicTiles: join(ROOT, 'public', 'tiles', city),
      version: await programVersion(),
      hasBuild: args.values['with-build'] === true,
      onStep: terminal.progress,
      ...(databaseUrl ? { databaseUrl } : {}),
    })
    const seconds = (performance.now() - begun) / 1000
    const tables = Object.values(manifest.tables)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    terminal.result(
      { file: resolve(to), bytes, rows, tables: tables.length, made_at: manifest.madeAt, seconds },
      `${to}: ${(bytes / 1e6).toFixed(1)} MB, ${rows} rows of ${tables.length} tables as of ${manifest.madeAt}, in ${seconds.toFixed(1)} s`,
    )
    return EXIT.ok
  },
}
