import { describe, expect, it, vi } from 'vitest'
import { aPage, GAUGE, gauge, NOON } from '../../tests/kit/a-page.ts'
import type { Alarm, Sensor, SensorApproach } from '../ports/records.ts'
import { arrangeAlarms } from '../state/arrange-alarms.ts'
import type { CommandContext } from './context.ts'
import { loadAlarms } from './load-alarms.ts'

const OTHER: Sensor = { ...gauge, id: 'WP-2' }
const low = (id: number, sensorId: string): Alarm => ({
  ...{ id, sensorId, grade: 'orange', value: 0.18, openedAt: NOON - 600_000, closedAt: null },
  ...{ acknowledgedAt: null, acknowledgedBy: null, isUnconfirmed: false, drill: null },
  ...{ shelvedUntil: null, shelvedBy: null, shelveReason: null },
})
const ALARMS = [low(1, GAUGE), low(2, OTHER.id)]
const APPROACH: SensorApproach = {
  ...{ sensorId: GAUGE, grade: 'red', direction: 'below', value: 0.16, slope_per_h: -0.1 },
  ...{ reachesAt: NOON + 720_000, earliestAt: NOON + 600_000, latestAt: null, toldAt: NOON },
}

async function onDuty(changes: Parameters<typeof aPage>[0] = {}) {
  const page = aPage({ alarms: ALARMS, sensors: [gauge, OTHER], ...changes })
  page.commands.openTwin()
  await vi.waitFor(() => expect(page.store.getState().session.state).toBe('loaded'))
  await page.commands.signIn('duty@demo', 'p')
  await vi.waitFor(() => expect(page.store.getState().connections.of).not.toBe(''))
  const { connections } = page.store.getState()
  const sensorOf = ({ sensorId }: Alarm) => [gauge, OTHER].find(({ id }) => id === sensorId)
  return { ...page, groups: arrangeAlarms(ALARMS, sensorOf, connections.ways).map(({ others }) => others.length) }
}
const onWater = (distances: readonly (readonly [string, string, number])[]) => ({
  connections: { places: [[GAUGE, 'water'] as const, [OTHER.id, 'water'] as const], distances },
})

describe('the alarms of a page', () => {
  it('come with what the server sees coming', async () => {
    const outlook = { approaches: [APPROACH], drifts: [{ sensorId: OTHER.id, since: NOON, departure: 0.03 }] }
    const { store } = await onDuty({ outlook })
    expect(store.getState().outlook).toEqual({ state: 'loaded', value: outlook })
  })

  it('come with the ways between their sensors: two at one place are one cause only when they are connected', async () => {
    expect((await onDuty(onWater([[GAUGE, OTHER.id, 40]]))).groups).toEqual([1])
    expect((await onDuty(onWater([]))).groups).toEqual([0, 0])
    // nothing known of any network: the distance in plan
    expect((await onDuty()).groups).toEqual([1])
  })

  it('of the one before stay on no page of the next person', async () => {
    const { store, commands } = await onDuty({ ...onWater([]), outlook: { approaches: [APPROACH], drifts: [] } })
    await commands.signOut()
    await vi.waitFor(() => expect(store.getState().alarms.state).toBe('idle'))
    expect(store.getState()).toMatchObject({ outlook: { state: 'idle' }, connections: { of: '' }, drills: [] })
  })

  it('that were asked for by the one before and come late are put down nowhere', async () => {
    const { store } = await onDuty(onWater([]))
    const read = async <Value>(value: Value) => ({ ok: true as const, value })
    const records = { alarms: () => read(ALARMS), drills: () => read([]), outlook: () => read(null) }
    const late = loadAlarms({ store, ports: { records }, clock: { now: () => NOON } } as unknown as CommandContext)
    store.setState({ session: { state: 'loaded', value: null }, alarms: { state: 'idle' } })
    await late
    expect(store.getState().alarms.state).toBe('idle')
  })
})
