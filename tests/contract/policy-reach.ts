import { describe, expect, it } from 'vitest'
import { assume, type Query } from '../../server/database/database.ts'
import { type Person, people } from './policies.ts'
import { type Opened, takeBack } from './policy-databases.ts'
import { callerOf, policyRows } from './policy-fixture.ts'

const WATER = 'tiny/water/J1~J2~1'
const POWER = 'tiny/power/D1~D2~1'

/** Asks as somebody inside a transaction of the owner, which goes on afterwards. */
async function as<Row>(ask: Query, person: Person, sql: string, claims: object = {}): Promise<Row | undefined> {
  const caller = callerOf(person)
  await assume(ask, { ...caller, claims: { ...caller.claims, ...claims } })
  const [row] = await ask<Row>(sql)
  await ask('reset role')
  return row
}

/** Districts, classes of secrecy and what else bounds a person, on an open database that `fillForPolicies` has filled. */
export function describeReach(opened: () => Opened): void {
  const trying = (person: Person | null, work: (query: Query) => Promise<void>) =>
    takeBack(opened().database, person, work)

  describe('reach', () => {
    const recordOf = (ask: Query, person: Person, id = WATER) =>
      as<{ record: Record<string, unknown> | null }>(ask, person, `select public.asset_record('${id}') as record`).then(
        (row) => row?.record ?? null,
      )
    const notes = (ask: Query) =>
      ask<{ actor: string; object: string; detail: unknown }>(
        `select actor_name as actor, object, detail from audit.entry where action = 'read-secret' order by seq`,
      )

    it('is the same for functions that run as their owner as for the policies', async () => {
      for (const person of people.filter((name) => name !== 'anonymous'))
        await trying(person, async (ask) => {
          const [row] = await ask(
            `select array(select a.id from public.asset a order by 1) as assets,
               array(select t.id from unnest($1::text[]) t (id) where app.sees_asset(t.id) order by 1) as "sameAssets",
               array(select s.id from public.sensor s order by 1) as sensors,
               array(select t.id from unnest($2::text[]) t (id) where app.sees_sensor(t.id) order by 1) as "sameSensors",
               array(select l.sensor_id from public.sensor_latest l join public.sensor s on s.id = l.sensor_id
                 where s.retired_at is null order by 1) as latest,
               array(select r ->> 0 from jsonb_array_elements(
                 public.latest_in_view(-180, -85, 180, 85) -> 'readings') r order by 1) as "sameLatest"`,
            [policyRows.asset.map(({ id }) => id), policyRows.sensor.map(({ id }) => id)],
          )
          const { assets, sameAssets, sensors, sameSensors, latest, sameLatest } = row as Record<string, unknown>
          expect([person, sameAssets, sameSensors, sameLatest]).toEqual([person, assets, sensors, latest])
        })
    })

    it('leaves out fields above the clearance and names them, with what could be worked out of the others', async () => {
      await trying(null, async (ask) => {
        await as(ask, 'admin', `select public.set_field_secrecy('start_depth_m', 2::smallint, '定密')`)
        const vertical = ['end_depth_m', 'end_level_m', 'geometry', 'path', 'start_depth_m', 'start_level_m']
        const record = await recordOf(ask, 'planner')
        expect(record).toMatchObject({ hiddenFields: vertical, path: [], start_level_m: null, diameter_mm: 300 })
        expect(record).toMatchObject({ at: { lat: 36.01, height: 0 } })
        expect(await recordOf(ask, 'cleared')).toMatchObject({ hiddenFields: [], at: { height: 2 } })
        const found = await as<{ at: { height: number } }>(
          ask,
          'planner',
          `select public.search_assets('bay road', 1) -> 0 -> 'at' as at`,
        )
        expect(found?.at.height).toBe(0)
        // what a finding says may quote any field
        expect(await as(ask, 'planner', 'select count(*)::integer as n from public.finding')).toEqual({ n: 0 })
        expect(await as(ask, 'leader', `select public.my_access() ->> 'tiles' as tiles`)).toEqual({
          tiles: 'clearance',
        })
      })
    })

    it.each(['*', 'start_level_m', 'geometry', 'attributes', 'diameter_mm'])(
      'has no way round by REST: nobody selects %s of the assets',
      async (column) => {
        for (const person of people)
          await trying(person, async (ask) => {
            await expect(ask(`select ${column} from public.asset`)).rejects.toMatchObject({ code: '42501' })
          })
      },
    )

    it('is noted in the audit whenever somebody reads what is secret, and only then', async () => {
      await trying(null, async (ask) => {
        await ask(`update public.asset set start_depth_m = 1.5 where id = '${WATER}'`)
        await as(ask, 'admin', `select public.set_field_secrecy('start_depth_m', 2::smallint, '定密')`)
        await recordOf(ask, 'planner')
        await recordOf(ask, 'planner', POWER)
        expect(await notes(ask)).toEqual([])
        await recordOf(ask, 'cleared')
        await recordOf(ask, 'cleared', POWER)
        await as(ask, 'cleared', 'select public.note_tile_grant()')
        expect(await notes(ask)).toEqual([
          { actor: 'cleared', object: `asset/${WATER}`, detail: { fields: ['start_depth_m'] } },
          { actor: 'cleared', object: `asset/${POWER}`, detail: { fields: [] } },
          { actor: 'cleared', object: 'tiles/tiny', detail: {} },
        ])
      })
    })

    it('is noted once a call with the number of rows when a list tells somebody what is secret, and only then', async () => {
      const lists = [
        `public.search_assets('bay road', 20)`,
        'public.assets_near(120.01, 36.01, 500, 10)',
        `public.asset_neighbours('${WATER}')`,
        'public.latest_in_view(120, 36, 122, 37)',
      ]
      const queries = (ask: Query) =>
        ask<{ actor: string; object: string; detail: unknown }>(
          `select actor_name as actor, object, detail from audit.entry where action = 'query-secret' order by seq`,
        )
      const askAll = async (ask: Query, person: Person) => {
        for (const list of lists) await as(ask, person, `select ${list}`)
      }
      await trying(null, async (ask) => {
        for (const person of ['planner', 'duty of d1', 'admin'] as const) await askAll(ask, person)
        await as(ask, 'cleared', `select public.search_assets('nothing like it', 20)`)
        expect(await queries(ask)).toEqual([])
        await askAll(ask, 'cleared')
        const cable = (object: string) => ({
          actor: 'cleared',
          object: `list/${object}`,
          detail: { class: 2, rows: 1, fields: [] },
        })
        expect(await queries(ask)).toEqual(
          ['search_assets', 'assets_near', 'asset_neighbours', 'latest_in_view'].map(cable),
        )
        expect(await ask('select audit.first_broken() as seq')).toEqual([{ seq: null }])
      })
      await trying(null, async (ask) => {
        // the same asset, but now it is what the list tells of every asset that is secret
        await ask('delete from public.layer_secrecy')
        await ask(`insert into public.field_secrecy values ('asset', 'start_depth_m', 2)`)
        await askAll(ask, 'planner')
        await as(ask, 'cleared', `select ${lists[0]}`)
        expect(await queries(ask)).toEqual([
          { actor: 'cleared', object: 'list/search_assets', detail: { class: 2, rows: 3, fields: ['path'] } },
        ])
      })
    })

    it('ends at a single asset that was made secret, also after a build that had lost it', async () => {
      await trying(null, async (ask) => {
        await as(ask, 'admin', `select public.set_asset_secrecy('${WATER}', 2::smallint, '定密')`)
        expect(await recordOf(ask, 'planner')).toBeNull()
        expect(await recordOf(ask, 'cleared')).toMatchObject({ id: WATER })
        await ask(`create temporary table lost on commit drop as select * from public.asset where id = '${WATER}'`)
        await ask(`update lost set secrecy = null`)
        await ask(`delete from public.asset where id = '${WATER}'`)
        await ask('insert into public.asset select * from lost')
        expect(await recordOf(ask, 'planner')).toBeNull()
        await as(ask, 'admin', `select public.set_asset_secrecy('${WATER}', null, '解密')`)
        expect(await recordOf(ask, 'planner')).toMatchObject({ id: WATER })
      })
    })

    it('ends at once when the role is taken away or disabled, whatever the token says', async () => {
      for (const end of ['delete from app.user_role', 'update app.user_role set disabled_at = now()'])
        await trying(null, async (ask) => {
          await ask(`${end} where user_id = '${callerOf('leader').claims.sub}'`)
          const token = { app_metadata: { app_role: 'admin' }, user_metadata: { app_role: 'admin' } }
          expect(await as(ask, 'leader', 'select public.my_role() as role', token)).toEqual({ role: 'public' })
          expect(await recordOf(ask, 'leader')).toBeNull()
        })
    })

    it('begins with the second factor where the city asks for one', async () => {
      await trying(null, async (ask) => {
        await ask(`insert into app.setting values ('require_mfa', 'true')`)
        const role = 'select public.my_role() as role'
        expect(await as(ask, 'planner', role)).toEqual({ role: 'public' })
        expect(await as(ask, 'planner', role, { aal: 'aal1' })).toEqual({ role: 'public' })
        expect(await as(ask, 'planner', role, { aal: 'aal2' })).toEqual({ role: 'planner' })
        const lacks = `select public.my_access() -> 'lacksSecondFactor' as lacks`
        expect(await as(ask, 'planner', lacks)).toEqual({ lacks: true })
      })
    })

    it('is the same for an asset that is not there and one that is not theirs', async () => {
      await trying(null, async (ask) => {
        expect(await recordOf(ask, 'enterprise', 'tiny/gas/R1')).toBeNull()
        expect(await recordOf(ask, 'enterprise', 'tiny/water/none')).toBeNull()
        expect(await recordOf(ask, 'enterprise')).toMatchObject({ id: WATER })
      })
    })
  })

  describe('a change of a class', () => {
    interface Effect {
      readonly rows: number
      readonly people: readonly { name: string; rows: number; sight: string | null; tiles: string | null }[]
    }
    const effectOf = async (ask: Query, table: string, key: string, newClass: number | null) => {
      const asked = `select public.admin_secrecy_effect('${table}', '${key}', ${newClass}::smallint) as effect`
      return (await as<{ effect: Effect }>(ask, 'admin', asked))?.effect
    }
    const told = (effect: Effect | undefined) =>
      Object.fromEntries(effect?.people.map(({ name, rows, sight, tiles }) => [name, [rows, sight, tiles]]) ?? [])

    it('is told before it is made: who loses or gains the sight of how much, and of the whole city', async () => {
      await trying(null, async (ask) => {
        // the cable is secret now, so tiles are closed to clearance 1 already
        expect(await effectOf(ask, 'layer', 'gas/point', 2)).toMatchObject({ rows: 1 })
        expect(told(await effectOf(ask, 'layer', 'gas/point', 2))).toEqual({
          planner: [1, 'loses', null],
          duty: [1, 'loses', null],
          leader: [1, 'loses', null],
          admin: [1, 'loses', null],
          'duty of d2': [1, 'loses', null],
        })
        const opened = await effectOf(ask, 'layer', 'power/line', null)
        expect(told(opened)).toMatchObject({ planner: [1, 'gains', 'gains'], 'duty of d1': [1, 'gains', null] })
        expect(Object.keys(told(opened))).not.toContain('cleared')
        await as(ask, 'admin', `select public.set_layer_secrecy('power', 'line', null, '解密')`)
        expect(told(await effectOf(ask, 'asset', WATER, 2))).toEqual({
          planner: [1, 'loses', 'loses'],
          duty: [1, 'loses', 'loses'],
          leader: [1, 'loses', 'loses'],
          admin: [1, 'loses', 'loses'],
          'duty of d1': [1, 'loses', null],
          enterprise: [1, 'loses', null],
        })
        expect(await effectOf(ask, 'asset', 'tiny/water/none', 2)).toEqual({ rows: 0, people: [], total: 0 })
      })
    })

    it.each([
      ['layer', 'gas/point', `set_layer_secrecy('gas', 'point', 2::smallint, '定密')`],
      ['field', 'start_depth_m', `set_field_secrecy('start_depth_m', 2::smallint, '定密')`],
      ['asset', WATER, `set_asset_secrecy('${WATER}', 2::smallint, '定密')`],
    ])('does what was told of a %s', async (table, key, change) => {
      await trying(null, async (ask) => {
        await ask('update public.asset set start_depth_m = 1.5')
        await as(ask, 'admin', `select public.set_layer_secrecy('power', 'line', null, '解密')`)
        const seen = async () => {
          const found: [Person, number, string | undefined][] = []
          for (const person of people.filter((name) => name !== 'anonymous' && name !== 'disabled')) {
            const row = await as<{ assets: number; hidden: string[]; tiles: string }>(
              ask,
              person,
              `select (select count(*)::integer from public.asset) as assets, app.closed_fields() as hidden,
                 public.my_access() ->> 'tiles' as tiles`,
            )
            const isHidden = table === 'field' && row?.hidden.includes(key)
            found.push([person, isHidden ? 0 : (row?.assets ?? 0), row?.tiles])
          }
          return found
        }
        const effect = told(await effectOf(ask, table, key, 2))
        const before = await seen()
        await as(ask, 'admin', `select public.${change}`)
        const lost = (await seen()).flatMap(([person, assets, tiles], i) => {
          const [, assetsBefore = 0, tilesBefore] = before[i] ?? []
          const isClosed = tilesBefore === 'open' && tiles !== 'open'
          const rows = assetsBefore - assets
          return rows > 0 || isClosed ? [[person, [rows, rows > 0 ? 'loses' : null, isClosed ? 'loses' : null]]] : []
        })
        expect(effect).toEqual(Object.fromEntries(lost))
        expect(lost.length).toBeGreaterThan(3)
      })
    })

    it('is refused without a reason, and told in the audit with it and with what was', async () => {
      for (const call of [
        `set_layer_secrecy('gas', 'point', 2::smallint, ' ')`,
        `set_field_secrecy('start_depth_m', 2::smallint, null)`,
        `set_asset_secrecy('${WATER}', 2::smallint, '${'x'.repeat(501)}')`,
      ])
        await trying(null, async (ask) => {
          await expect(as(ask, 'admin', `select public.${call}`)).rejects.toMatchObject({ code: '22023' })
        })
      await trying(null, async (ask) => {
        await as(ask, 'admin', `select public.set_layer_secrecy('power', 'line', 1::smallint, ' 解密 ')`)
        expect(await ask('select object, detail from audit.entry order by seq desc limit 1')).toEqual([
          { object: 'layer_secrecy/power/line', detail: { class: 1, reason: '解密', before: { class: 2 } } },
        ])
      })
    })
  })

  describe('functions', () => {
    it('take readings, judge and broadcast under the role of the devices', async () => {
      await trying(null, async (ask) => {
        const readings = ['s-water', 's-gas'].map((sensor) => ({ sensor, at: Date.now(), value: 1, quality: 0 }))
        const judgements = readings.map(({ sensor, at, value }) => ({ sensor, at, value, grade: 'red' }))
        const topic = 'sensors:d1:water-pressure'
        await ask('update public.alarm set closed_at = opened_at')
        await ask('delete from realtime.messages')
        await assume(ask, { role: 'lifeline_ingest', claims: {} })
        const [row] = await ask(
          `select public.ingest($1::text::jsonb) ->> 'accepted' as accepted,
             sensing.write_judgements($2::text::jsonb) ->> 'opened' as opened,
             sensing.publish($3::text::jsonb)::text as published`,
          [readings, judgements, [{ topic, event: 'batch', payload: {} }]].map((value) => JSON.stringify(value)),
        )
        expect(row).toMatchObject({ accepted: '2', opened: '2' })
        await ask('reset role')
        const sent = await ask<{ topic: string }>('select distinct topic from realtime.messages order by 1')
        expect(sent.map((message) => message.topic)).toEqual(['alarms', topic])
      })
    })

    it('answer no more than their bounds, whatever is asked for', async () => {
      await trying(null, async (ask) => {
        await ask(
          `insert into sensing.sensor_reading select 's-water', now() - n * interval '1 second', n, 0
           from generate_series(1, 6000) n where now() - n * interval '1 second' >= date_trunc('day', now() at time zone 'UTC') at time zone 'UTC'`,
        )
        await assume(ask, callerOf('duty'))
        for (const most of [2_000_000_000, 0, -5, null]) {
          const [row] = await ask<{ points: number }>(
            `select jsonb_array_length(public.reading_history('s-water', '-infinity', 'infinity', $1) -> 'at') as points`,
            [most],
          )
          expect(row?.points).toBeLessThanOrEqual(5000)
        }
        const search = 'select jsonb_array_length(public.search_assets($1, $2)) as hits'
        expect(await ask(search, ['tiny', 2_000_000_000])).toEqual([{ hits: 2 }])
        expect(await ask(search, ['tiny', -1])).toEqual([{ hits: 1 }])
        expect(await ask(search, ['x'.repeat(1_000_000), 20])).toEqual([{ hits: 0 }])
        await expect(ask('select public.acknowledge_alarm(1, $1)', ['x'.repeat(1001)])).rejects.toThrow(/at most 1000/)
      })
    })

    it('keep the first acknowledgement of an alarm', async () => {
      await trying(null, async (ask) => {
        const acknowledge = (person: Person) =>
          as<{ alarm: unknown }>(ask, person, `select public.acknowledge_alarm(1, 'seen') as alarm`)
        for (const person of ['duty', 'admin'] as const)
          expect((await acknowledge(person))?.alarm).toMatchObject({ id: 1, acknowledgedBy: 'duty', closedAt: null })
      })
    })
  })
}
