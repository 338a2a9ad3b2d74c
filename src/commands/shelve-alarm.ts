import type { SensorId } from '../domain/ids.ts'
import type { Result } from '../domain/result.ts'
import type { Alarm, SensorFault } from '../ports/records.ts'
import type { CommandContext } from './context.ts'
import { recordAct } from './record-act.ts'

/** Puts an open alarm aside until an instant [ms] with a reason; null brings it back. */
export async function shelveAlarm(
  context: CommandContext,
  alarmId: number,
  until: number | null,
  reason: string,
): Promise<Result<Alarm>> {
  const { store, ports } = context
  const result = await ports.records.shelve(alarmId, until, reason)
  if (!result.ok) return result
  const changed = result.value
  store.setState(({ alarms, incident }) => ({
    ...(alarms.state === 'loaded'
      ? { alarms: { ...alarms, value: alarms.value.map((it) => (it.id === alarmId ? changed : it)) } }
      : {}),
    ...(incident?.alarm && incident.alarmId === alarmId ? { incident: { ...incident, alarm: changed } } : {}),
  }))
  recordAct(context, until === null ? 'unshelved' : 'shelved', changed.sensorId, reason)
  return result
}

/** What is and was wrong with an instrument: those that last first, then the newest. */
export async function readSensorFaults(
  { ports }: CommandContext,
  sensor: SensorId,
): Promise<Result<readonly SensorFault[]>> {
  return await ports.records.sensorFaults(sensor)
}
