import type { RecordVersion } from '../ports/records.ts'
import type { CommandContext } from './context.ts'
import { setTime } from './set-time.ts'
import { showTab } from './show-tab.ts'

/** Shows a version of the open asset: the page looks back to the last instant of it, or is live with the valid one. */
export async function showVersion(context: CommandContext, { to }: Pick<RecordVersion, 'to'>): Promise<void> {
  showTab(context, 'attributes')
  // a version may have no beginning, but this instant is surely within it
  await setTime(context, to === null ? null : to - 1)
}
