import type { Invitation, Rights } from '../../domain/admin/account.ts'
import type { OrganisationEdit } from '../../domain/admin/organisation.ts'
import type { Result } from '../../domain/result.ts'
import type { OneTimePassword } from '../../ports/admin.ts'
import type { AdminContext } from './context.ts'
import { loadTab } from './load-tab.ts'

/** Makes an account with its rights; the one-time password goes to the form that asked and nowhere else. */
export function invite(context: AdminContext, invitation: Invitation): Promise<Result<OneTimePassword>> {
  return thenReload(context, 'users', context.admin.invite(invitation))
}

export function resetPassword(context: AdminContext, id: string): Promise<Result<OneTimePassword>> {
  return thenReload(context, 'users', context.admin.resetPassword(id))
}

/** Takes a lost second factor away; the one-time password that goes with it is told to the form alone. */
export function resetSecondFactor(context: AdminContext, id: string): Promise<Result<OneTimePassword>> {
  return thenReload(context, 'users', context.admin.resetSecondFactor(id))
}

export function setRights(context: AdminContext, id: string, rights: Rights): Promise<Result<null>> {
  return thenReload(context, 'users', context.admin.setRights(id, rights))
}

export function setDisabled(context: AdminContext, id: string, isDisabled: boolean): Promise<Result<null>> {
  return thenReload(context, 'users', context.admin.setDisabled(id, isDisabled))
}

export function saveOrganisation(context: AdminContext, edit: OrganisationEdit): Promise<Result<null>> {
  return thenReload(context, 'organisations', context.admin.saveOrganisation(edit))
}

async function thenReload<Value>(
  context: AdminContext,
  tab: 'users' | 'organisations',
  work: Promise<Result<Value>>,
): Promise<Result<Value>> {
  const result = await work
  if (result.ok) await loadTab(context, tab)
  return result
}
