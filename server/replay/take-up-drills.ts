import type { Database } from '../database/database.ts'
import { hash } from './noise.ts'
import type { Script } from './script.ts'
import type { StoryName } from './story.ts'

/**
 * Lets the drills happen that were asked for since (`start_drill()`): each begins now, and its row is told until when it
 * lasts and which sensors see it. One for which the city lacks the sensors ends at once.
 */
export async function takeUpDrills(database: Database, script: Script, now: number): Promise<void> {
  const asked = await database.query<{ id: number; story: StoryName }>(
    'select id, story from public.drill where until is null order by id',
  )
  for (const { id, story } of asked) {
    const incident = script.start(story, now, hash(`drill ${id}`))
    await database.query(
      'update public.drill set until = to_timestamp($2::double precision / 1000), sensor_ids = $3 where id = $1',
      [id, incident?.to ?? now, incident?.effects.map(({ sensor }) => sensor) ?? []],
    )
  }
}
