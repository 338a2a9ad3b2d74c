import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import type { Copy, Database, Query } from '../database/database.ts'
import { quote } from './load-table.ts'

/** A PostgreSQL to load a city into; close it in the end. */
export type LoadTarget = Pick<Database, 'transaction' | 'close'>

/**
 * Connects to a PostgreSQL that has the migrations, as the owner of the tables.
 *
 * @param url  postgres://user:password@host:port/database, or with ?host=/folder/of/the/socket
 */
export async function openPostgres(url: string): Promise<LoadTarget> {
  const client = new pg.Client({ connectionString: url, application_name: 'lifeline load' })
  // a connection that breaks between two statements is told by the next one
  client.on('error', () => {})
  await client.connect()
  const query: Query = async <Row>(sql: string, parameters: readonly unknown[] = []) =>
    (await client.query(sql, [...parameters])).rows as Row[]
  const copy: Copy = async (table, columns, text) => {
    const stream = client.query(from(`copy ${table} (${columns.map(quote).join(', ')}) from stdin`))
    await pipeline(Readable.from([Buffer.from(text.buffer, text.byteOffset, text.byteLength)]), stream)
  }
  return {
    async transaction(work) {
      await query('begin')
      try {
        // a hosted database may end long statements of its own
        await query('set local statement_timeout = 0')
        const result = await work(query, copy)
        await query('commit')
        return result
      } catch (error) {
        await query('rollback').catch(() => {})
        throw error
      }
    },
    close: () => client.end(),
  }
}
