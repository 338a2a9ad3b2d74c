import { stat } from 'node:fs/promises'
import { crsOf } from '../../../src/domain/geo/crs.ts'
import { type Finding, UnusableInput } from '../../check/finding.ts'
import type { PackedIds } from '../../ingest/id-table.ts'
import type { IngestedPart } from '../../ingest/ingested-part.ts'
import type { Survey } from '../../survey.ts'
import { inThreads, PipelineThread } from '../../thread.ts'
import type { Attempts } from '../attempts.ts'
import { inputFilesOf } from '../table-files.ts'
import { type Cjj61Tables, readCjj61 } from './read-cjj61.ts'
import { type DisciplineRead, type DisciplineTask, readDiscipline } from './read-discipline.ts'

/** below this many bytes threads cost more than they bring */
const FEWEST_BYTES = 16 << 20
const THREADS = 2

/** Where a discipline goes that is read by itself. */
export interface ApartSink {
  /** holds the chunks of all */
  readonly folder: string
  /** ids that earlier builds gave, from now on claimed elsewhere */
  idsOf(discipline: string): PackedIds
  take(part: IngestedPart): void
  /** told how many bytes of the tables are read */
  onRead(bytes: number, ofBytes: number): void
}

/**
 * Reads pairs of tables, the disciplines by themselves and in threads where it pays. The result is the same at any number
 * of threads.
 *
 * @param apart  null where other sources have rows of the same disciplines: then all are read into the survey as they come
 * @param workers  threads; default 2, or none where there is little to read
 * @param together  disciplines that are read into the survey nevertheless, since further tables look for their points
 */
export async function readPairs(
  pairs: readonly Cjj61Tables[],
  survey: Survey,
  attempts: Attempts,
  apart: ApartSink | null,
  workers: number | undefined,
  together: readonly string[] = [],
): Promise<void> {
  const isApart = ({ discipline }: Cjj61Tables) => apart !== null && !together.includes(discipline)
  for (const pair of pairs) if (!isApart(pair)) await attempts.run(() => readCjj61(pair, survey))
  if (!apart) return
  const { crs } = survey
  const disciplines = [...new Set(pairs.filter(isApart).map(({ discipline }) => discipline))]
  const tasks = disciplines.map(
    (discipline): DisciplineTask => ({
      discipline,
      pairs: pairs.filter((pair) => pair.discipline === discipline),
      crs: crs.name,
      chunks: apart.folder,
      ids: apart.idsOf(discipline),
    }),
  )
  const read = new Map<DisciplineTask, DisciplineRead>()
  // a grid of this run alone has no name that a thread would know it by
  const isNamed = crsOf(crs.name)?.name === crs.name
  const ofBytes = await bytesOf(pairs)
  const usual = ofBytes < FEWEST_BYTES ? 0 : THREADS
  const count = isNamed ? Math.min(workers ?? usual, tasks.length) : 0
  let bytes = 0
  const onBytes = (more: number) => {
    bytes += more
    apart.onRead(bytes, ofBytes)
  }
  if (count > 0) {
    const open = () => new DisciplineThread(new URL('./pairs-worker.ts', import.meta.url), null, onBytes)
    const handedOver = ({ ids }: DisciplineTask) => [ids.high.buffer, ids.low.buffer, ids.marks.buffer]
    await inThreads(tasks, count, open, (answer, task) => read.set(task, answer), handedOver)
  } else for (const task of tasks) read.set(task, await readDiscipline(task, crs, onBytes))
  for (const task of tasks) {
    const done = read.get(task)
    if (!done) throw new Error(`readPairs: ${task.discipline} was not read`)
    apart.take(done.part)
    survey.inputs.push(...done.inputs)
    survey.censusFiles.push(...done.censusFiles)
    for (const refused of done.refused) attempts.refuse(unusable(refused))
  }
}

class DisciplineThread extends PipelineThread<DisciplineTask, DisciplineRead, number> {}

/** Of the files that the tables are in, as far as they exist. */
async function bytesOf(pairs: readonly Cjj61Tables[]): Promise<number> {
  const files = await Promise.all(pairs.flatMap(({ points, lines }) => [inputFilesOf(points), inputFilesOf(lines)]))
  let bytes = 0
  for (const path of new Set(files.flat()))
    bytes += await stat(path).then(
      ({ size }) => size,
      () => 0,
    )
  return bytes
}

function unusable({ rule, message, ...place }: Finding): UnusableInput {
  return new UnusableInput(rule, message, place)
}
