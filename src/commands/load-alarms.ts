import type { CommandContext } from './context.ts'
import { settled } from './loading.ts'

/** Reads the open alarms and the drills that run. A failed re-read keeps the list that is there: the link state says that it is old. */
export async function loadAlarms({ store, ports, clock }: CommandContext): Promise<void> {
  if (store.getState().alarms.state !== 'loaded') store.setState({ alarms: { state: 'loading' } })
  const [alarms, drills] = await Promise.all([ports.records.alarms(), ports.records.drills()])
  if (drills.ok) store.setState({ drills: drills.value })
  if (!alarms.ok && store.getState().alarms.state === 'loaded') return
  store.setState(({ incident }) => {
    const listed = alarms.ok ? alarms.value.find(({ id }) => id === incident?.alarmId) : undefined
    return {
      alarms: settled(alarms),
      ...(alarms.ok ? { alarmsReadAt: clock.now() } : {}),
      ...(incident?.alarm && listed ? { incident: { ...incident, alarm: listed } } : {}),
    }
  })
}
