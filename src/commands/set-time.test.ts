import { describe, expect, it } from 'vitest'
import { aPage, GAUGE, gauge, NOON } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import type { Reading } from '../domain/sensing/reading.ts'

const HOUR = 3_600_000
const reading = (at: number, value: number, grade: Reading['grade']): Reading => ({
  sensor: GAUGE,
  at,
  value,
  quality: 'good',
  grade,
})
const alarm = {
  id: 7,
  sensorId: GAUGE,
  grade: 'red',
  value: 0.1,
  acknowledgedAt: null,
  acknowledgedBy: null,
  isUnconfirmed: false,
  shelvedUntil: null,
  shelvedBy: null,
  shelveReason: null,
} as const

async function aSignedInPage() {
  const page = aPage({
    sensors: [gauge, { ...gauge, id: 'WP-2' }],
    readings: [reading(NOON - 3 * HOUR, 0.1, 'red'), reading(NOON - HOUR, 0.3, 'normal')],
    alarms: [{ ...alarm, openedAt: NOON - 3 * HOUR, closedAt: NOON - 2 * HOUR }],
  })
  page.commands.openTwin()
  await until(() => expect(page.store.getState().session.state).toBe('loaded'))
  await page.commands.signIn('planner@demo', 'p')
  await until(() => expect(page.store.getState().alarms.state).toBe('loaded'))
  const lookBackTo = async (time: number | null) => {
    const done = page.commands.setTime(time)
    page.clock.advance(300)
    await done
    return page.store.getState().moment
  }
  return { ...page, lookBackTo }
}

describe('looking back', () => {
  it('shows what was then, and a sensor that had not reported as missing', async () => {
    const { lookBackTo } = await aSignedInPage()
    const moment = await lookBackTo(NOON - 2.5 * HOUR)
    if (moment.state !== 'loaded') throw new Error(`moment is ${moment.state}`)
    expect(moment.value.sensors.get(GAUGE)).toMatchObject({ value: 0.1, grade: 'red' })
    expect(moment.value.sensors.has('WP-2')).toBe(false)
    expect(moment.value.alarms.map(({ id }) => id)).toEqual([7])
  })

  it('returns to live, and nothing of the instant stays', async () => {
    const { store, lookBackTo } = await aSignedInPage()
    await lookBackTo(NOON - HOUR)
    expect(await lookBackTo(null)).toEqual({ state: 'idle' })
    expect(store.getState().time).toBeNull()
  })

  it('asks only for the instant that a dragged slider rests on', async () => {
    const { commands, store, clock } = await aSignedInPage()
    const passed = commands.setTime(NOON - 2.5 * HOUR)
    const rested = commands.setTime(NOON - HOUR)
    clock.advance(300)
    await Promise.all([passed, rested])
    const { moment } = store.getState()
    expect(moment.state === 'loaded' && moment.value.sensors.get(GAUGE)?.value).toBe(0.3)
  })

  it('ends the open chart at the instant, and takes no live reading into it', async () => {
    const { commands, store, backend, lookBackTo } = await aSignedInPage()
    await commands.selectSensor(GAUGE)
    await lookBackTo(NOON - 2 * HOUR)
    backend.send([reading(NOON, 0.9, 'normal')])
    const { history } = store.getState()
    expect(history.to).toBe(NOON - 2 * HOUR)
    expect(history.series.state === 'loaded' && [...history.series.value.value]).toEqual([0.1])
  })

  it('says what the server refused', async () => {
    const { backend, lookBackTo } = await aSignedInPage()
    backend.setFault({ kind: 'offline', detail: 'cut' })
    expect(await lookBackTo(NOON - HOUR)).toMatchObject({ state: 'failed', failure: { kind: 'offline' } })
  })
})
