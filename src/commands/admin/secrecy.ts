import type { SecrecyClass, SecrecyTarget } from '../../domain/admin/secrecy.ts'
import type { Result } from '../../domain/result.ts'
import type { AdminContext } from './context.ts'
import { loadTab } from './load-tab.ts'

/** Gives something another class, or takes its own away (null), and reads the lists again. */
export async function setSecrecy(
  context: AdminContext,
  target: SecrecyTarget,
  newClass: SecrecyClass,
  reason: string,
): Promise<Result<null>> {
  const result = await context.admin.setSecrecy(target, newClass, reason)
  if (result.ok) await loadTab(context, 'secrecy')
  return result
}
