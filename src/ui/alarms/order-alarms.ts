import type { AlarmGroup } from '../../domain/sensing/grouping/group-alarms.ts'
import { GRADES } from '../../domain/sensing/reading.ts'
import type { Alarm } from '../../ports/records.ts'
import type { ArrangedAlarm } from '../../state/arrange-alarms.ts'

/** Most urgent first: those nobody answers for yet, then by grade, then the newest. */
export function orderAlarms(alarms: readonly Alarm[]): readonly Alarm[] {
  const urgency = (alarm: Alarm) =>
    (alarm.closedAt === null ? 20 : 0) + (alarm.acknowledgedAt === null ? 10 : 0) + GRADES.indexOf(alarm.grade)
  return [...alarms].sort((a, b) => urgency(b) - urgency(a) || b.openedAt - a.openedAt)
}

/** Groups by the most urgent alarm of each. */
export function orderGroups(groups: readonly AlarmGroup<ArrangedAlarm>[]): readonly AlarmGroup<ArrangedAlarm>[] {
  const first = new Map(
    groups.map((group) => [orderAlarms([group.lead, ...group.others].map(({ alarm }) => alarm))[0]?.id, group]),
  )
  const all = groups.flatMap(({ lead, others }) => [lead, ...others].map(({ alarm }) => alarm))
  return orderAlarms(all).flatMap(({ id }) => first.get(id) ?? [])
}
