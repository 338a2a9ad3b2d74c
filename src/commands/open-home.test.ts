import { expect, it } from 'vitest'
import { aPage, manifest, NOON } from '../../tests/kit/a-page.ts'
import { until } from '../../tests/kit/until.ts'
import { fail, succeed } from '../domain/result.ts'
import type { Ports } from './index.ts'

it('the home page knows the newest reading and the CRS for staff, and forgets both with the person', async () => {
  const { store, commands } = aPage()
  const leave = commands.openHome()
  await until(() => expect(store.getState().session).toEqual({ state: 'loaded', value: null }))
  expect(store.getState().internal).toBeNull()
  await commands.signIn('planner@demo', 'p')
  await until(() => expect(store.getState().internal).toMatchObject({ value: { crs: 'EPSG:4549' } }))
  await until(() => expect(store.getState().sensors).toMatchObject({ value: [{ latest: { at: NOON - 10_000 } }] }))
  await commands.signOut()
  await until(() => expect(store.getState()).toMatchObject({ internal: null, sensors: { state: 'idle' } }))
  leave()
})

it('tells a session that ended by itself from a sign-out', async () => {
  const { store, commands, backend } = aPage()
  const leave = commands.openHome()
  const isSignedIn = (is: boolean) =>
    until(() => {
      const { session } = store.getState()
      expect(session.state === 'loaded' && session.value !== null).toBe(is)
    })
  await until(() => expect(store.getState().session.state).toBe('loaded'))
  await commands.signIn('planner@demo', 'p')
  await isSignedIn(true)
  backend.expire()
  await isSignedIn(false)
  expect(store.getState().hasExpired).toBe(true)
  await commands.signIn('planner@demo', 'p')
  await isSignedIn(true)
  expect(store.getState().hasExpired).toBe(false)
  await commands.signOut()
  await isSignedIn(false)
  expect(store.getState().hasExpired).toBe(false)
  leave()
})

it('asks for the city again once a server that was still building it is ready', async () => {
  let isUp = false
  const ports: Partial<Ports> = {
    server: { health: async () => (isUp ? succeed(null) : fail('starting', 'creating the database')) },
    city: {
      publicManifest: async () =>
        isUp ? succeed({ ...manifest, grade: 'public' as const }) : fail('starting', 'HTTP 503'),
      internalManifest: async () => succeed(manifest),
      assets: async () => fail('not-found', ''),
      ground: async () => fail('not-found', ''),
      network: async () => fail('not-found', ''),
      flood: async () => fail('not-found', 'no flood'),
      floodFile: async () => fail('not-found', 'no flood'),
      leak: async () => fail('not-found', 'no leak'),
      leakFile: async () => fail('not-found', 'no leak'),
    },
  }
  const { store, commands, clock } = aPage({ ports })
  const leave = commands.openHome()
  await until(() => expect(store.getState().city).toMatchObject({ failure: { kind: 'starting' } }))
  isUp = true
  await until(() => {
    clock.advance(1000)
    expect(store.getState().city.state).toBe('loaded')
  })
  leave()
})
