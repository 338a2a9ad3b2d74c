/** What each role is offered on a page. It mirrors the SQL policies and never replaces them. */
export type Role = 'public' | 'planner' | 'duty' | 'leader' | 'enterprise' | 'admin'

/** Staff may read the internal grade: true geometry, attributes, sensors, alarms. */
export function isStaff(role: Role): boolean {
  return role !== 'public'
}

/** Only those on duty answer for an alarm. */
export function mayAcknowledge(role: Role): boolean {
  return role === 'duty' || role === 'admin'
}
