import { createNeighbours } from '../../src/domain/sensing/neighbours.ts'
import type { Reading } from '../../src/domain/sensing/reading.ts'
import { createWatch, type Findings, type UngradedReading } from '../../src/domain/sensing/watch.ts'
import type { Database } from '../database/database.ts'
import type { SensorDirectory } from '../ingest/sensor-directory.ts'
import { createLookAhead } from './look-ahead.ts'
import { remember } from './remember.ts'
import { writeFindings } from './write-findings.ts'

export type { UngradedReading } from '../../src/domain/sensing/watch.ts'

/** The only one that judges readings, opens alarms and tells faults. */
export interface Judge {
  /** Judges stored readings, ordered by time; answers the newest of each sensor with its quality and grade. */
  judge(readings: readonly UngradedReading[]): Promise<readonly Reading[]>
  /** What time alone changes: delays that are over, sensors that fell silent; answers the readings graded otherwise. */
  tick(): Promise<readonly Reading[]>
  /** After a change of the directory: judges by the limits as they are now; answers the readings graded otherwise. */
  reconsider(): Promise<readonly Reading[]>
}

/**
 * A judge that goes on where the last one stopped; the rules are those of src/domain/sensing/watch.ts.
 *
 * @param now  clock [ms UTC]
 * @param onFault  told when changes could not be written; they are written with the next
 */
export async function createJudge(parts: {
  readonly database: Database
  readonly directory: () => SensorDirectory
  readonly onFault: (error: unknown) => void
  readonly now: () => number
}): Promise<Judge> {
  const { database, directory, now } = parts
  const watch = createWatch(directory, await remember(database, directory(), now()), createNeighbours(directory))
  const lookAhead = createLookAhead({ database, directory, watch })
  // What the database did not take (busy): it goes first the next time.
  let unwritten: Findings = { judgements: [], faults: [], qualities: [] }

  async function write({ judgements, faults, qualities }: Findings): Promise<void> {
    unwritten = {
      judgements: [...unwritten.judgements, ...judgements],
      faults: [...unwritten.faults, ...faults],
      qualities: [...unwritten.qualities, ...qualities],
    }
    try {
      await writeFindings(database, unwritten)
      unwritten = { judgements: [], faults: [], qualities: [] }
    } catch (error) {
      parts.onFault(error)
    }
  }

  function latestOf(sensors: Iterable<string>): readonly Reading[] {
    return [...new Set(sensors)].flatMap((sensor) => watch.latest(sensor) ?? [])
  }

  async function settle(found: Findings): Promise<readonly Reading[]> {
    await write(found)
    return latestOf(found.judgements.map(({ sensor }) => sensor))
  }

  return {
    async judge(readings) {
      await write(watch.accept(readings, now()))
      return latestOf(readings.map(({ sensor }) => sensor))
    },
    async tick() {
      const graded = await settle(watch.tick(now()))
      await lookAhead.tick(now()).catch(parts.onFault)
      return graded
    },
    reconsider: () => settle(watch.reconsider(now())),
  }
}
