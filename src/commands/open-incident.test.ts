import { describe, expect, it } from 'vitest'
import { aPage, GAUGE, gauge, NOON, PIPE } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import type { Alarm, NearbyAsset } from '../ports/records.ts'

const LOW: Alarm = {
  id: 7,
  sensorId: GAUGE,
  grade: 'orange',
  value: 0.18,
  openedAt: NOON - 600_000,
  closedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  isUnconfirmed: false,
  drill: null,
  shelvedUntil: null,
  shelvedBy: null,
  shelveReason: null,
}
const VALVE: NearbyAsset = {
  id: 'demo/water/JS3',
  gid: 3,
  kind: 'point',
  discipline: 'water',
  name: null,
  feature: '阀门井',
  road: null,
  road_en: null,
  at: gauge.at,
  distance_m: 12.3,
  diameter_mm: null,
  is_operable: true,
}

async function onDuty(changes: Parameters<typeof aPage>[0] = {}, email = 'duty@demo') {
  const page = aPage({ alarms: [LOW], nearby: [VALVE], ...changes })
  page.commands.openTwin()
  await until(() => expect(page.store.getState().session.state).toBe('loaded'))
  await page.commands.signIn(email, 'p')
  await until(() => expect(page.backend.listener()).not.toBeNull())
  return page
}

describe('opening an incident', () => {
  it('selects the sensor and its asset, goes there, and reads what was measured and what lies near', async () => {
    const { store, commands, flights } = await onDuty()
    await commands.openIncident(LOW.id)
    const { incident, selection } = store.getState()
    expect([selection.sensorId, selection.assetId, flights.length]).toEqual([GAUGE, PIPE, 1])
    expect(incident).toMatchObject({ alarm: LOW, nearby: { state: 'loaded', value: [VALVE] } })
    expect(incident?.history.series.state).toBe('loaded')
    expect(incident?.history.from).toBeLessThan(LOW.openedAt)
  })

  it('by a link waits for the sign-in, and keeps the camera and what the link selects', async () => {
    const page = aPage({ alarms: [LOW], nearby: [VALVE] })
    page.commands.openTwin()
    const opening = page.commands.openIncident(LOW.id, { isFlying: false, isSelecting: false })
    await until(() => expect(page.store.getState().session.state).toBe('loaded'))
    await page.commands.signIn('duty@demo', 'p')
    await opening
    const { incident, selection } = page.store.getState()
    expect(incident?.nearby.state).toBe('loaded')
    expect([selection.sensorId, page.flights.length]).toEqual([null, 0])
  })

  it('of an alarm that is not listed keeps its number and reads nothing', async () => {
    const { store, commands } = await onDuty()
    await commands.openIncident(99)
    expect(store.getState().incident).toMatchObject({ alarmId: 99, alarm: null, nearby: { state: 'idle' } })
    expect(store.getState().log).toEqual([])
  })

  it('tells that what lies near could not be read, and reads it when asked again', async () => {
    const { store, commands, backend } = await onDuty()
    backend.setFault({ kind: 'offline', detail: '' })
    await commands.openIncident(LOW.id)
    expect(store.getState().incident?.nearby.state).toBe('failed')
    backend.setFault(null)
    await commands.loadNearby()
    expect(store.getState().incident?.nearby.state).toBe('loaded')
  })

  it('drops what arrives for an alarm that was left meanwhile', async () => {
    const { store, commands } = await onDuty()
    const stop = store.subscribe(({ incident }) => {
      if (incident?.nearby.state !== 'loading') return
      stop()
      commands.closeIncident()
    })
    await commands.openIncident(LOW.id)
    expect(store.getState().incident).toBeNull()
  })

  it('lets live readings into its chart, but not while one looks back', async () => {
    const { store, commands, backend, clock } = await onDuty()
    await commands.openIncident(LOW.id)
    const points = () => {
      const series = store.getState().incident?.history.series
      return series?.state === 'loaded' ? series.value.at.length : null
    }
    backend.send([{ sensor: GAUGE, at: NOON + 1, value: 0.17, quality: 'good', grade: 'orange' }])
    clock.advance(250)
    expect(points()).toBe(1)
    store.setState({ time: NOON })
    backend.send([{ sensor: GAUGE, at: NOON + 2, value: 0.16, quality: 'good', grade: 'orange' }])
    clock.advance(250)
    expect(points()).toBe(1)
  })

  it('keeps the alarm as it was last listed once it has left the list', async () => {
    const { store, commands, backend } = await onDuty()
    await commands.openIncident(LOW.id)
    backend.setAlarms([])
    backend.listener()?.onAlarmsChanged()
    await until(() => expect(store.getState().alarms).toMatchObject({ value: [] }))
    expect(store.getState().incident?.alarm).toEqual(LOW)
  })
})

describe('handling it', () => {
  it('shows the acknowledgement at once, and writes it into the log with its note', async () => {
    const { store, commands } = await onDuty()
    await commands.openIncident(LOW.id)
    await commands.acknowledgeAlarm(LOW.id, '已派人')
    expect(store.getState().incident?.alarm).toMatchObject({ acknowledgedAt: NOON, acknowledgedBy: 'duty@demo' })
    expect(store.getState().log.at(-1)).toMatchObject({ act: 'acknowledged', detail: 'duty@demo · 已派人' })
  })

  it('writes nothing into the log when the role may not acknowledge', async () => {
    const { store, commands } = await onDuty({}, 'planner@demo')
    const result = await commands.acknowledgeAlarm(LOW.id, '')
    expect(result).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    expect(store.getState().log).toEqual([])
  })

  it('isolates a pipe that was not open yet, and says so in the log', async () => {
    const { store, commands } = await onDuty()
    await commands.isolateAsset(PIPE)
    expect(store.getState().run).toMatchObject({ state: 'done', subject: PIPE })
    expect(store.getState().log).toMatchObject([{ act: 'isolated', subject: PIPE, detail: '0', who: 'duty@demo' }])
  })

  it('forgets the log and what was read on a sign-out, and keeps the number of the alarm', async () => {
    const { store, commands, backend } = await onDuty()
    await commands.openIncident(LOW.id)
    backend.expire()
    await until(() => expect(store.getState().internal).toBeNull())
    expect(store.getState().log).toEqual([])
    expect(store.getState().incident).toMatchObject({ alarmId: LOW.id, alarm: null, nearby: { state: 'idle' } })
  })
})

describe('常态 and 应急', () => {
  it('opens the ground in an emergency and keeps everything else, both ways', async () => {
    const { store, commands } = await onDuty()
    await commands.openIncident(LOW.id)
    const kept = () => {
      const { selection, filter, time, incident, layers } = store.getState()
      return { selection, filter, time, incident, layers }
    }
    const before = kept()
    commands.setMode('emergency')
    expect(store.getState()).toMatchObject({ mode: 'emergency', underground: { isOn: true } })
    expect(kept()).toEqual(before)
    commands.setMode('normal')
    expect(kept()).toEqual(before)
    expect(store.getState().log.map(({ act }) => act)).toEqual(['opened', 'emergency', 'normal'])
  })
})
