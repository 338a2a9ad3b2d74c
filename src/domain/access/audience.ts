/** What each role is offered on a page. It mirrors the SQL policies and never replaces them. */
export type Role = 'public' | 'planner' | 'duty' | 'leader' | 'enterprise' | 'admin'

/** Staff may read the internal grade: attributes, sensors, alarms; an enterprise those of its own assets. */
export function isStaff(role: Role): boolean {
  return role !== 'public'
}

/** May read tiles and the live stream, which are of the whole city: an enterprise may not. */
export function seesWholeCity(role: Role): boolean {
  return isStaff(role) && role !== 'enterprise'
}

/** Only those on duty answer for an alarm. */
export function mayAcknowledge(role: Role): boolean {
  return role === 'duty' || role === 'admin'
}
