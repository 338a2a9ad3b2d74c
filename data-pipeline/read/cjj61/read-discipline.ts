import type { Crs } from '../../../src/domain/geo/crs.ts'
import { type Finding, Findings, UnusableInput } from '../../check/finding.ts'
import { AssetIds } from '../../ingest/asset-ids.ts'
import type { PackedIds } from '../../ingest/id-table.ts'
import { Ingest } from '../../ingest/ingest.ts'
import type { IngestedPart } from '../../ingest/ingested-part.ts'
import { type Cjj61Tables, readCjj61 } from './read-cjj61.ts'

/** All pairs of tables of one discipline: what a thread needs to read them. */
export interface DisciplineTask {
  readonly discipline: string
  readonly pairs: readonly Cjj61Tables[]
  readonly crs: string
  /** folder of the chunk files */
  readonly chunks: string
  readonly ids: PackedIds
}

export interface DisciplineRead {
  readonly part: IngestedPart
  readonly inputs: readonly string[]
  readonly censusFiles: readonly string[]
  /** pairs that cannot be used */
  readonly refused: readonly Finding[]
}

/** Reads the pairs of one discipline into chunks of its own. */
export async function readDiscipline(
  task: DisciplineTask,
  crs: Crs,
  onBytes: (bytes: number) => void,
): Promise<DisciplineRead> {
  const { discipline, pairs, chunks } = task
  const findings = new Findings()
  const ids = new AssetIds()
  ids.putBack(discipline, task.ids)
  const ingest = new Ingest(chunks, `${discipline}.chunks`, ids, findings)
  const { points, lines } = ingest
  const target = { crs, findings, points, lines, inputs: [] as string[], censusFiles: [] as string[], onBytes }
  const refused: Finding[] = []
  for (const pair of pairs) {
    try {
      await readCjj61(pair, target)
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error
      refused.push(error.finding)
    }
  }
  const { inputs, censusFiles } = target
  return { part: ingest.part(discipline), inputs, censusFiles, refused }
}
