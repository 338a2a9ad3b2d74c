import { fileName } from '../domain/inundation/exports/exported-run.ts'
import type { ExportedLeak } from '../domain/leak/exports/exported-leak.ts'
import { leakGeoJson } from '../domain/leak/exports/leak-geojson.ts'
import { leakCourseTable, leakCustomersTable, leakPlacesTable } from '../domain/leak/exports/leak-table.ts'
import { fail, type Result, succeed } from '../domain/result.ts'
import { type Leak, leakSummary, worstBalance } from '../state/leak.ts'
import type { CommandContext } from './context.ts'

/** What a finished leak can be saved as. */
export const LEAK_EXPORTS = ['places', 'customers', 'course', 'map'] as const
export type LeakExport = (typeof LEAK_EXPORTS)[number]

const TABLES = { places: leakPlacesTable, customers: leakCustomersTable, course: leakCourseTable } as const

/** Saves the leak that is shown, in one of its forms. */
export function exportLeak({ store, ports }: CommandContext, what: LeakExport): Result<null> {
  const { leak } = store.getState()
  const run = leak && exportedLeak(leak)
  if (!run) return fail('not-found', 'exportLeak: no finished run')
  ports.files.save(
    what === 'map'
      ? { name: fileName(run, what, 'geojson'), type: 'application/geo+json', content: [leakGeoJson(run)] }
      : { name: fileName(run, what, 'csv'), type: 'text/csv;charset=utf-8', content: [TABLES[what](run)] },
  )
  return succeed(null)
}

/** The leak as files tell it; null until it is finished. */
function exportedLeak(leak: Leak): ExportedLeak | null {
  const summary = leakSummary(leak)
  if (!summary) return null
  const { scenario, plan, startedAt, places } = leak
  const lost = leak.frames.map(({ time, lost }) => [time, lost] as const)
  const { outcome, caveats, balance } = summary
  const { error, tolerance } = worstBalance(summary)
  const name = `leak-${scenario.kind}_${scenario.pipe.slice(scenario.pipe.lastIndexOf('/') + 1)}`
  return { name, scenario, plan, startedAt, places, outcome, lost, caveats, balance, error, tolerance }
}
