import type { Survey } from '../../survey.ts'
import type { Mapping } from '../mapping.ts'
import type { Encoding } from '../table-encoding.ts'
import { inputFilesOf } from '../table-files.ts'
import { tableLabel } from '../table-source.ts'
import { readLines } from './read-lines.ts'
import { readPoints } from './read-points.ts'

export interface Cjj61Tables {
  readonly discipline: string
  /** paths as `openRows` takes them: "JSPOINT.csv", "survey.xlsx#JSPOINT" */
  readonly points: string
  readonly lines: string
  readonly mapping: Mapping
  readonly encoding: Encoding
}

/** What reading a pair of tables needs of a survey. */
export interface Cjj61Target extends Pick<Survey, 'crs' | 'findings' | 'points' | 'lines' | 'inputs' | 'censusFiles'> {
  /** told of the bytes that a table was read on by */
  readonly onBytes?: (bytes: number) => void
}

/**
 * Reads the point and line tables of one discipline as CJJ 61-2017 has them: X north, Y east, depths in metres to the
 * crown (pressure pipes, ducts) or inner bottom (gravity), sizes in millimetres.
 */
export async function readCjj61(tables: Cjj61Tables, target: Cjj61Target): Promise<void> {
  target.censusFiles.push(tableLabel(tables.points), tableLabel(tables.lines))
  target.inputs.push(...(await inputFilesOf(tables.points)))
  const points = await readPoints(tables, target)
  target.inputs.push(...(await inputFilesOf(tables.lines)))
  await readLines(tables, target, points)
}
