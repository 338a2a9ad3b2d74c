import type { Database } from '../database/database.ts'

/** What is counted is written so often [ms]. */
const MINUTE = 60_000
/** Accounts, or persons and addresses, that are told apart in a minute; what comes beyond is counted together. */
const MOST_APART = 20
/** Different objects and addresses that one entry names. */
const MOST_NAMED = 10
/** Longest name of an account or an object [characters]; an e-mail has 254. */
const LONGEST = 300

/**
 * What the audit must know of and no statement can write: sign-ins, and what was refused. A sign-in has an entry of its
 * own; what somebody can repeat at will is counted: the first time is written at once, the rest of its minute as one
 * entry. However long somebody guesses, an account makes one entry a minute, and all of a kind 21.
 */
export interface Journal {
  /** @throws what the database throws: a sign-in that cannot be noted is not given */
  signedIn(person: string, address: string): Promise<void>
  signedOut(person: string, address: string): Promise<void>
  /** a wrong password, or the attempt of somebody who must wait; `account` is the e-mail as it was typed */
  failedSignIn(kind: 'sign-in-failed' | 'locked-out', account: string, address: string): void
  /**
   * @param object  what was refused, as <kind>/<name>
   * @param person  null = nobody who is known
   * @param address  "" = not known
   */
  denied(object: string, person: string | null, address: string): void
  /** Writes what is counted; nothing is counted afterwards. */
  close(): Promise<void>
}

/** Beside a Supabase without its database: nothing can be written. */
export const NO_JOURNAL: Journal = {
  signedIn: async () => {},
  signedOut: async () => {},
  failedSignIn: () => {},
  denied: () => {},
  close: async () => {},
}

interface Tally {
  readonly kind: string
  readonly person: string | null
  readonly account: string | null
  addresses: Set<string>
  objects: Set<string>
  count: number
  /** when the first of these came [ms UTC] */
  since: number
}

/** @param every  when to write what was counted: calls `flush` each minute until it is stopped */
export function createJournal(
  database: Database,
  { now = Date.now, every = eachMinute }: { now?: () => number; every?: typeof eachMinute } = {},
): Journal {
  const tallies = new Map<string, Tally>()
  let writing: Promise<void> = Promise.resolve()

  /** What was counted, as one entry; it is counted on when that cannot be written now. */
  function flush(tally: Tally): Promise<void> {
    writing = writing.then(async () => {
      const counted = { ...tally }
      if (counted.count === 0) return
      Object.assign(tally, { count: 0, addresses: new Set(), objects: new Set() })
      try {
        await note(database, { ...counted, addresses: [...counted.addresses], objects: [...counted.objects] })
      } catch (error) {
        const { count, since, addresses, objects } = counted
        Object.assign(tally, {
          count: tally.count + count,
          since,
          addresses: new Set([...addresses, ...tally.addresses]),
          objects: new Set([...objects, ...tally.objects]),
        })
        console.error('audit:', error)
      }
    })
    return writing
  }

  function count(kind: string, person: string | null, account: string | null, object: string | null, address: string) {
    const [sort = ''] = object?.split('/') ?? []
    const isKnown = person !== null || account !== null
    const keyOf = (...parts: (string | null)[]) => JSON.stringify([kind, sort, ...parts])
    let key = keyOf(person, account, isKnown ? null : address)
    const apart = [...tallies.values()].filter((tally) => tally.kind === kind).length
    const isTogether = !tallies.has(key) && apart >= MOST_APART
    if (isTogether) key = keyOf()
    let tally = tallies.get(key)
    const isFirst = tally === undefined
    if (!tally) {
      const who = isTogether ? { person: null, account: null } : { person, account }
      tally = { kind, ...who, addresses: new Set(), objects: new Set(), count: 0, since: now() }
      tallies.set(key, tally)
    }
    if (tally.count === 0) tally.since = now()
    tally.count++
    if (address !== '' && tally.addresses.size < MOST_NAMED) tally.addresses.add(address)
    if (object !== null && tally.objects.size < MOST_NAMED) tally.objects.add(object)
    if (isFirst) void flush(tally)
  }

  async function flushAll(): Promise<void> {
    for (const [key, tally] of tallies) {
      if (tally.count === 0) tallies.delete(key)
      else void flush(tally)
    }
    await writing
  }

  const one = (kind: string, person: string, address: string) =>
    note(database, { kind, person, account: null, addresses: [address], objects: [], count: 1, since: now() })
  const stop = every(() => void flushAll())

  return {
    signedIn: (person, address) => one('sign-in', person, address),
    signedOut: (person, address) => one('sign-out', person, address),
    failedSignIn: (kind, account, address) => count(kind, null, cut(account.trim().toLowerCase()), null, address),
    denied: (object, person, address) => count('denied', person, null, cut(object), address),
    async close() {
      stop()
      await flushAll()
    },
  }
}

async function note(
  database: Database,
  entry: {
    readonly kind: string
    readonly person: string | null
    readonly account: string | null
    readonly addresses: readonly string[]
    readonly objects: readonly string[]
    readonly count: number
    readonly since: number
  },
): Promise<void> {
  const { kind, person, account, addresses, objects, count, since } = entry
  await database.asCaller({ role: 'lifeline_audit', claims: {} }, (query) =>
    query(
      `select audit.note($1, $2, $3, array(select jsonb_array_elements_text($4::text::jsonb)),
         array(select jsonb_array_elements_text($5::text::jsonb)), $6, $7::text::timestamptz)`,
      [kind, person, account, JSON.stringify(addresses), JSON.stringify(objects), count, new Date(since).toISOString()],
    ),
  )
}

/** PostgreSQL stores no text with a NUL in it. */
function cut(text: string): string {
  return text.replaceAll('\0', '').slice(0, LONGEST)
}

function eachMinute(flush: () => void): () => void {
  const timer = setInterval(flush, MINUTE)
  timer.unref()
  return () => clearInterval(timer)
}
