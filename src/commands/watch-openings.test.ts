import { describe, expect, it } from 'vitest'
import { aPage, GAUGE, NOON } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'

const HOUR = 3_600_000
const alarm = {
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
const over = { ...alarm, id: 7, openedAt: NOON - 3 * HOUR, closedAt: NOON - 2 * HOUR }
const older = { ...alarm, id: 3, openedAt: NOON - 40 * HOUR, closedAt: NOON - 39 * HOUR }
const fresh = { ...alarm, id: 9, openedAt: NOON - 1000, closedAt: null }

async function aSignedInPage() {
  const page = aPage({ alarms: [over, older] })
  page.commands.openTwin()
  page.commands.watchOpenings()
  await until(() => expect(page.store.getState().session.state).toBe('loaded'))
  await page.commands.signIn('planner@demo', 'p')
  const openings = () => {
    const state = page.store.getState().openings
    return state.state === 'loaded' ? state.value.map(({ id }) => id) : state.state
  }
  await until(() => expect(openings()).toEqual([7]))
  return { ...page, openings }
}

describe('the alarms of the time bar', () => {
  it('are those that opened in the last day, also those that are over, and a new one at once', async () => {
    const { backend, openings } = await aSignedInPage()
    backend.setAlarms([over, older, fresh])
    backend.listener()?.onAlarmsChanged()
    await until(() => expect(openings()).toEqual([7, 9]))
  })

  it('reach as far back as a reader looks', async () => {
    const { commands, clock, openings } = await aSignedInPage()
    const done = commands.setTime(NOON - 48 * HOUR)
    clock.advance(300)
    await done
    await until(() => expect(openings()).toEqual([3, 7]))
  })

  it('stay while the server does not answer, and go with the person', async () => {
    const { commands, backend, openings } = await aSignedInPage()
    backend.setFault({ kind: 'offline', detail: 'cut' })
    backend.listener()?.onAlarmsChanged()
    expect(openings()).toEqual([7])
    backend.setFault(null)
    await commands.signOut()
    await until(() => expect(openings()).toBe('idle'))
  })
})
