import { expect, it } from 'vitest'
import { frame } from './viewpoints.ts'

const place = { lon: 120.38, lat: 36, height: 5 }

it('frames a wider thing from farther away, and keeps the heading', () => {
  const near = frame([place], 90)
  const far = frame([place, { ...place, lon: 120.39 }], 90)
  expect(near.heading).toBe(90)
  expect(far.height).toBeGreaterThan(5 * near.height)
})

it('stands south of what it frames when it looks north, and left of its middle lies the thing', () => {
  const view = frame([place], 0)
  expect(view.lat).toBeLessThan(place.lat)
  expect(view.lon).toBeGreaterThan(place.lon)
})
