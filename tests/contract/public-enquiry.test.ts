import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type OpenDatabase, openDatabase } from './open-database.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

/** Whole in `npm run soak`: 10,000 questions of one, 200 of each of a hundred; a fifth in `npm test`. */
const SHARE = process.env.LIFELINE_SOAK ? 1 : 0.2
const QUESTIONS = 10_000 * SHARE
/** Time for the whole of it on a busy machine [ms]. */
const LONG = 600_000

/** A square city: cells a side, and the side of a cell [degrees]. */
const SIDE = 50
const STEP = 0.0017
const MIDDLE = STEP / 2
const START = '2026-03-02T00:00:00+08'

let directory: string
let open: OpenDatabase

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lifeline-'))
  open = await openDatabase({ directory, cacheDirectory: resolve('.lifeline/cache') })
  await open.database.query(
    `insert into public.public_cell
     select r || '/' || c, c * ${STEP}, r * ${STEP}, (c + 1) * ${STEP}, (r + 1) * ${STEP},
       array['water', 'gas'], false, '办公室', 'office', null, c / 2 * 2 * ${STEP}, (c / 2 * 2 + 2) * ${STEP}
     from generate_series(0, ${SIDE - 1}) r, generate_series(0, ${SIDE - 1}) c`,
  )
})
afterAll(async () => {
  await open.close()
  await rm(directory, { recursive: true, force: true })
})
beforeEach(async () => {
  await open.database.query('truncate enquiry.pace, enquiry.known, enquiry.day_cell, public.enquiry_alarm')
})

interface Outcome {
  readonly n: number
  /** bounds of what is told about */
  readonly area: string | null
  readonly code: string | null
  readonly wait: number | null
}

/**
 * Asks `count` questions in the order of n: SQL for the column and row of the cell, the address and the instant. A hundred
 * a transaction: the rows that a budget rewrites in one transaction pile up until it ends.
 */
async function askMany(count: number, of: { column: string; row: string; address: string; at: string }) {
  const outcomes: Outcome[] = []
  for (let from = 0; from < count; from += 100) {
    const batch = await open.database.query<Outcome>(
      `select n, a ->> 'bounds' as area, a ->> 'code' as code, (a ->> 'retry_after_s')::integer as wait
       from (select n, enquiry.ask((${of.column}) * ${STEP} + ${MIDDLE}, (${of.row}) * ${STEP} + ${MIDDLE},
         (${of.address})::inet, ${of.at}) as a from generate_series($1::integer, $2::integer) n) answered`,
      [from, Math.min(count, from + 100) - 1],
    )
    outcomes.push(...batch)
  }
  return outcomes
}
/** How many cells the answers tell of: two each. */
const countTold = (outcomes: readonly Outcome[]) =>
  2 * new Set(outcomes.flatMap(({ area }) => (area === null ? [] : [area]))).size
/** Another cell each time, all over the city. */
const everywhere = { column: `(n * 7) % ${SIDE}`, row: `((n * 7) / ${SIDE}) % ${SIDE}` }
const after = (seconds: string) => `timestamptz '${START}' + (${seconds}) * interval '1 second'`

