import { expect, it } from 'vitest'
import { faceOf } from '../domain/access/faces.ts'
import { faceLink } from './face-link.ts'
import { createTwinStore } from './store.ts'

const NOON = Date.UTC(2026, 2, 1, 4)

it('a link to another page keeps look, language and ground; the home page says nothing of a ground it does not draw', () => {
  const store = createTwinStore({ locale: 'en', now: NOON, theme: 'light', sceneId: 'city-twin' })
  const planner = faceLink(faceOf('emergency'), store.getState())
  expect(planner).toBe('/emergency?theme=light&ground=solid&lang=en')
  const home = createTwinStore({ locale: 'zh', now: NOON, theme: 'dark' })
  expect(faceLink(faceOf('planner'), home.getState())).toBe('/planner?theme=dark')
  expect(faceLink(faceOf('public'), store.getState())).toBe('/public?lang=en')
})
