import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openPostgres } from '../server/database/open-postgres.ts'
import { loadCity } from '../server/load/load-city.ts'
import { type Command, EXIT, textOption, UsageError } from './command.ts'

/** refused rows named; the count tells of the rest */
const MOST_NAMED = 20

/** Brings a PostgreSQL to a build. */
export const pipelineLoad: Command = {
  name: 'pipeline load',
  summary: '数据行 → PostgreSQL · a build into PostgreSQL',
  help: `
lifeline pipeline load --database URL [--city NAME] [--data DIR] [--json]

Brings the tables of a PostgreSQL 15 or newer with PostGIS, which has the migrations of supabase/migrations, to the
build of a city, in one transaction: rows that are new or differ are written by COPY, those that the build lacks are
deleted, sensors are retired. Connect as the owner of the tables. A row that the database refuses is named and left out.
The embedded database of "lifeline start" loads by itself.

  --database URL  postgres://user:password@host:port/database
  --city NAME     city to load (default demo)
  --data DIR      data folder (default .lifeline)
  --json          print what was done as JSON

Exit codes: 0 loaded, or the build was there · 1 loaded, but rows were refused · 2 wrong command line
            3 not loaded: no such build or database; the database is as before

Example: lifeline pipeline load --database postgres://postgres@127.0.0.1:5432/postgres --city town`,
  options: { database: { type: 'string' }, city: { type: 'string' }, data: { type: 'string' } },
  async run(args, terminal) {
    const url = textOption(args, 'database')
    if (url === undefined) throw new UsageError('expected --database URL')
    const city = textOption(args, 'city') ?? 'demo'
    const build = join(resolve(textOption(args, 'data') ?? '.lifeline'), city, 'build')
    if (!existsSync(join(build, 'city.json'))) {
      terminal.error(`no build of "${city}" in ${build}; make it with: lifeline pipeline build … --name ${city}`)
      return EXIT.failed
    }
    try {
      const target = await openPostgres(url)
      try {
        const begun = performance.now()
        const report = await loadCity(target, build, terminal.progress)
        const seconds = (performance.now() - begun) / 1000
        const rows = Object.values(report.counts).reduce((sum, count) => sum + count, 0)
        const done = report.isNew
          ? `${city}, build ${report.build}: ${rows} rows in ${seconds.toFixed(1)} s, ${report.refused.length} refused`
          : `the database has build ${report.build} of ${city} already`
        const named = report.refused.slice(0, MOST_NAMED)
        const text = named.map(({ table, row, key, reason }) => `not loaded: ${table} row ${row} (${key}): ${reason}`)
        terminal.result({ ...report, rows, seconds }, [done, ...text].join('\n'))
        return report.refused.length > 0 ? EXIT.findings : EXIT.ok
      } finally {
        await target.close()
      }
    } catch (error) {
      terminal.error(error instanceof Error ? error.message : String(error))
      return EXIT.failed
    }
  },
}