describe('who scrapes', () => {
  it(
    'alone, with thousands of questions in four weeks, is told of 625 cells at most',
    async () => {
      const at = after(`n * ${2_400_000 / QUESTIONS}`)
      const outcomes = await askMany(QUESTIONS, { ...everywhere, address: `'203.0.113.7'`, at })
      // two at a time
      expect(countTold(outcomes)).toBe(624)
      expect(countTold(outcomes.filter(({ n }) => n < QUESTIONS / 28))).toBeLessThanOrEqual(200)
      expect(outcomes.every(({ area, code }) => (area === null) === (code === 'over_budget'))).toBe(true)
    },
    LONG,
  )

  it(
    'with all addresses of a network gets no more than one address does',
    async () => {
      const address = `'203.0.113.' || n % 100`
      const outcomes = await askMany(QUESTIONS / 5, { ...everywhere, address, at: after('n * 7') })
      expect(countTold(outcomes)).toBe(200)
    },
    LONG,
  )

  it(
    'from a hundred networks is noticed within a minute of 5 % of the city',
    async () => {
      const at = after('n * 4')
      const outcomes = await askMany(2 * QUESTIONS, { ...everywhere, address: `'10.0.' || n % 100 || '.1'`, at })
      expect(outcomes.filter(({ code }) => code !== null)).toEqual([])
      const twentieth = SIDE * SIDE * 0.05
      const passed = outcomes.find((_, index) => countTold(outcomes.slice(0, index + 1)) > twentieth)
      const [alarm] = await open.database.query<{ seconds: number; ofCells: number }>(
        `select extract(epoch from raised_at - timestamptz '${START}')::float8 as seconds, of_cells as "ofCells"
       from public.enquiry_alarm order by day limit 1`,
      )
      expect(alarm).toEqual({ seconds: (passed?.n ?? Number.NaN) * 4, ofCells: SIDE * SIDE })
    },
    LONG,
  )
})

describe('a budget', () => {
  const address = `'203.0.113.7'`

  it('is ten questions in any minute, and says when to come again', async () => {
    const outcomes = await askMany(13, { column: '1', row: '1', address, at: after('n * 5') })
    expect(outcomes.map(({ wait }) => wait)).toEqual([...Array(10).fill(null), 10, 5, null])
  })

  it('is spent by both cells that an answer tells of, and not by those that one has already', async () => {
    const first = await askMany(100, { ...everywhere, address, at: after('n * 7') })
    expect(countTold(first)).toBe(200)
    const again = await askMany(1, { ...everywhere, address, at: after('2000') })
    const beside = await askMany(1, { column: '1', row: '0', address, at: after('2010') })
    expect([again[0]?.area, beside[0]?.area]).toEqual([first[0]?.area, first[0]?.area])
    const [other] = await askMany(1, { column: '49', row: '49', address, at: after('2100') })
    expect(other).toMatchObject({ code: 'over_budget', wait: 86_400 - 2100 })
    const [tomorrow] = await askMany(1, { column: '49', row: '49', address, at: after('86400') })
    expect(tomorrow?.area).not.toBeNull()
  })

  it('is not spent by another, and an address of IPv6 is a household', async () => {
    const six = (from: number) => `'2001:db8:0:1::' || to_hex(n + ${from})`
    const first = await askMany(10, { column: '1', row: '1', address: six(1), at: after('n') })
    expect(first.map(({ code }) => code)).toEqual(Array(10).fill(null))
    const [same] = await askMany(1, { column: '1', row: '1', address: six(99), at: after('20') })
    expect(same?.code).toBe('over_budget')
    const [other] = await askMany(1, { column: '1', row: '1', address: `'2001:db8:9::1'`, at: after('20') })
    expect(other?.code).toBeNull()
  })

  it('is kept without anybody’s address, and forgotten when it is used up no more', async () => {
    await askMany(1, { column: '1', row: '1', address, at: after('0') })
    const kept = await open.database.query<{ row: string }>(
      'select p::text as row from enquiry.pace p union all select k::text from enquiry.known k',
    )
    // for the address and for its network: the pace, and the two cells of the answer
    expect(kept).toHaveLength(6)
    expect(kept.filter(({ row }) => row.includes('203.0'))).toEqual([])
    await open.database.query('select enquiry.prune()')
    const left = await open.database.query<{ count: number }>(
      `select (select count(*) from enquiry.pace) + (select count(*) from enquiry.known where first_on < now() - interval '31 days')
         + (select count(*) from enquiry.day_cell) as count`,
    )
    expect(left).toEqual([{ count: 0 }])
  })
})

