import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backEnds, startTinyServerOn } from './back-ends.ts'
import { startTinyServer, type TinyServer } from './tiny-server.ts'

/** 10,000 in `npm run soak` */
const REQUESTS = process.env.LIFELINE_SOAK ? 10_000 : 2000
const IN_FLIGHT = 50
const WATER_PIPE = 'tiny/water/J1~J2~1'
/** of the enterprise that has the demo user */
const GAS_VALVE = 'tiny/gas/R1'
const AUDIT = { from_at: null, to_at: null, of_action: null, of_actor: null, before_seq: null, max_rows: 1 }

let embedded: TinyServer
beforeAll(async () => {
  embedded = await startTinyServer()
})
afterAll(() => embedded.close())

/** One kind of request with what its answer must be. */
interface Probe {
  readonly name: string
  readonly ask: () => Promise<Response>
  readonly isRight: (status: number, body: string) => boolean
}

describe.each(backEnds)('on %s, requests of different roles at the same time', (backEnd) => {
  let other: TinyServer | null = null
  beforeAll(async () => {
    if (backEnd !== 'embedded') other = await startTinyServerOn(backEnd)
  })
  afterAll(() => other?.close())

  it('each see their own role, and anonymous users no row', async () => {
    const tiny = other ?? embedded
    const roles = ['planner', 'duty', 'leader', 'admin'] as const
    const tokens = await Promise.all(roles.map((role) => tiny.signIn(role)))
    const enterprise = await tiny.signIn('enterprise')
    const table = (name: string, token: string | null) =>
      fetch(`${tiny.server.url}/rest/v1/${name}?select=id`, {
        headers: { apikey: tiny.publishableKey, ...(token === null ? {} : { Authorization: `Bearer ${token}` }) },
      })
    const probes: Probe[] = [
      ...roles.flatMap((role, index): Probe[] => {
        const token = tokens[index] ?? ''
        return [
          {
            name: `${role} asks who it is`,
            ask: () => tiny.call('my_role', {}, token),
            isRight: (status, body) => status === 200 && body === `"${role}"`,
          },
          {
            name: `${role} reads an asset`,
            ask: () => tiny.call('asset_record', { asset_id: WATER_PIPE }, token),
            isRight: (status, body) => status === 200 && body.includes(WATER_PIPE),
          },
          {
            name: `${role} acknowledges`,
            ask: () => tiny.call('acknowledge_alarm', { alarm: 1, note: '' }, token),
            isRight: (status) => (role === 'duty' || role === 'admin' ? status < 300 : status === 403),
          },
        ]
      }),
      {
        name: 'an enterprise reads its own asset',
        ask: () => tiny.call('asset_record', { asset_id: GAS_VALVE }, enterprise),
        isRight: (status, body) => status === 200 && body.includes(GAS_VALVE),
      },
      {
        name: 'an enterprise reads the assets',
        ask: () => table('asset', enterprise),
        isRight: (status, body) => status === 200 && body.includes(GAS_VALVE) && !body.includes(WATER_PIPE),
      },
      {
        name: 'an enterprise reads an asset of another',
        ask: () => tiny.call('asset_record', { asset_id: WATER_PIPE }, enterprise),
        isRight: (status, body) => status === 200 && body === 'null',
      },
      {
        name: 'the leader reads the audit',
        ask: () => tiny.call('audit_entries', AUDIT, tokens[2] ?? ''),
        isRight: (status, body) => status === 200 && body === '[]',
      },
      {
        name: 'the administrator reads the audit',
        ask: () => tiny.call('audit_entries', AUDIT, tokens[3] ?? ''),
        isRight: (status, body) => status === 200 && body.includes('"seq"'),
      },
      {
        name: 'anonymous reads assets',
        ask: () => table('asset', null),
        isRight: (status, body) => status === 401 && !body.includes('tiny/'),
      },
      {
        name: 'anonymous reads sensors',
        ask: () => tiny.call('sensor_overview', {}, null),
        isRight: (status, body) => status === 401 && !body.includes('s-water'),
      },
      {
        name: 'a made-up service key',
        ask: () => table('asset', 'sb_secret_made_up'),
        isRight: (status, body) => status === 401 && !body.includes('tiny/'),
      },
      {
        name: 'the service writes readings',
        ask: () =>
          fetch(`${tiny.server.url}/ingest/v1/readings`, {
            method: 'POST',
            headers: { Authorization: `Bearer ${tiny.server.ingestKey}`, 'Content-Type': 'application/json' },
            body: JSON.stringify({ readings: [{ sensor: 's-water', at: Date.now(), value: 0.3 }] }),
          }),
        // 503 = too many batches wait: the device comes again.
        isRight: (status, body) => (status === 200 && body.includes('accepted')) || status === 503,
      },
    ]
    const wrong: string[] = []
    let next = 0
    let answered = 0
    const worker = async () => {
      while (next < REQUESTS) {
        const probe = probes[next++ % probes.length]
        if (!probe) continue
        const answer = await probe.ask()
        const body = await answer.text()
        answered++
        if (!probe.isRight(answer.status, body)) wrong.push(`${probe.name}: ${answer.status} ${body.slice(0, 200)}`)
      }
    }
    await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
    expect(wrong).toEqual([])
    expect(answered).toBe(REQUESTS)
  }, 900_000)
})

describe('a request that could hold the one session for long', () => {
  const select = async (columns: string) => {
    const token = await embedded.signIn('planner')
    return fetch(`${embedded.server.url}/rest/v1/asset?select=${encodeURIComponent(columns)}`, {
      headers: { apikey: embedded.publishableKey, Authorization: `Bearer ${token}` },
    })
  }

  it('may embed other tables, one level deep', async () => {
    const answer = await select('id,road(name_zh),sensor(id)')
    expect(await answer.json()).toContainEqual({
      id: WATER_PIPE,
      road: { name_zh: '海湾路' },
      sensor: [{ id: 's-water' }],
    })
  })

  it.each([
    ['embeds within embeds', 'id,discipline(id,asset(id,discipline(id,asset(id))))'],
    ['embeds over and over', Array.from({ length: 5 }, (_, index) => `a${index}:sensor(id)`).join()],
    ['names columns without end', Array.from({ length: 400 }, () => 'id').join()],
  ])('is refused when it %s', async (_, columns) => {
    expect((await select(columns)).status).toBe(400)
  })

  it('is refused when its body is too large, also when it does not say how large', async () => {
    const body = new Blob(['[', '0,'.repeat(700_000), '0]']).stream()
    const answer = await fetch(`${embedded.server.url}/rest/v1/rpc/city_info`, {
      method: 'POST',
      headers: { apikey: embedded.publishableKey, 'Content-Type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
  })
})
