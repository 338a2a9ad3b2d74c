import { type ExportedTrace, traceGeoJson, traceTable } from '../domain/network/exports/trace-files.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { CommandContext } from './context.ts'

/** What a finished trace can be saved as. */
export const TRACE_EXPORTS = ['csv', 'geojson'] as const
export type TraceExport = (typeof TRACE_EXPORTS)[number]

const TYPES: Readonly<Record<TraceExport, string>> = {
  csv: 'text/csv;charset=utf-8',
  geojson: 'application/geo+json',
}

/** Saves every asset of the trace, and what it goes without. */
export function exportTrace({ store, ports }: CommandContext, as: TraceExport): Result<null> {
  const { trace, assets, internal } = store.getState()
  if (trace?.state !== 'done' || assets.state !== 'loaded' || internal?.state !== 'loaded')
    return fail('not-found', 'exportTrace: no finished trace')
  const { city, build } = internal.value
  const { outcome, caveats } = trace.summary
  const exported: ExportedTrace = { city, build, outcome, caveats, index: assets.value }
  const content = as === 'csv' ? traceTable(exported) : traceGeoJson(exported)
  const subject = outcome.element.id.slice(outcome.element.id.lastIndexOf('/') + 1).replace(/[^\w~-]+/g, '-')
  ports.files.save({ name: `${city}_trace-${outcome.kind}_${subject}.${as}`, type: TYPES[as], content: [content] })
  return succeed(null)
}
