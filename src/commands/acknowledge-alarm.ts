import type { Result } from '../domain/result.ts'
import type { Alarm } from '../ports/records.ts'
import type { CommandContext } from './context.ts'
import { recordAct } from './record-act.ts'

/** Says that someone answers for an alarm. The row that the server returns replaces the one on the page. */
export async function acknowledgeAlarm(context: CommandContext, alarmId: number, note: string): Promise<Result<Alarm>> {
  const { store, ports } = context
  const result = await ports.records.acknowledge(alarmId, note)
  if (!result.ok) return result
  const answered = result.value
  store.setState(({ alarms, incident }) => ({
    ...(alarms.state === 'loaded'
      ? { alarms: { ...alarms, value: alarms.value.map((it) => (it.id === alarmId ? answered : it)) } }
      : {}),
    ...(incident?.alarm && incident.alarmId === alarmId ? { incident: { ...incident, alarm: answered } } : {}),
  }))
  // the first acknowledgement stands: it may be somebody else's
  recordAct(context, 'acknowledged', answered.sensorId, [answered.acknowledgedBy, note].filter(Boolean).join(' · '))
  return result
}
