import { exampleOf, type Problem, type RowToStore } from './read-rows.ts'

/** How many unreadable rows are told to the device one by one, and kept as examples; all are counted. */
const MOST_PROBLEMS = 20
const MOST_EXAMPLES = 5

/** How a letter of `outcomes` is counted. */
const COUNTED = { a: 'accepted', d: 'duplicate', l: 'late', u: 'unknown', b: 'bad', m: 'bad' } as const

/** What was expected of a row that was not stored; the admin page has words for each. */
const UNKNOWN = 'known-sensor'
const UNTIMELY = 'timely'
const UNREADABLE = 'readable'
/** Every posted row is counted once; see `ingest()` in supabase/migrations. */
export interface IngestCounts {
  readonly accepted: number
  readonly duplicate: number
  /** stored, but older than the sensor's latest */
  readonly late: number
  /** no such sensor */
  readonly unknown: number
  /** unreadable and not stored, or outside the kind's physical range and stored as `bad` */
  readonly bad: number
  /** the first unreadable rows, counted from 0 */
  readonly problems: readonly { readonly row: number; readonly column: string; readonly expected: string }[]
}

/** Where readings come from, for the examples of what could not be stored. */
export interface Source {
  readonly name: string
  /** how long its readings may wait for others, so that many small posts are one transaction [ms] */
  readonly patience: number
}

/** What one device or gateway posted at once. */
export interface Post {
  readonly rows: readonly unknown[]
  readonly source: Source
}

interface Told {
  readonly counts: IngestCounts
  /** the first rows that were not stored */
  readonly refused: readonly { readonly row: unknown; readonly reason: 'unknown' | 'bad'; readonly expected: string }[]
}

/** What became of every row of each post; `outcomes` has a letter for each row that could be read, in their order. */
export function tell(posts: readonly Post[], read: readonly (readonly RowToStore[])[], outcomes: string): Told[] {
  let next = 0
  return read.map((rows, post) => {
    const counts = { accepted: 0, duplicate: 0, late: 0, unknown: 0, bad: 0 }
    const problems: (Problem & { row: number })[] = []
    const refused: Told['refused'][number][] = []
    rows.forEach((row, index) => {
      const problem = 'problem' in row ? row.problem : null
      const outcome = problem ? 'b' : (outcomes[next++] ?? 'b')
      counts[COUNTED[outcome as keyof typeof COUNTED]]++
      if (problem && problems.length < MOST_PROBLEMS) problems.push({ row: index, ...problem })
      if ((outcome === 'b' || outcome === 'u') && refused.length < MOST_EXAMPLES)
        refused.push({
          row: posts[post]?.rows[index],
          reason: outcome === 'u' ? 'unknown' : 'bad',
          expected: problem ? `${UNREADABLE}:${problem.column}` : outcome === 'u' ? UNKNOWN : UNTIMELY,
        })
    })
    return { counts: { ...counts, problems }, refused }
  })
}

/** The counts of all posts together. */
export function sum(told: readonly Told[]) {
  const total = (key: 'accepted' | 'duplicate' | 'late' | 'unknown' | 'bad') =>
    told.reduce((count, { counts }) => count + counts[key], 0)
  return {
    accepted: total('accepted'),
    duplicate: total('duplicate'),
    late: total('late'),
    unknown: total('unknown'),
    bad: total('bad'),
  }
}

/** What to keep of the rows that were not stored. */
export function examplesOf(posts: readonly Post[], told: readonly Told[]) {
  return told
    .flatMap(({ refused }, post) =>
      refused.map(({ row, reason, expected }) => ({
        reason,
        source: exampleOf(posts[post]?.source.name ?? ''),
        row: exampleOf(row),
        expected,
      })),
    )
    .slice(0, MOST_EXAMPLES)
}
