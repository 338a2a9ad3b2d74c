import { type ExportedTrace, traceCustomers, traceGeoJson, traceTable } from '../domain/network/exports/trace-files.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import type { CommandContext } from './context.ts'

/** What a finished trace can be saved as. */
export const TRACE_EXPORTS = ['csv', 'geojson', 'customers'] as const
export type TraceExport = (typeof TRACE_EXPORTS)[number]

const FILES: Readonly<
  Record<TraceExport, { readonly type: string; readonly ending: string; readonly of: (trace: ExportedTrace) => string }>
> = {
  csv: { type: 'text/csv;charset=utf-8', ending: '.csv', of: traceTable },
  geojson: { type: 'application/geo+json', ending: '.geojson', of: traceGeoJson },
  customers: { type: 'text/csv;charset=utf-8', ending: '_customers.csv', of: traceCustomers },
}

/** Saves every asset of the trace, or its customers, and what it goes without. */
export function exportTrace({ store, ports }: CommandContext, as: TraceExport): Result<null> {
  const { trace, assets, internal } = store.getState()
  if (trace?.state !== 'done' || assets.state !== 'loaded' || internal?.state !== 'loaded')
    return fail('not-found', 'exportTrace: no finished trace')
  const { city, build } = internal.value
  const { outcome, caveats } = trace.summary
  const exported: ExportedTrace = { city, build, outcome, caveats, index: assets.value }
  const { type, ending, of } = FILES[as]
  const subject = outcome.element.id.slice(outcome.element.id.lastIndexOf('/') + 1).replace(/[^\w~-]+/g, '-')
  ports.files.save({ name: `${city}_trace-${outcome.kind}_${subject}${ending}`, type, content: [of(exported)] })
  return succeed(null)
}
