import { createStore, type StoreApi } from 'zustand/vanilla'
import type {
  AccountList,
  AuditEntry,
  AuditFilter,
  AuditState,
  District,
  KindLimits,
  Organisation,
  SecrecyLists,
  SensorLimitsPage,
  ServerHealth,
  SystemState,
} from '../ports/admin.ts'
import type { IngestState } from '../ports/records.ts'
import type { Loadable } from './store.ts'

/** Tabs of the administration page, as its address names them. */
export const ADMIN_TABS = ['users', 'organisations', 'thresholds', 'secrecy', 'audit', 'system'] as const
export type AdminTab = (typeof ADMIN_TABS)[number]

/** Which sensors' limits are listed. */
export interface LimitsQuery {
  readonly words: string
  /** null = of every kind */
  readonly kind: string | null
  /** counted from 0 */
  readonly page: number
}

/** How far the chain of the audit was followed. */
export type ChainCheck =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly checkedTo: number }
  | { readonly state: 'whole'; readonly checkedTo: number }
  | { readonly state: 'broken'; readonly at: number }
  | { readonly state: 'failed'; readonly failure: Extract<Loadable<null>, { state: 'failed' }>['failure'] }

/** Everything that the administration page shows besides who is signed in. */
export interface AdminState {
  readonly tab: AdminTab
  readonly accounts: Loadable<AccountList>
  readonly districts: Loadable<readonly District[]>
  readonly organisations: Loadable<readonly Organisation[]>
  readonly kindLimits: Loadable<readonly KindLimits[]>
  readonly limitsQuery: LimitsQuery
  readonly sensorLimits: Loadable<SensorLimitsPage>
  readonly secrecy: Loadable<SecrecyLists>
  readonly auditFilter: AuditFilter
  readonly entries: Loadable<readonly AuditEntry[]>
  /** older entries are on their way, or there are none */
  readonly older: 'some' | 'loading' | 'none'
  readonly auditState: Loadable<AuditState>
  readonly chain: ChainCheck
  readonly system: Loadable<SystemState>
  readonly ingest: Loadable<IngestState>
  readonly health: Loadable<ServerHealth>
}

export type AdminStore = StoreApi<AdminState>

const NOTHING: Omit<AdminState, 'tab' | 'limitsQuery'> = {
  accounts: { state: 'idle' },
  districts: { state: 'idle' },
  organisations: { state: 'idle' },
  kindLimits: { state: 'idle' },
  sensorLimits: { state: 'idle' },
  secrecy: { state: 'idle' },
  auditFilter: { from: null, to: null, action: null, actor: '' },
  entries: { state: 'idle' },
  older: 'none',
  auditState: { state: 'idle' },
  chain: { state: 'idle' },
  system: { state: 'idle' },
  ingest: { state: 'idle' },
  health: { state: 'idle' },
}

/** @param words  sensors to begin with, e.g. the one that a link names */
export function createAdminStore(tab: AdminTab, words: string): AdminStore {
  return createStore<AdminState>(() => ({ ...NOTHING, tab, limitsQuery: { words, kind: null, page: 0 } }))
}

/** Forgets everything that an administrator read; the tab stays. */
export function clearAdmin(store: AdminStore): void {
  store.setState(NOTHING)
}

/** The tab that the query part of an address names; the first when it names none. */
export function readAdminTab(query: string): AdminTab {
  const part = new URLSearchParams(query).get('part')
  return ADMIN_TABS.find((tab) => tab === part) ?? 'users'
}

/** An address with the tab that is open; the first goes without saying. */
export function withAdminTab(query: string, tab: AdminTab): string {
  if (tab === 'users') return query
  return query === '?' || query === '' ? `?part=${tab}` : `${query}&part=${tab}`
}
