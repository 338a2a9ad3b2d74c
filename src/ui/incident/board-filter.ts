import { type Connections, NOT_KNOWN } from '../../domain/sensing/grouping/connections.ts'
import type { AlarmGroup } from '../../domain/sensing/grouping/group-alarms.ts'
import { GRADES, type Grade } from '../../domain/sensing/reading.ts'
import type { Alarm, Sensor } from '../../ports/records.ts'
import { type ArrangedAlarm, arrangeAlarms } from '../../state/arrange-alarms.ts'

export type AlarmGrade = Exclude<Grade, 'normal'>

/** 红橙黄蓝: the gravest first. */
export const ALARM_GRADES = [...GRADES].reverse().filter((grade): grade is AlarmGrade => grade !== 'normal')

/** What the board leaves out. */
export interface BoardFilter {
  readonly hiddenGrades: ReadonlySet<AlarmGrade>
  /** id of a sensor kind; null = all */
  readonly kind: string | null
}

export const WHOLE_BOARD: BoardFilter = { hiddenGrades: new Set(), kind: null }

export interface GradeGroup {
  readonly grade: AlarmGrade
  /** those of one cause together, at the gravest grade among them; newest first */
  readonly causes: readonly AlarmGroup<ArrangedAlarm>[]
  /** alarms in them */
  readonly count: number
}

/** The board: alarms that pass the filter by grade, the gravest grade first; grades without any are left out. */
export function boardGroups(
  alarms: readonly Alarm[],
  sensorOf: (alarm: Alarm) => Sensor | undefined,
  { hiddenGrades, kind }: BoardFilter,
  connections: Connections = NOT_KNOWN,
): readonly GradeGroup[] {
  const shown = alarms.filter(
    (alarm) => !hiddenGrades.has(alarm.grade) && (kind === null || sensorOf(alarm)?.kind === kind),
  )
  const causes = arrangeAlarms(shown, sensorOf, connections)
    .map((group) => ({ group, grade: gravest(group) }))
    .sort(({ group: { lead: a } }, { group: { lead: b } }) => b.openedAt - a.openedAt || b.id - a.id)
  return ALARM_GRADES.map((grade) => {
    const own = causes.filter((it) => it.grade === grade).map(({ group }) => group)
    return { grade, causes: own, count: own.reduce((sum, { others }) => sum + 1 + others.length, 0) }
  }).filter(({ count }) => count > 0)
}

function gravest({ lead, others }: AlarmGroup<ArrangedAlarm>): AlarmGrade {
  const grades = [lead, ...others].map(({ alarm }) => alarm.grade)
  return ALARM_GRADES.find((grade) => grades.includes(grade)) ?? lead.alarm.grade
}

/** How many alarms there are of each grade and of each kind of sensor, before any filter. */
export function countAlarms(alarms: readonly Alarm[], sensorOf: (alarm: Alarm) => Sensor | undefined) {
  const grades = new Map<AlarmGrade, number>()
  const kinds = new Map<string, number>()
  for (const alarm of alarms) {
    grades.set(alarm.grade, (grades.get(alarm.grade) ?? 0) + 1)
    const kind = sensorOf(alarm)?.kind
    if (kind !== undefined) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  return { grades, kinds }
}
