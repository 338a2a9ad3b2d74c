import {
  type ExportedLeakSource,
  leakSourceGeoJson,
  leakSourceTable,
} from '../domain/leak/exports/leak-source-files.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { isBalanced } from '../state/leak.ts'
import type { CommandContext } from './context.ts'

/** What an answer of 精准溯源 can be saved as. */
export const LEAK_SOURCE_EXPORTS = ['csv', 'geojson'] as const
export type LeakSourceExport = (typeof LEAK_SOURCE_EXPORTS)[number]

const FILES = {
  csv: { type: 'text/csv;charset=utf-8', of: leakSourceTable },
  geojson: { type: 'application/geo+json', of: leakSourceGeoJson },
} as const

/** Saves every pipe that may leak, with groups and sets. */
export function exportLeakSource({ store, ports }: CommandContext, as: LeakSourceExport): Result<null> {
  const { leakSource, internal } = store.getState()
  if (leakSource?.analysis.state !== 'done' || internal?.state !== 'loaded')
    return fail('not-found', 'exportLeakSource: nothing is traced')
  const { city, build } = internal.value
  const { kind, sensorId, from, to, analysis } = leakSource
  const { outcome, caveats } = analysis.summary
  const source: ExportedLeakSource = {
    ...{ kind, city, build, sensor: sensorId, from, to, outcome, caveats },
    isTrusted: isBalanced(analysis.summary),
  }
  const { type, of } = FILES[as]
  const name = `${city}_source-${kind}_${sensorId.replace(/[^\w~-]+/g, '-')}.${as}`
  ports.files.save({ name, type, content: [of(source)] })
  return succeed(null)
}
