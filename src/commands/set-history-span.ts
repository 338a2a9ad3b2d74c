import type { CommandContext } from './context.ts'
import { loadHistory } from './load-history.ts'

/** How far back the charts of sensors reach [ms]; null = as far as fits how often a sensor reports. */
export async function setHistorySpan(context: CommandContext, span: number | null): Promise<void> {
  context.store.setState(({ history }) => ({
    historySpan: span,
    // another span is another question: the old answer does not stay on the page
    history: { ...history, series: { state: 'idle' } },
  }))
  await loadHistory(context)
}
