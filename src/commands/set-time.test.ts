import { describe, expect, it } from 'vitest'
import { aPage, GAUGE, gauge, NOON, PIPE, pipe } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import type { Reading } from '../domain/sensing/reading.ts'
import type { AssetThen } from '../ports/records.ts'

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
  drill: null,
  shelvedUntil: null,
  shelvedBy: null,
  shelveReason: null,
} as const

const lifecycle = { project: null, stages: [], operations: [], responsible: [] }
const none = { asset: null, lifecycle: null }
/** not there until four hours ago, another material until two hours ago */
const past: readonly AssetThen[] = [
  { from: null, to: NOON - 4 * HOUR, ...none, firstRecordedAt: null },
  {
    from: NOON - 4 * HOUR,
    to: NOON - 2 * HOUR,
    asset: { ...pipe, material: '灰口铸铁' },
    lifecycle,
    firstRecordedAt: null,
  },
  { from: NOON - 2 * HOUR, to: null, asset: pipe, lifecycle, firstRecordedAt: null },
]

async function aSignedInPage() {
  const page = aPage({
    past: new Map([[PIPE, past]]),
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

describe('the open asset while looking back', () => {
  it('is told as it was at the instant, beside what it is now, and live again as it is', async () => {
    const { commands, store, lookBackTo } = await aSignedInPage()
    await commands.openAsset(PIPE)
    expect(store.getState().selection.past).toEqual({ state: 'idle' })
    await lookBackTo(NOON - 3 * HOUR)
    const { past: told, asset } = store.getState().selection
    expect(told).toEqual({ state: 'loaded', value: past[1] })
    expect(asset).toMatchObject({ value: { material: pipe.material } })
    await lookBackTo(null)
    expect(store.getState().selection.past).toEqual({ state: 'idle' })
  })

  it('is told as it was when it is opened there, as a link does', async () => {
    const { commands, store, lookBackTo } = await aSignedInPage()
    await lookBackTo(NOON - 5 * HOUR)
    await commands.openAsset(PIPE)
    expect(store.getState().selection.past).toEqual({ state: 'loaded', value: past[0] })
  })

  it('is not left standing as of another instant while the slider moves', async () => {
    const { commands, store, clock, lookBackTo } = await aSignedInPage()
    await commands.openAsset(PIPE)
    await lookBackTo(NOON - HOUR)
    const moved = commands.setTime(NOON - 3 * HOUR)
    expect(store.getState().selection.past).toEqual({ state: 'loading' })
    clock.advance(300)
    await moved
    expect(store.getState().selection.past).toMatchObject({ value: { to: NOON - 2 * HOUR } })
  })

  it('shows a version by looking back into it', async () => {
    const { commands, store, clock } = await aSignedInPage()
    await commands.openAsset(PIPE)
    commands.showTab('versions')
    const shown = commands.showVersion({ to: NOON - 2 * HOUR })
    clock.advance(300)
    await shown
    const { time, tab, selection } = store.getState()
    expect({ time, tab }).toEqual({ time: NOON - 2 * HOUR - 1, tab: 'attributes' })
    expect(selection.past).toMatchObject({ value: { asset: { material: '灰口铸铁' } } })
  })

  it('says what the server refused, and is read again when the link is back', async () => {
    const { backend, commands, store, lookBackTo } = await aSignedInPage()
    await commands.openAsset(PIPE)
    backend.setFault({ kind: 'offline', detail: 'cut' })
    await lookBackTo(NOON - HOUR)
    expect(store.getState().selection.past).toMatchObject({ state: 'failed', failure: { kind: 'offline' } })
    backend.setFault(null)
    backend.listener()?.onResync()
    await until(() => expect(store.getState().selection.past.state).toBe('loaded'))
  })
})
