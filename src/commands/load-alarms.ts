import type { CommandContext } from './context.ts'
import { loadConnections } from './load-connections.ts'
import { settled } from './loading.ts'

/** Reads the open alarms, the drills that run and what the server sees coming. A failed re-read keeps the list that is there: the link state says that it is old. */
export async function loadAlarms(context: CommandContext): Promise<void> {
  const { store, ports, clock } = context
  const { session } = store.getState()
  if (store.getState().alarms.state !== 'loaded') store.setState({ alarms: { state: 'loading' } })
  const [alarms, drills, outlook] = await Promise.all([
    ports.records.alarms(),
    ports.records.drills(),
    ports.records.outlook(),
  ])
  // of another person by now
  if (store.getState().session !== session) return
  if (drills.ok) store.setState({ drills: drills.value })
  if (outlook.ok || store.getState().outlook.state !== 'loaded') store.setState({ outlook: settled(outlook) })
  if (!alarms.ok && store.getState().alarms.state === 'loaded') return
  store.setState(({ incident }) => {
    const listed = alarms.ok ? alarms.value.find(({ id }) => id === incident?.alarmId) : undefined
    return {
      alarms: settled(alarms),
      ...(alarms.ok ? { alarmsReadAt: clock.now() } : {}),
      ...(incident?.alarm && listed ? { incident: { ...incident, alarm: listed } } : {}),
    }
  })
  await loadConnections(context)
}
