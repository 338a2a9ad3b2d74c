import type { AdminTab } from '../../state/admin.ts'
import { loadAudit, loadAuditState } from './audit.ts'
import type { AdminContext } from './context.ts'
import { loadLimits } from './limits.ts'
import { loadPart } from './load-part.ts'

/** Reads what a tab shows. */
export async function loadTab(context: AdminContext, tab: AdminTab): Promise<void> {
  const { admin } = context
  const organisations = () => loadPart(context, 'organisations', () => admin.organisations())
  const districts = () => loadPart(context, 'districts', () => admin.districts())
  if (tab === 'users')
    await Promise.all([loadPart(context, 'accounts', () => admin.users()), organisations(), districts()])
  if (tab === 'organisations') await organisations()
  if (tab === 'thresholds') await Promise.all([loadLimits(context), districts()])
  if (tab === 'secrecy') await loadPart(context, 'secrecy', () => admin.secrecy())
  if (tab === 'audit') await Promise.all([loadAudit(context), loadAuditState(context)])
  if (tab === 'system')
    await Promise.all([
      loadPart(context, 'system', () => admin.system()),
      loadPart(context, 'ingest', () => admin.ingest()),
      loadPart(context, 'health', () => admin.health()),
    ])
}
