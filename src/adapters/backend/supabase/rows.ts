import type { z } from 'zod'
import { fail, type Result, succeed } from '../../../domain/result.ts'

/** Told of every row that did not match its schema: counted and shown, never fatal. */
export type OnBadRows = (count: number) => void

/** One record. A record that does not match is `invalid`, with the field that was wrong. */
export function parseOne<Value>(schema: z.ZodType<Value>, data: unknown, what: string): Result<Value> {
  if (data === null || data === undefined) return fail('not-found', `${what}: no row, or not for this role`)
  const parsed = schema.safeParse(data)
  return parsed.success ? succeed(parsed.data) : fail('invalid', `${what}: ${firstIssue(parsed.error)}`)
}

/** A list of records: those that match are kept, the others are counted. */
export function parseRows<Value>(
  schema: z.ZodType<Value>,
  data: unknown,
  what: string,
  onBadRows: OnBadRows,
): Result<readonly Value[]> {
  if (!Array.isArray(data))
    return fail('invalid', `${what}: expected a list, got ${data === null ? 'null' : typeof data}`)
  const { good, bad } = sift(schema, data)
  if (bad > 0) onBadRows(bad)
  return succeed(good)
}

/** Rows that match the schema, and how many do not. */
export function sift<Value>(schema: z.ZodType<Value>, rows: readonly unknown[]): { good: Value[]; bad: number } {
  const good: Value[] = []
  for (const row of rows) {
    const parsed = schema.safeParse(row)
    if (parsed.success) good.push(parsed.data)
  }
  return { good, bad: rows.length - good.length }
}

function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0]
  return issue ? `${issue.path.join('.') || 'record'}: ${issue.message}` : 'does not match'
}
