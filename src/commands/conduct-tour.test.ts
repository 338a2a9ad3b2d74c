import { describe, expect, it } from 'vitest'
import { aPage, gauge, manifest, NOON, PIPE, pipe } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import { WHOLE_CITY } from '../domain/access/audience.ts'
import type { AssetIndex } from '../domain/asset/asset-index.ts'
import type { TourScene } from '../state/shots.ts'

const shot = { caption: { zh: '', en: '' }, heading: 0, pitch: -40, distance: 2, seconds: 10, turn: 30 }
const scene = (id: string, on: 'city' | 'alarm', count: number): TourScene => ({
  id,
  name: { zh: id, en: id },
  focus: { on },
  shots: Array(count).fill(shot),
  underground: { isOn: id === 'overview', groundAlpha: 0.4 },
})
const scenes = [scene('overview', 'city', 2), scene('incident', 'alarm', 1)]
/** the pipe of the page as the index has it */
const onePipe = {
  ids: ['', PIPE],
  discipline: Uint8Array.of(0, 0),
  kind: Uint8Array.of(0, 0),
  pathStart: Uint32Array.of(0, 0, 2),
  path: Float64Array.of(120.35, 36.05, 3, 120.36, 36.05, 3),
} as unknown as AssetIndex
const alarm = {
  id: 7,
  sensorId: 'WP-1',
  grade: 'orange',
  value: 0.1,
  openedAt: NOON,
  closedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  isUnconfirmed: false,
  drill: null,
  shelvedUntil: null,
  shelvedBy: null,
  shelveReason: null,
} as const

/** A page with a mounted scene and everything read. */
function onTour(options: { readonly isStill?: boolean; readonly state?: object } = {}) {
  const page = aPage()
  page.store.setState({
    sceneId: 'overview',
    abilities: new Set(['tilt'] as const),
    city: { state: 'loaded', value: manifest },
    alarms: { state: 'loaded', value: [] },
    sensors: { state: 'loaded', value: [] },
    assets: { state: 'idle' },
    ...options.state,
  })
  const stop = page.commands.conductTour(scenes, () => options.isStill ?? false)
  return { ...page, stop, tour: () => page.store.getState().tour }
}

/** Lets time pass in steps, so that what waits for one thing can begin the next. */
async function pass(page: { readonly clock: { advance(milliseconds: number): void } }, seconds: number) {
  for (let i = 0; i < seconds * 10; i += 1) {
    page.clock.advance(100)
    await Promise.resolve()
    await Promise.resolve()
  }
}

