import type { Localized } from '../localized.ts'

/** What each role is offered on a page. It mirrors the SQL policies and never replaces them. */
export type Role = 'public' | 'planner' | 'duty' | 'leader' | 'enterprise' | 'admin'

/** Staff may read the internal grade: attributes, sensors, alarms; an enterprise those of its own assets. */
export function isStaff(role: Role): boolean {
  return role !== 'public'
}

/** What a person reaches of the city, as the database says; it cuts what they ask for all the same. */
export interface Reach {
  /** tiles, which are of the whole city, or why they are closed: own assets only, some districts, too low a clearance */
  readonly tiles: 'open' | 'role' | 'district' | 'clearance'
  /** bound to these; null = the whole city */
  readonly districts: readonly Localized[] | null
  /** no live topic of theirs is closed; who does not hear all asks again instead */
  readonly hearsAll: boolean
}

export const WHOLE_CITY: Reach = { tiles: 'open', districts: null, hearsAll: true }
/** of an enterprise */
export const OWN_ASSETS: Reach = { tiles: 'role', districts: null, hearsAll: false }
/** May record what was done on an asset: whoever works on it; an enterprise on its own. */
export function mayRecord(role: Role): boolean {
  return role === 'planner' || role === 'duty' || role === 'enterprise' || role === 'admin'
}

/** What devices of the whole city send is no matter of one enterprise. */
export function maySeeIngest(role: Role): boolean {
  return isStaff(role) && role !== 'enterprise'
}

/** Only those on duty answer for an alarm. */
export function mayAcknowledge(role: Role): boolean {
  return role === 'duty' || role === 'admin'
}
