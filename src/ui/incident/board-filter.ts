import { GRADES, type Grade } from '../../domain/sensing/reading.ts'
import type { Alarm, Sensor } from '../../ports/records.ts'

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
  /** newest first */
  readonly alarms: readonly Alarm[]
}

/** The board: alarms that pass the filter by grade, the gravest grade first; grades without any are left out. */
export function boardGroups(
  alarms: readonly Alarm[],
  sensorOf: (alarm: Alarm) => Sensor | undefined,
  { hiddenGrades, kind }: BoardFilter,
): readonly GradeGroup[] {
  const shown = alarms.filter((alarm) => kind === null || sensorOf(alarm)?.kind === kind)
  return ALARM_GRADES.filter((grade) => !hiddenGrades.has(grade))
    .map((grade) => ({
      grade,
      alarms: shown.filter((alarm) => alarm.grade === grade).sort((a, b) => b.openedAt - a.openedAt || b.id - a.id),
    }))
    .filter((group) => group.alarms.length > 0)
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
