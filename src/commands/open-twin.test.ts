import { describe, expect, it, vi } from 'vitest'
import { aPage, GAUGE, gauge, manifest, NOON, PIPE } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import { succeed } from '../domain/result.ts'

/** Opens the page, signs in and waits until everything internal is there. */
async function signedIn(email = 'duty@demo', page = aPage()) {
  page.commands.openTwin()
  await until(() => expect(page.store.getState().session.state).toBe('loaded'))
  await page.commands.signIn(email, 'p')
  await until(() => expect(page.backend.listener()).not.toBeNull())
  return page
}

describe('opening the page', () => {
  it('shows the public city to anonymous and asks for nothing internal', async () => {
    const { store, commands } = aPage()
    commands.openTwin()
    await until(() => expect(store.getState().session).toEqual({ state: 'loaded', value: null }))
    expect(store.getState().city.state).toBe('loaded')
    expect(store.getState().internal).toBeNull()
    expect(store.getState().sensors.state).toBe('idle')
  })

  it('shows the step of a server that is starting, and goes on by itself when it is ready', async () => {
    const { store, commands, backend, clock } = aPage()
    backend.setStep('loading rows')
    commands.openTwin()
    await until(() => expect(store.getState().server).toEqual({ state: 'starting', step: 'loading rows' }))
    backend.setStep(null)
    await until(() => {
      clock.advance(1_000)
      expect(store.getState().server.state).toBe('ready')
    })
    await until(() => expect(store.getState().session.state).toBe('loaded'))
  })

  it('reads assets, sensors and alarms once somebody has signed in', async () => {
    const { store } = await signedIn()
    const state = store.getState()
    expect([state.internal?.state, state.assets.state, state.sensors.state, state.alarms.state]).toEqual(
      Array(4).fill('loaded'),
    )
    expect(state.latest.get(GAUGE)?.value).toBe(0.3)
  })

  it('reads for an enterprise what is its own, and neither tiles nor the live stream', async () => {
    const page = aPage({ users: [{ email: 'owner@demo', password: 'p', role: 'enterprise' }] })
    await page.commands.openAsset(PIPE)
    const { store, backend, clock, commands } = await signedIn('owner@demo', page)
    expect(store.getState().internal).toMatchObject({ state: 'failed', failure: { kind: 'refused' } })
    expect(store.getState().selection.asset.state).toBe('loaded')
    await commands.searchAssets('海湾路')
    expect(store.getState().search.results).toMatchObject({ state: 'loaded', value: [{ id: PIPE }] })
    expect(backend.topics()).toEqual([])
    const sensors = vi.spyOn(backend.records, 'sensors')
    clock.advance(30_000)
    expect(sensors).toHaveBeenCalled()
  })

  it('reads for an officer of one district the rows and the stream of it, no tiles, and says why', async () => {
    const reach = { tiles: 'district', districts: [{ zh: '湾东区', en: 'Wandong' }], hearsAll: true } as const
    const page = aPage({ users: [{ email: 'east@demo', password: 'p', role: 'duty', reach }] })
    const { store, backend } = await signedIn('east@demo', page)
    const { internal } = store.getState()
    expect(internal?.state === 'failed' && internal.failure.message?.zh).toContain('您的权限限于湾东区')
    expect(store.getState().sensors.state).toBe('loaded')
    expect(backend.topics()).toEqual([{ district: 'D1', kind: 'water-pressure' }])
  })

  it('asks again for a person who may not hear a topic of the stream', async () => {
    const reach = { tiles: 'clearance', districts: null, hearsAll: false } as const
    const page = aPage({ users: [{ email: 'low@demo', password: 'p', role: 'planner', reach }] })
    const { backend, clock } = await signedIn('low@demo', page)
    expect(backend.topics()).toEqual([])
    const sensors = vi.spyOn(backend.records, 'sensors')
    clock.advance(30_000)
    expect(sensors).toHaveBeenCalled()
  })

  it('opens the asset of a shared link after its reader has signed in', async () => {
    const page = aPage()
    await page.commands.openAsset(PIPE)
    expect(page.store.getState().selection.asset.state).toBe('failed')
    await signedIn('planner@demo', page)
    expect(page.store.getState().selection.asset.state).toBe('loaded')
  })

  it('keeps nothing internal on the page after a sign-out or an expiry', async () => {
    const { store, backend } = await signedIn()
    backend.expire()
    await until(() => expect(store.getState().session).toEqual({ state: 'loaded', value: null }))
    const { internal, assets, sensors, latest, alarms } = store.getState()
    expect(internal).toBeNull()
    expect([assets.state, sensors.state, alarms.state, latest.size]).toEqual(['idle', 'idle', 'idle', 0])
    expect(backend.listener()).toBeNull()
  })

  it('says that tiles and database are of different builds', async () => {
    const { store } = await signedIn('planner@demo', aPage({ build: 'build-2' }))
    expect(store.getState().hasBuildMismatch).toBe(true)
  })

  it('refuses the rows of another city', async () => {
    const page = aPage({ city: 'elsewhere' })
    page.commands.openTwin()
    await until(() => expect(page.store.getState().session.state).toBe('loaded'))
    await page.commands.signIn('planner@demo', 'p')
    await until(() => expect(page.store.getState().internal?.state).toBe('failed'))
    expect(page.store.getState().sensors.state).toBe('idle')
  })

  it('keeps the page as it was when a password is wrong', async () => {
    const { store, commands } = aPage()
    commands.openTwin()
    await until(() => expect(store.getState().session.state).toBe('loaded'))
    const result = await commands.signIn('duty@demo', 'wrong')
    expect(result.ok).toBe(false)
    expect(store.getState().session).toEqual({ state: 'loaded', value: null })
  })
})

