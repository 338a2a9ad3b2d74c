import { GRADES } from '../../domain/sensing/reading.ts'
import type { Alarm } from '../../ports/records.ts'

/** Most urgent first: those nobody answers for yet, then by grade, then the newest. */
export function orderAlarms(alarms: readonly Alarm[]): readonly Alarm[] {
  const urgency = (alarm: Alarm) =>
    (alarm.closedAt === null ? 20 : 0) + (alarm.acknowledgedAt === null ? 10 : 0) + GRADES.indexOf(alarm.grade)
  return [...alarms].sort((a, b) => urgency(b) - urgency(a) || b.openedAt - a.openedAt)
}
