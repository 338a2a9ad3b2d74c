import type { AuditFilter } from '../../ports/admin.ts'
import { settled } from '../loading.ts'
import type { AdminContext } from './context.ts'

const ROWS = 50

/** Reads the newest entries of the filter; an answer that a later filter has overtaken is dropped. */
export async function loadAudit({ store, admin }: AdminContext): Promise<void> {
  const { auditFilter } = store.getState()
  if (store.getState().entries.state !== 'loaded') store.setState({ entries: { state: 'loading' } })
  const answer = await admin.audit(auditFilter, null, ROWS)
  if (store.getState().auditFilter !== auditFilter) return
  store.setState({ entries: settled(answer), older: answer.ok && answer.value.length === ROWS ? 'some' : 'none' })
}

/** Adds the entries before the oldest one that is shown. */
export async function loadOlderAudit({ store, admin }: AdminContext): Promise<void> {
  const { entries, auditFilter } = store.getState()
  if (entries.state !== 'loaded') return
  store.setState({ older: 'loading' })
  const answer = await admin.audit(auditFilter, entries.value.at(-1)?.seq ?? null, ROWS)
  // a filter or a newer reading came between
  if (store.getState().entries !== entries) return
  store.setState({
    entries: answer.ok
      ? { state: 'loaded', value: [...entries.value, ...answer.value] }
      : { state: 'failed', failure: answer.failure },
    older: answer.ok && answer.value.length === ROWS ? 'some' : 'none',
  })
}

export async function filterAudit(context: AdminContext, change: Partial<AuditFilter>): Promise<void> {
  const { store } = context
  store.setState({ auditFilter: { ...store.getState().auditFilter, ...change } })
  await loadAudit(context)
}

export async function loadAuditState({ store, admin }: AdminContext): Promise<void> {
  if (store.getState().auditState.state !== 'loaded') store.setState({ auditState: { state: 'loading' } })
  store.setState({ auditState: settled(await admin.auditState()) })
}

/** Follows the chain from its first entry to its end, a stretch at a time; starting again or stopping ends it. */
export async function checkChain({ store, admin, checking }: AdminContext): Promise<void> {
  checking.current?.abort()
  const running = new AbortController()
  checking.current = running
  let checkedTo = 0
  for (;;) {
    store.setState({ chain: { state: 'running', checkedTo } })
    const answer = await admin.checkAudit(checkedTo)
    if (running.signal.aborted) return
    if (!answer.ok) return store.setState({ chain: { state: 'failed', failure: answer.failure } })
    if (answer.value.broken !== null) return store.setState({ chain: { state: 'broken', at: answer.value.broken } })
    checkedTo = Math.max(checkedTo, answer.value.checkedTo)
    if (answer.value.isDone) return store.setState({ chain: { state: 'whole', checkedTo } })
  }
}

export function stopChainCheck({ store, checking }: AdminContext): void {
  checking.current?.abort()
  store.setState({ chain: { state: 'idle' } })
}
