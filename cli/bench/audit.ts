import { loadavg } from 'node:os'
import { type AuditFigures, benchAudit } from '../../tests/bench/audit.ts'
import { EXIT } from '../command.ts'
import { type Bench, describeMachine, wholeNumber } from './bench.ts'

export const audit: Bench = {
  name: 'audit',
  synopsis: '[--entries 100000]',
  about: `what it costs that lists note what is secret, and to write and check entries, in the embedded database and in a
PostgreSQL 15 of its own.`,
  options: { entries: { value: 'N', means: 'of the audit, default 100000' } },
  async run(args, terminal) {
    const entries = wholeNumber(args, 'entries', 100_000)
    const machine = describeMachine()
    const figures = await benchAudit(entries)
    const load = loadavg().map((value) => value.toFixed(1))
    terminal.result(
      { machine, load, figures },
      [`${machine}, load ${load.join(' ')}`, ...figures.flatMap(tell)].join('\n'),
    )
    return EXIT.ok
  },
}

function tell(figures: AuditFigures): string[] {
  const { bare, uncleared, nothingSecret, noted, entries, write, checkInSlices, checkAtOnce, state, rare } = figures
  const median = (name: string, times: { readonly median: number; readonly p95: number }) =>
    `${name} ${times.median.toFixed(1)} ms (p95 ${times.p95.toFixed(1)})`
  return [
    `${figures.database}: 50 assets near a place, medians`,
    `  ${median('answered alone', bare)} · ${median('by the function that notes', uncleared)} · ${median('cleared, nothing secret', nothingSecret)} · ${median('cleared and noted', noted)}`,
    `  ${entries} entries: ${write.toFixed(2)} ms each; chain followed in ${(checkInSlices / 1000).toFixed(1)} s by slices of 2,000, ${(checkAtOnce / 1000).toFixed(1)} s at once; what the page opens with ${state.toFixed(0)} ms, a rare action ${rare.toFixed(0)} ms`,
  ]
}
