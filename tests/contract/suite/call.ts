import type { Session } from './target.ts'

/** One question that a client asks, and its name in the list of differences. */
export interface Call {
  readonly name: string
  readonly ask: (session: Session) => PromiseLike<unknown>
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g
const INSTANT = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)?/g
const TOKEN = /eyJ[\w-]+\.[\w-]+\.[\w-]*/g
const DIGEST = /\\x[0-9a-f]{64}\b/g
const ADDRESS = /(https?|wss?):\/\/[\d.:[\]a-z]+/g
/** Numbers of this size are instants [ms since 1970]: 2017 … 2039. */
const [EARLIEST, LATEST] = [1.5e12, 2.2e12]
/** Of an answer's own fields, those that are never the same twice. */
const CHANGING = new Set(['access_token', 'refresh_token', 'expires_at', 'expires_in', 'retry_after_s', 'median_s'])

/** An answer without what differs from one asking to the next: identities, instants, tokens, addresses. */
export function normalise(value: unknown): unknown {
  if (typeof value === 'number') return value > EARLIEST && value < LATEST ? '<ms>' : value
  if (typeof value === 'string')
    return value
      .replace(TOKEN, '<token>')
      .replace(UUID, '<id>')
      .replace(INSTANT, '<instant>')
      .replace(DIGEST, '<digest>')
      .replace(ADDRESS, '<address>')
  if (Array.isArray(value)) return value.map(normalise)
  if (value instanceof Error) return { ...plain(value), message: normalise(value.message) }
  return typeof value === 'object' && value !== null ? plain(value) : value
}

function plain(value: object): Record<string, unknown> {
  const kept = Object.entries(value).filter(([key]) => !CHANGING.has(key))
  return Object.fromEntries(kept.map(([key, item]) => [key, normalise(item)]))
}

/** What each call was answered, in their order: one after the other, because some change what later ones are told. */
export async function askAll(session: Session, calls: readonly Call[]): Promise<ReadonlyMap<string, unknown>> {
  const answers = new Map<string, unknown>()
  for (const { name, ask } of calls) {
    if (answers.has(name)) throw new Error(`askAll: two calls are named "${name}"`)
    answers.set(name, normalise(await ask(session)))
  }
  return answers
}

const KINDS: Readonly<Record<string, string>> = {
  'account:': 'accounts',
  'http:': 'plain HTTP',
  'query:': 'the query grammar',
  'function:': 'calls of functions',
  select: 'every table',
  insert: 'writing',
  upsert: 'writing',
  update: 'writing',
  delete: 'writing',
  join: 'the live stream',
  hear: 'the live stream',
  send: 'the live stream',
}

/** What a call is about, for a heading. */
export function kindOf({ name }: Call): string {
  return KINDS[name.split(' ')[0] ?? ''] ?? 'every function'
}