describe('an answer', () => {
  it('is the same bytes in thousands of repeats from a thousand networks, anywhere in both of its cells', async () => {
    const [seen] = await open.database.query<{ answers: number; text: string }>(
      `select count(distinct a::text) as answers, min(a::text) as text from (
         select enquiry.ask(${2 * STEP + STEP / 99} + (n % 97) * ${STEP / 50}, ${4 * STEP + STEP / 99} + (n % 89) * ${STEP / 100},
           ('10.' || n % 1000 / 250 || '.' || n % 250 || '.9')::inet, ${after('n')}) as a
         from generate_series(1, ${QUESTIONS}) n) repeated`,
    )
    expect(seen?.answers).toBe(1)
    expect(JSON.parse(seen?.text ?? '')).toMatchObject({ kinds: ['water', 'gas'], hasOthers: false })
  })

  it('is null outside the city and for what is no place', async () => {
    const places = [`-1, 0.01`, `0.01, 90`, `'NaN', 0.01`, `'Infinity', '-Infinity'`, `null, null`]
    for (const place of places) {
      const [row] = await open.database.query<{ answer: unknown }>(
        `select enquiry.ask(${place}, '198.51.100.1', ${after('0')}) as answer`,
      )
      expect(row?.answer, place).toBeNull()
    }
  })
})

describe('the address of who asks', () => {
  const addressOf = async (headers: string) => {
    const [row] = await open.database.transaction(async (query) => {
      await query(`select set_config('request.headers', $1, true)`, [headers])
      return query<{ address: string | null }>('select enquiry.address()::text as address')
    })
    return row?.address
  }

  it('is the last that was forwarded, never one that the client wrote before it', async () => {
    expect(await addressOf('{"x-forwarded-for":"9.9.9.9, 203.0.113.7"}')).toBe('203.0.113.7/32')
    expect(await addressOf('{"x-forwarded-for":"::ffff:203.0.113.7"}')).toBe('203.0.113.7/32')
    for (const headers of ['', '{}', '{"x-forwarded-for":""}', '{"x-forwarded-for":"unknown"}'])
      expect(await addressOf(headers), headers).toBeNull()
  })
})

describe('over HTTP', () => {
  let tiny: TinyServer
  beforeAll(async () => {
    tiny = await startTinyServer()
  })
  afterAll(() => tiny.close())

  it('ten questions a minute are answered alike, whatever address the client claims; then 429', async () => {
    const ask = (claimed: number) =>
      fetch(`${tiny.server.url}/rest/v1/rpc/public_cell`, {
        method: 'POST',
        headers: {
          ...{ apikey: tiny.publishableKey, 'Content-Type': 'application/json' },
          'X-Forwarded-For': `203.0.${claimed}.1`,
        },
        body: JSON.stringify({ lon: 120.001, lat: 36.001 }),
      })
    const bodies = new Set<string>()
    for (let count = 0; count < 10; count++) bodies.add(await (await ask(count)).text())
    expect([...bodies].map((body) => JSON.parse(body))).toEqual([
      {
        bounds: [120, 36, 120.004, 36.002],
        kinds: ['water'],
        hasOthers: true,
        call: { office: { zh: '示例服务站', en: 'Example desk' }, phone: null },
        build: 'build-1',
      },
    ])
    const refused = await ask(10)
    const body = (await refused.json()) as { code: string; retry_after_s: number }
    expect([refused.status, body.code]).toEqual([429, 'over_budget'])
    expect(refused.headers.get('Retry-After')).toBe(String(body.retry_after_s))
  })

  it('no other spelling of the address goes round the budgets', async () => {
    const headers = { apikey: tiny.publishableKey, 'X-Forwarded-For': '203.0.113.9' }
    for (const path of ['public_cell?lon=120.001&lat=36.001', '%70ublic_cell?lon=120.001&lat=36.001']) {
      const answer = await fetch(`${tiny.server.url}/rest/v1/rpc/${path}`, { headers })
      expect(await answer.text(), path).not.toContain('kinds')
    }
    const unreadable = await tiny.call('public_cell', { lon: '120' }, null)
    expect(unreadable.status).toBe(400)
  })
})
