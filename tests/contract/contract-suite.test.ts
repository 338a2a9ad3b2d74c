import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DEMO_PASSWORD } from '../../server/auth/demo-users.ts'
import { startPreparedCluster } from './back-ends.ts'
import { openPglite17 } from './pglite17.ts'
import type { Cluster } from './postgres-cluster.ts'
import { accountCalls, httpCalls } from './suite/accounts.ts'
import { askAll, type Call, kindOf } from './suite/call.ts'
import { differences } from './suite/differences.ts'
import { refusalOf, refusals } from './suite/expected.ts'
import { type ClientFunction, functionCalls, functionFaultCalls } from './suite/functions.ts'
import { liveCalls, postReadings } from './suite/live.ts'
import { grammarCalls, tableCalls, writeCalls } from './suite/tables.ts'
import { closeSession, openSession } from './suite/target.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

const BACK_ENDS = ['the embedded database', 'PostgreSQL 15', 'PostgreSQL 17'] as const
/** PostgreSQL 17 takes a quarter of a minute to start: in `npm run soak` */
const OTHERS = process.env.LIFELINE_SOAK ? [1, 2] : [1]

let cluster: Cluster
let calls: readonly Call[]
const servers: TinyServer[] = []
const answers: ReadonlyMap<string, unknown>[] = []

beforeAll(async () => {
  const prepared = await startPreparedCluster()
  cluster = prepared.cluster
  const options = [{}, { databaseUrl: prepared.url }, { openDatabase: openPglite17 }]
  for (const place of [0, ...OTHERS]) servers.push(await startTinyServer(true, options[place]))
  const now = Date.now()
  calls = await allCalls(now)
  for (const tiny of servers) {
    const session = await openSession({
      url: tiny.server.url,
      publishableKey: tiny.publishableKey,
      ingestKey: tiny.server.ingestKey,
      password: DEMO_PASSWORD,
    })
    await postReadings(session, [
      { sensor: 's-water', at: now - 60_000, value: 0.3 },
      { sensor: 's-gas', at: now - 60_000, value: 20 },
    ])
    answers.push(await askAll(session, calls))
    await closeSession(session)
  }
}, 180_000)
afterAll(async () => {
  for (const server of servers) await server.close()
  cluster?.stop()
})

async function allCalls(now: number): Promise<Call[]> {
  const rows = <Row>(query: string) =>
    cluster
      .sql('supervisor', `\\connect lifeline\nselect to_jsonb(q) from (${query}) q;`)
      .then((lines) => lines.map((line) => JSON.parse(line) as Row))
  const tables = await rows<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p', 'v') order by 1`,
  )
  const functions = await rows<ClientFunction>(
    `select p.proname as name, coalesce((select jsonb_agg(jsonb_build_object('name', p.proargnames[a.place],
         'type', format_type(a.type, null)) order by a.place)
       from unnest(p.proargtypes::oid[]) with ordinality a (type, place)), '[]') as parameters
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where n.nspname = 'public' and p.prokind = 'f' and has_function_privilege('authenticated', p.oid, 'execute')
     order by p.provolatile, 1`,
  )
  return [
    ...accountCalls(),
    ...httpCalls(),
    ...tableCalls(tables.map(({ name }) => name)),
    ...grammarCalls(),
    ...writeCalls(),
    ...liveCalls(),
    ...functionFaultCalls(),
    ...functionCalls(functions, now),
  ]
}

const KINDS = [
  'accounts',
  'plain HTTP',
  'every table',
  'the query grammar',
  'writing',
  'the live stream',
  'calls of functions',
  'every function',
]

describe.each(OTHERS)('a client that asks', (place) => {
  it.each(KINDS)(`is answered by ${BACK_ENDS[place]} as by ${BACK_ENDS[0]}, but for what is listed: %s`, (kind) => {
    const asked = calls.filter((call) => kindOf(call) === kind)
    expect(asked.length).toBeGreaterThan(0)
    for (const { name } of asked) {
      const [first, other] = [answers[0]?.get(name), answers[place]?.get(name)]
      if (differences[name] === undefined) expect(other, name).toEqual(first)
      else expect(other, `${name} is listed as different`).not.toEqual(first)
    }
  })
})

describe('a client', () => {
  it('is refused as PostgREST and GoTrue refuse, and answered otherwise', () => {
    const told = calls
      .filter((call) => ['accounts', 'plain HTTP', 'the query grammar', 'calls of functions'].includes(kindOf(call)))
      .flatMap(({ name }) => {
        const refusal = refusalOf(answers[0]?.get(name))
        return refusal === null ? [] : [[name, refusal] as const]
      })
    expect(Object.fromEntries(told)).toEqual(refusals)
  })

  it('never writes a table', () => {
    const told = calls.filter((call) => kindOf(call) === 'writing').map(({ name }) => refusalOf(answers[0]?.get(name)))
    expect(new Set(told)).toEqual(new Set(['403 42501', '401 42501']))
  })

  it('hears what happens', () => {
    expect(answers[0]?.get('hear a reading')).toMatchObject({
      told: { status: 'SUBSCRIBED' },
      done: { status: 200 },
      message: { event: 'batch', payload: { city: 'tiny', readings: [['s-gas', '<ms>', 12.5, 0, 3]] } },
    })
    expect(answers[0]?.get('hear that alarms changed')).toMatchObject({ message: { event: 'changed' } })
  })
})
