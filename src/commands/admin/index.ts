import { type AdminTab, clearAdmin } from '../../state/admin.ts'
import { checkChain, filterAudit, loadOlderAudit, stopChainCheck } from './audit.ts'
import type { AdminContext } from './context.ts'
import { loadSensorLimits, removeLimit, setLimit, showLimits } from './limits.ts'
import { loadTab } from './load-tab.ts'
import { invite, resetPassword, resetSecondFactor, saveOrganisation, setDisabled, setRights } from './people.ts'
import { setSecrecy } from './secrecy.ts'

export { LIMITS_ROWS, type LimitsOwner } from './limits.ts'
export type AdminCommands = ReturnType<typeof createAdminCommands>

/** Everything that an administrator can ask for. */
export function createAdminCommands(parts: Omit<AdminContext, 'checking'>) {
  const context: AdminContext = { ...parts, checking: { current: null } }
  const { store } = context
  const bind =
    <Arguments extends unknown[], Answer>(command: (context: AdminContext, ...args: Arguments) => Answer) =>
    (...args: Arguments): Answer =>
      command(context, ...args)
  return {
    showTab: (tab: AdminTab) => store.setState({ tab }),
    loadTab: bind(loadTab),
    invite: bind(invite),
    resetPassword: bind(resetPassword),
    resetSecondFactor: bind(resetSecondFactor),
    setRights: bind(setRights),
    setDisabled: bind(setDisabled),
    saveOrganisation: bind(saveOrganisation),
    showLimits: bind(showLimits),
    loadSensorLimits: bind(loadSensorLimits),
    setLimit: bind(setLimit),
    removeLimit: bind(removeLimit),
    /** what another class would do; nothing is changed */
    secrecyEffect: context.admin.secrecyEffect,
    setSecrecy: bind(setSecrecy),
    filterAudit: bind(filterAudit),
    loadOlderAudit: bind(loadOlderAudit),
    checkChain: bind(checkChain),
    stopChainCheck: bind(stopChainCheck),
    /** whoever comes next must find nothing of the one before */
    leave: () => {
      context.checking.current?.abort()
      clearAdmin(store)
    },
  }
}
