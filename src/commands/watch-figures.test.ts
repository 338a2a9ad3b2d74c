import { describe, expect, it } from 'vitest'
import { aPage, NOON } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import { WHOLE_CITY } from '../domain/access/audience.ts'
import type { CityFigures } from '../ports/records.ts'

const figures: CityFigures = {
  at: NOON,
  build: 'build-1',
  networks: [{ discipline: 'water', length_m: 44_200, lines: 900 }],
  ages: [{ decade: 2000, length_m: 44_200 }],
  sensors: { total: 1, live: 1, stale: 0, offline: 0, suspect: 0 },
  alarmHours: [],
  response: { opened: 0, acknowledged: 0, median_s: null },
}

async function opened() {
  const page = aPage({ figures })
  page.commands.openTwin()
  page.commands.watchFigures()
  await until(() => expect(page.store.getState().session.state).toBe('loaded'))
  return page
}

describe('the figures of the city', () => {
  it('are asked for only once somebody has signed in', async () => {
    const page = await opened()
    page.clock.advance(60_000)
    expect(page.store.getState().figures.state).toBe('idle')
    await page.commands.signIn('duty@demo', 'p')
    await until(() => expect(page.store.getState().figures).toEqual({ state: 'loaded', value: figures }))
  })

  it('are asked for again every 30 s, and a failed answer keeps those that are there', async () => {
    const page = await opened()
    await page.commands.signIn('duty@demo', 'p')
    await until(() => expect(page.store.getState().figures.state).toBe('loaded'))
    page.backend.setFault({ kind: 'offline', detail: 'no answer' })
    page.clock.advance(30_000)
    await Promise.resolve()
    expect(page.store.getState().figures.state).toBe('loaded')
  })

  it('leave the page with the person who was signed in', async () => {
    const page = await opened()
    await page.commands.signIn('duty@demo', 'p')
    await until(() => expect(page.store.getState().figures.state).toBe('loaded'))
    page.backend.expire()
    await until(() => expect(page.store.getState().figures.state).toBe('idle'))
  })

  it('say why when they never came', async () => {
    const page = await opened()
    page.backend.setFault({ kind: 'refused', detail: 'not yours' })
    page.store.setState({
      session: {
        state: 'loaded',
        value: { userId: 'duty@demo', email: 'duty@demo', role: 'duty', standing: 'good', reach: WHOLE_CITY },
      },
    })
    await until(() => expect(page.store.getState().figures).toMatchObject({ failure: { kind: 'refused' } }))
  })
})
