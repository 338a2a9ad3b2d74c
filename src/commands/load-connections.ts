import { connectionsOf } from '../domain/sensing/grouping/connections.ts'
import type { CommandContext } from './context.ts'

/**
 * Reads how the sensors of the alarms on the page, live and of the instant looked at, are connected along the pipe networks;
 * does nothing while they are the same. What cannot be read counts as not known.
 */
export async function loadConnections({ store, ports }: CommandContext): Promise<void> {
  const { alarms, moment, connections, session } = store.getState()
  const shown = [
    ...(alarms.state === 'loaded' ? alarms.value : []),
    ...(moment.state === 'loaded' ? moment.value.alarms : []),
  ]
  const ids = [...new Set(shown.map(({ sensorId }) => sensorId))].sort()
  const of = ids.join('\n')
  if (of === connections.of) return
  const rows = await ports.records.connections(ids)
  // of another person by now
  if (store.getState().session !== session) return
  if (rows.ok) store.setState({ connections: { of, ways: connectionsOf(rows.value) } })
}