describe('the tour', () => {
  it('begins by itself and goes on to the next shot, through every scene and round again', async () => {
    const page = onTour()
    expect(page.tour()).toMatchObject({ shot: 0, isPaused: false, subject: { on: 'city' } })
    await pass(page, 12)
    expect(page.tour()?.shot).toBe(1)
    await pass(page, 12)
    expect(page.tour()?.shot).toBe(2)
    expect(page.store.getState()).toMatchObject({ sceneId: 'incident', underground: { isOn: false } })
    await pass(page, 12)
    expect(page.tour()?.shot).toBe(0)
  })

  it('flies to a shot and then turns around its focus', async () => {
    const page = onTour()
    await pass(page, 2)
    expect(page.flights.map(({ heading }) => heading)).toEqual([0, 30])
  })

  it('cuts and rests for a reader who asks for less motion', async () => {
    const page = onTour({ isStill: true })
    await pass(page, 5)
    expect(page.flights).toHaveLength(1)
    await pass(page, 6)
    expect(page.tour()?.shot).toBe(1)
  })

  it('waits until the scene is mounted and the alarms are read', () => {
    const page = onTour({ state: { sceneId: 'incident', alarms: { state: 'loading' } } })
    expect(page.flights).toHaveLength(0)
    page.store.setState({ alarms: { state: 'loaded', value: [alarm] } })
    expect(page.tour()?.subject).toEqual({ on: 'city' })
    expect(page.flights).toHaveLength(1)
  })

  it('stays at the shot while it is paused, and goes on when it is resumed', async () => {
    const page = onTour()
    await pass(page, 3)
    page.commands.pauseTour()
    await pass(page, 30)
    expect(page.tour()).toMatchObject({ shot: 0, isPaused: true })
    page.commands.resumeTour(scenes)
    await pass(page, 12)
    expect(page.tour()).toMatchObject({ shot: 1, isPaused: false })
  })

  it('holds the camera where it is when it pauses', () => {
    const page = onTour()
    const view = { lon: 120.31, lat: 36.01, height: 90, heading: 12, pitch: -30 }
    page.store.setState({ view })
    page.commands.pauseTour()
    expect(page.flights.at(-1)).toEqual(view)
  })

  it('steps to the next and the previous shot, also while it is paused', () => {
    const page = onTour()
    page.commands.pauseTour()
    page.commands.stepTour(scenes, -1)
    expect(page.tour()).toMatchObject({ shot: 2, isPaused: true })
    page.commands.stepTour(scenes, 1)
    expect(page.tour()).toMatchObject({ shot: 0, isPaused: true })
    expect(page.store.getState().sceneId).toBe('overview')
  })

  it('goes to the first shot of a scene that is chosen', () => {
    const page = onTour()
    page.commands.showScene(scenes, 'incident')
    expect(page.tour()).toMatchObject({ shot: 2, isPaused: false })
    expect(page.store.getState().sceneId).toBe('incident')
  })

  it('ends when it is stopped, and begins again with the scene that is shown', async () => {
    const page = onTour()
    page.commands.showScene(scenes, 'incident')
    page.commands.stopTour()
    await pass(page, 30)
    expect(page.tour()).toBeNull()
    page.commands.resumeTour(scenes)
    expect(page.tour()).toMatchObject({ shot: 2, isPaused: false })
  })

  it('leaves the camera to a link that names an asset, until it is resumed', async () => {
    const page = aPage()
    void page.commands.openAsset(PIPE)
    page.store.setState({ abilities: new Set(['tilt'] as const), city: { state: 'loaded', value: manifest } })
    page.commands.conductTour(scenes)
    expect(page.store.getState().tour).toMatchObject({ shot: 0, isPaused: true })
    expect(page.flights).toHaveLength(0)
    page.commands.resumeTour(scenes)
    expect(page.store.getState().selection.assetId).toBeNull()
    expect(page.flights).toHaveLength(1)
  })

  it('shows the shot of a paused link, and shows it anew to whoever signs in', async () => {
    const linked = { tour: { shot: 2, isPaused: true, subject: null }, session: { state: 'loaded', value: null } }
    const page = onTour({ state: { ...linked, alarms: { state: 'idle' }, sensors: { state: 'idle' } } })
    expect(page.tour()).toMatchObject({ shot: 2, isPaused: true, subject: { on: 'city' } })
    expect(page.flights).toHaveLength(1)
    const session = {
      state: 'loaded',
      value: { userId: 'u', email: 'duty@demo', role: 'duty', standing: 'good', reach: WHOLE_CITY },
    } as const
    page.store.setState({ session, alarms: { state: 'loading' } })
    expect(page.flights).toHaveLength(1)
    page.store.setState({
      alarms: { state: 'loaded', value: [alarm] },
      sensors: { state: 'loaded', value: [{ ...gauge, id: alarm.sensorId }] },
    })
    expect(page.tour()).toMatchObject({ isPaused: true, subject: { on: 'alarm', alarmId: 7 } })
    expect(page.flights).toHaveLength(2)
  })

  it('keeps the view of a paused link, whoever signs in', () => {
    const view = { lon: 120.31, lat: 36.01, height: 90, heading: 12, pitch: -30 }
    const page = onTour({ state: { tour: { shot: 1, isPaused: true, subject: null }, view } })
    const session = {
      state: 'loaded',
      value: { userId: 'u', email: 'duty@demo', role: 'duty', standing: 'good', reach: WHOLE_CITY },
    } as const
    page.store.setState({ session })
    expect(page.flights).toHaveLength(0)
  })

  it('says by its name which asset it shows', async () => {
    const page = aPage({ assets: [{ ...pipe, name: '海湾路主管' }] })
    page.commands.openTwin()
    await until(() => expect(page.store.getState().session.state).toBe('loaded'))
    await page.commands.signIn('duty@demo', 'p')
    await until(() => expect(page.backend.listener()).not.toBeNull())
    page.store.setState({ abilities: new Set(['tilt'] as const), assets: { state: 'loaded', value: onePipe } })
    page.commands.conductTour([
      { ...scene('pipes', 'city', 1), focus: { on: 'discipline', discipline: pipe.discipline } },
    ])
    await until(() =>
      expect(page.store.getState().tour?.subject).toEqual({ on: 'asset', id: PIPE, name: '海湾路主管' }),
    )
  })
})