describe('live data', () => {
  const newer = { sensor: GAUGE, at: NOON + 1, value: 0.18, quality: 'good', grade: 'orange' } as const

  it('shows a reading of the stream', async () => {
    const { store, backend, clock } = await signedIn()
    backend.send([newer])
    clock.advance(250)
    expect(store.getState().latest.get(GAUGE)).toEqual(newer)
  })

  it('never lets an older reading overwrite a newer one', async () => {
    const { store, backend, clock } = await signedIn()
    backend.send([newer])
    backend.send([{ ...newer, at: NOON - 60_000, value: 0.5 }])
    clock.advance(250)
    expect(store.getState().latest.get(GAUGE)?.value).toBe(0.18)
  })

  it('remembers since when the link is lost, and counts bad rows', async () => {
    const { store, backend, clock } = await signedIn()
    clock.advance(7_000)
    backend.listener()?.onLink('lost')
    backend.listener()?.onLink('lost')
    backend.listener()?.onBadRows(3)
    expect(store.getState().link).toEqual({ state: 'lost', since: NOON + 7_000 })
    expect(store.getState().badRows).toBe(3)
  })

  it.each(['onJoined', 'onResync'] as const)(
    'reads sensors and alarms again at %s, so that no gap stays',
    async (event) => {
      const readAgain = { ...gauge, latest: { at: NOON + 9, value: 0.25, quality: 'good', grade: 'normal' } as const }
      const sensors = [gauge]
      const { store, backend } = await signedIn('duty@demo', aPage({ sensors }))
      sensors[0] = readAgain
      backend.setAlarms([anAlarm])
      backend.listener()?.[event]()
      await until(() => expect(store.getState().latest.get(GAUGE)?.value).toBe(0.25))
      await until(() => expect(store.getState().alarms).toMatchObject({ value: [{ id: 7 }] }))
    },
  )

  it('reads alarms again every 30 seconds even when no wake-up comes', async () => {
    const { store, backend, clock } = await signedIn()
    backend.setAlarms([anAlarm])
    clock.advance(30_000)
    await until(() => expect(store.getState().alarms).toMatchObject({ value: [{ id: 7 }] }))
  })

  const anAlarm = {
    id: 7,
    sensorId: GAUGE,
    grade: 'orange',
    value: 0.18,
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

  it('lets those on duty acknowledge an alarm, and nobody else', async () => {
    const duty = await signedIn('duty@demo', aPage({ alarms: [anAlarm] }))
    await duty.commands.acknowledgeAlarm(7, '')
    expect(duty.store.getState().alarms).toMatchObject({ value: [{ id: 7, acknowledgedBy: 'duty@demo' }] })
    const planner = await signedIn('planner@demo', aPage({ alarms: [anAlarm] }))
    const refused = await planner.commands.acknowledgeAlarm(7, '')
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'refused' } })
    expect(planner.store.getState().alarms).toMatchObject({ value: [{ acknowledgedAt: null }] })
  })

  it('shows the history of a sensor with its newest value at the end', async () => {
    const old = { sensor: GAUGE, at: NOON - 60_000, value: 0.31, quality: 'good', grade: 'normal' } as const
    const { store, commands } = await signedIn('planner@demo', aPage({ readings: [old] }))
    await commands.selectSensor(GAUGE)
    const { series } = store.getState().history
    expect(series.state === 'loaded' && [...series.value.value]).toEqual([0.31, 0.3])
    expect(store.getState().selection.assetId).toBe(PIPE)
  })
})

describe('assets and simulations', () => {
  it('flies to a search result and makes the ground translucent for what lies in it', async () => {
    const { store, commands, flights } = await signedIn()
    await commands.searchAssets('海湾')
    expect(store.getState().search.results).toMatchObject({ state: 'loaded', value: [{ id: PIPE }] })
    await commands.openAsset(PIPE, { isFlying: true })
    expect(flights).toHaveLength(1)
    expect(store.getState().underground.isOn).toBe(true)
  })

  it('drops the answer about an asset that is no longer chosen', async () => {
    const { store, commands } = await signedIn()
    const first = commands.openAsset(PIPE)
    commands.closeAsset()
    await first
    expect(store.getState().selection).toMatchObject({ assetId: null, asset: { state: 'idle' } })
  })

  it('runs the isolation of the open pipe and keeps its summary', async () => {
    const { store, commands } = await signedIn()
    await commands.openAsset(PIPE)
    await commands.runIsolation(PIPE)
    expect(store.getState().run).toMatchObject({ state: 'done', subject: PIPE })
  })

  it('says that a cancelled run was cancelled and ignores its late answer', async () => {
    let finish: (value: never) => void = () => undefined
    const never = new Promise<never>((resolve) => {
      finish = resolve
    })
    const signals: AbortSignal[] = []
    const page = aPage({
      ports: {
        simulations: {
          run: (_id, _input, { signal }) => {
            signals.push(signal)
            return never
          },
        },
      },
    })
    const { store, commands } = await signedIn('planner@demo', page)
    await commands.openAsset(PIPE)
    const running = commands.runIsolation(PIPE)
    await until(() => expect(signals).toHaveLength(1))
    commands.cancelRun()
    expect(signals[0]?.aborted).toBe(true)
    expect(store.getState().run).toMatchObject({ state: 'failed', failure: { kind: 'cancelled' } })
    finish(succeed(manifest) as never)
    await running
    expect(store.getState().run).toMatchObject({ state: 'failed', failure: { kind: 'cancelled' } })
  })
})
