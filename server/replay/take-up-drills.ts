import type { SensorId } from '../../src/domain/ids.ts'
import type { Database } from '../database/database.ts'
import { hash } from './noise.ts'
import type { Script } from './script.ts'
import type { StoryName } from './story.ts'

const MINUTE = 60_000
/** Drills that ended earlier touch none that may still run [ms]. */
const LONG_OVER = 24 * 60 * MINUTE

/**
 * Lets the drills happen that were asked for since (`start_drill()`): each begins now, and its row is told until when it
 * lasts and which sensors see it. One for which the city lacks the sensors ends at once; one that was asked for more than a
 * minute ago, while no server ran, is interrupted: nobody waits for it any more.
 */
export async function takeUpDrills(database: Database, script: Script, now: number): Promise<void> {
  const asked = await database.query<{ id: number; story: StoryName; at: number }>(
    `select id, story, extract(epoch from started_at)::double precision * 1000 as at
     from public.drill where until is null order by id`,
  )
  for (const { id, story, at } of asked) {
    if (at < now - MINUTE) {
      await interrupt(database, id, now)
      continue
    }
    const incident = script.start(story, now, seedOf(id))
    const sensors = [...new Set(incident?.effects.map(({ sensor }) => sensor))]
    await database.query(
      `update public.drill set begun_at = to_timestamp($2::double precision / 1000),
         until = to_timestamp($3::double precision / 1000), sensor_ids = $4 where id = $1`,
      [id, now, incident?.to ?? now, sensors],
    )
  }
}

/**
 * After a restart: drills that run go on as they were begun, so that also what was missed meanwhile is filled with them; one
 * that the sensors of now would tell otherwise is interrupted.
 */
export async function resumeDrills(database: Database, script: Script, now: number): Promise<void> {
  const begun = await database.query<{
    id: number
    story: StoryName
    at: number
    until: number
    sensors: readonly SensorId[]
  }>(
    `select id, story, extract(epoch from begun_at)::double precision * 1000 as at,
       extract(epoch from until)::double precision * 1000 as until, to_jsonb(sensor_ids) as sensors
     from public.drill
     where begun_at is not null and interrupted_at is null and cardinality(sensor_ids) > 0
       and until > to_timestamp($1::double precision / 1000) order by id`,
    [now - LONG_OVER],
  )
  for (const { id, story, at, until, sensors } of begun) {
    const incident = script.goOn(story, Math.round(at), seedOf(id), sensors)
    if (!incident && until > now) await interrupt(database, id, now)
  }
}

/** Ends all drills that run or wait: the server that begins now plays no field. */
export async function interruptDrills(database: Database, now: number): Promise<void> {
  const running = await database.query<{ id: number }>(
    'select id from public.drill where until is null or until > to_timestamp($1::double precision / 1000) order by id',
    [now],
  )
  for (const { id } of running) await interrupt(database, id, now)
}

async function interrupt(database: Database, id: number, now: number): Promise<void> {
  await database.query(
    `update public.drill set until = greatest(started_at, to_timestamp($2::double precision / 1000)),
       interrupted_at = to_timestamp($2::double precision / 1000) where id = $1`,
    [id, now],
  )
}

function seedOf(id: number): number {
  return hash(`drill ${id}`)
}
