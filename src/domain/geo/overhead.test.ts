import { expect, it } from 'vitest'
import { overhead, tiltedBack } from './overhead.ts'

const eye = { lon: 120.38, lat: 36, height: 300, heading: 90, pitch: -45 }

it('shows what a tilted camera looks at, not what is below its eye', () => {
  const { lon, lat } = overhead(eye)
  expect(lat).toBeCloseTo(eye.lat, 9)
  expect((lon - eye.lon) * 111_320 * Math.cos((36 * Math.PI) / 180)).toBeCloseTo(300, 6)
})

it('keeps the distance to what is looked at', () => {
  expect(overhead({ ...eye, pitch: -30 }).height).toBeCloseTo(600, 6)
})

it('counts from the ground of the city', () => {
  expect(overhead({ ...eye, pitch: -30 }, 100).height).toBeCloseTo(500, 6)
})

it('leaves a view from straight above where it is', () => {
  expect(overhead({ ...eye, heading: 0, pitch: -90 })).toEqual({ ...eye, heading: 0, pitch: -90 })
})

it('does not run to the horizon with a camera that looks level or up', () => {
  const level = overhead({ ...eye, pitch: 0 })
  expect(level.height).toBeLessThan(8 * eye.height)
  expect(overhead({ ...eye, pitch: 40 })).toEqual(level)
})

it('shows the ground above a camera that stands below it', () => {
  expect(overhead({ ...eye, height: -9 })).toEqual({ lon: eye.lon, lat: eye.lat, height: 60, heading: 0, pitch: -90 })
})

it('goes back to the very view that one came from', () => {
  expect(tiltedBack(overhead(eye), eye)).toEqual(eye)
  const below = { ...eye, height: -9 }
  expect(tiltedBack(overhead(below), below)).toEqual(below)
})

it('goes back as tilted as before to where the map was moved', () => {
  const above = overhead(eye)
  const moved = { ...above, lat: above.lat + 0.01, height: 2 * above.height }
  const back = tiltedBack(moved, eye)
  expect([back.heading, back.pitch]).toEqual([eye.heading, eye.pitch])
  const again = overhead(back)
  expect(again.lon).toBeCloseTo(moved.lon, 9)
  expect(again.lat).toBeCloseTo(moved.lat, 9)
  expect(again.height).toBeCloseTo(moved.height, 6)
})
