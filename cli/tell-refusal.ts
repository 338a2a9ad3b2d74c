import type { UnusableInput } from '../data-pipeline/check/finding.ts'
import { findingText } from '../data-pipeline/publish/report.ts'
import type { Terminal } from './command.ts'

/** findings named before the refusal; --json has all */
const MOST_NAMED = 20

/** Tells why a run of the pipeline stopped: what led to it, then the refusal itself. */
export function tellRefusal({ finding, earlier }: UnusableInput, terminal: Terminal): void {
  const reasons = earlier.filter(({ severity }) => severity !== 'note').slice(0, MOST_NAMED)
  for (const reason of [...reasons, finding]) terminal.error(findingText(reason))
  if (terminal.isJson) terminal.result({ findings: [...earlier, finding] }, '')
}
