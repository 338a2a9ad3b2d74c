import { findSensorKind } from '../../src/domain/sensing/kinds/index.ts'
import { type PostedReading, postedReadingSchema, QUALITIES } from '../../src/domain/sensing/reading.ts'
import type { SensorDirectory } from './sensor-directory.ts'

/** How much of a row is shown as an example [characters]. */
const EXAMPLE_LENGTH = 300

/** A row in the shape that SQL `ingest()` takes; one that cannot be read stands in its place as it came. */
export type RowToStore =
  | { readonly sensor: string; readonly at: number; readonly value: number; readonly quality: number }
  | { readonly problem: Problem }

/** What is wrong with a row. */
export interface Problem {
  readonly column: string
  readonly expected: string
}

/** Reads one posted row; a value outside its kind's physical range is marked bad. */
export function readRow(row: unknown, directory: SensorDirectory): RowToStore {
  const parsed = postedReadingSchema.safeParse(row)
  if (parsed.success) return toStored(parsed.data, directory)
  const issue = parsed.error.issues[0]
  return { problem: { column: issue?.path.join('.') ?? '', expected: issue?.message ?? '' } }
}

/** A row as an administrator sees it, without what no text column takes. */
export function exampleOf(row: unknown): string {
  const text = typeof row === 'string' ? row : (JSON.stringify(row) ?? '')
  return text
    .replace(/[\p{Cc}\p{Cs}]/gu, '\u{fffd}')
    .slice(0, EXAMPLE_LENGTH)
    .toWellFormed()
}

function toStored({ sensor, at, value, quality = 'good' }: PostedReading, directory: SensorDirectory): RowToStore {
  const range = findSensorKind(directory.get(sensor)?.kind ?? '')?.range
  const isPossible = !range || (value >= range[0] && value <= range[1])
  return {
    sensor,
    at: typeof at === 'number' ? at : Date.parse(at),
    value,
    quality: QUALITIES.indexOf(isPossible ? quality : 'bad'),
  }
}
