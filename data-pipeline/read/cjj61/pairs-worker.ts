import { crsOf } from '../../../src/domain/geo/crs.ts'
import { buffersOf } from '../../ingest/ingested-part.ts'
import { doTasks } from '../../thread.ts'
import { type DisciplineRead, type DisciplineTask, readDiscipline } from './read-discipline.ts'

/** A thread that reads one discipline after the other, and tells the bytes that it went on by. */
doTasks<DisciplineTask, DisciplineRead, number>(
  async (task, onBytes) => {
    const crs = crsOf(task.crs)
    if (!crs) throw new Error(`pairs-worker: unknown CRS ${task.crs}`)
    return await readDiscipline(task, crs, onBytes)
  },
  ({ part }) => buffersOf(part),
)
