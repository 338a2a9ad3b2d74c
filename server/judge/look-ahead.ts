import type { SensorId } from '../../src/domain/ids.ts'
import type { Watch } from '../../src/domain/sensing/watch.ts'
import type { Database } from '../database/database.ts'
import type { SensorDirectory } from '../ingest/sensor-directory.ts'

/** All sensors are looked at once in so many ticks: a share each second, so that no tick takes long. */
const TICKS = 30

/** A sensor on its way to a limit, as `sensing.write_approaches` takes it; instants [ms UTC]. */
interface Ahead {
  readonly sensor: SensorId
  readonly grade: string
  readonly direction: string
  readonly value: number
  readonly reachesAt: number
  readonly earliestAt: number
  readonly latestAt: number | null
  /** [unit of the kind per hour] */
  readonly slope: number
  readonly at: number
}

/** Looks ahead for every sensor in turn, and writes who is on the way to a limit once a round. */
export interface LookAhead {
  /** once a second */
  tick(now: number): Promise<void>
}

export function createLookAhead(parts: {
  readonly database: Pick<Database, 'asCaller'>
  readonly directory: () => SensorDirectory
  readonly watch: Pick<Watch, 'approach'>
}): LookAhead {
  const { database, directory, watch } = parts
  let waiting: SensorId[] = []
  let share = 0
  let found: Ahead[] = []
  // rows of the server before are not known here: the first round writes even when it finds none
  let written = -1

  async function endRound(): Promise<void> {
    const round = found
    found = []
    waiting = [...directory().keys()]
    share = Math.ceil(waiting.length / TICKS)
    if (round.length === 0 && written === 0) return
    await database.asCaller({ role: 'lifeline_ingest', claims: {} }, (query) =>
      query('select sensing.write_approaches($1::text::jsonb)', [JSON.stringify(round)]),
    )
    written = round.length
  }

  return {
    async tick(now) {
      for (const sensor of waiting.splice(0, share)) {
        const approach = watch.approach(sensor, now)
        if (!approach) continue
        const { grade, threshold, after, earliest, latest, slope } = approach
        found.push({
          ...{ sensor, grade, direction: threshold.direction, value: threshold.value, slope, at: now },
          ...{ reachesAt: now + after, earliestAt: now + earliest, latestAt: latest === null ? null : now + latest },
        })
      }
      if (waiting.length === 0) await endRound()
    },
  }
}
