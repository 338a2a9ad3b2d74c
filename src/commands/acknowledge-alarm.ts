import type { Result } from '../domain/result.ts'
import type { Alarm } from '../ports/records.ts'
import type { CommandContext } from './context.ts'

/** Says that someone answers for an alarm. The row that the server returns replaces the one on the page. */
export async function acknowledgeAlarm(
  { store, ports }: CommandContext,
  alarmId: number,
  note: string,
): Promise<Result<Alarm>> {
  const result = await ports.records.acknowledge(alarmId, note)
  if (result.ok)
    store.setState(({ alarms }) =>
      alarms.state === 'loaded'
        ? { alarms: { state: 'loaded', value: alarms.value.map((it) => (it.id === alarmId ? result.value : it)) } }
        : {},
    )
  return result
}
