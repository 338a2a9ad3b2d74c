import { expect, it } from 'vitest'
import type { LonLatHeight } from '../domain/geo/coordinates.ts'
import type { Viewpoint } from '../ports/scene.ts'
import { direction, type FreePart, frame, isMiddleFree } from './viewpoints.ts'

const METRES_PER_DEGREE = 111_320
const RADIANS = Math.PI / 180
const place = { lon: 120.38, lat: 36, height: 5 }
const whole = { left: 0, top: 0, right: 1, bottom: 1, aspect: 1.6 }
/** between two docks, above a wide panel */
const narrow = { left: 0.26, top: 0.05, right: 0.64, bottom: 0.55, aspect: 1.6 }

/** Where a camera of 60° over the longer side sees a point, in shares of the picture. */
function seenAt({ lon, lat, height }: LonLatHeight, view: Viewpoint, aspect: number): { x: number; y: number } {
  const perLon = METRES_PER_DEGREE * Math.cos(place.lat * RADIANS)
  const [east, north, up] = [(lon - view.lon) * perLon, (lat - view.lat) * METRES_PER_DEGREE, height - view.height]
  const [sinH, cosH] = [Math.sin(view.heading * RADIANS), Math.cos(view.heading * RADIANS)]
  const [sinP, cosP] = [Math.sin(view.pitch * RADIANS), Math.cos(view.pitch * RADIANS)]
  const [ahead, right] = [east * sinH + north * cosH, east * cosH - north * sinH]
  const along = ahead * cosP + up * sinP
  const above = up * cosP - ahead * sinP
  const tangent = Math.tan(30 * RADIANS)
  return {
    x: 0.5 + right / along / tangent / 2 / Math.min(1, aspect),
    y: 0.5 - (above / along / tangent / 2) * Math.max(1, aspect),
  }
}

const corners = [
  { ...place, lon: 120.383 },
  { ...place, lat: 36.004, height: 1 },
  { ...place, lon: 120.377, lat: 35.998 },
]

it.each<[string, FreePart, number, number]>([
  ['in the whole picture', whole, 0, -50],
  ['between panels', narrow, 0, -50],
  ['turned to the east', narrow, 90, -50],
  ['from straight above', narrow, 0, -90],
  ['in an upright picture', { ...narrow, aspect: 0.5 }, 200, -50],
])('frames every point %s, and no farther away than it must', (_, free, heading, pitch) => {
  const view = frame(corners, free, heading, pitch)
  const seen = corners.map((corner) => seenAt(corner, view, free.aspect))
  for (const { x, y } of seen) {
    expect(x).toBeGreaterThan(free.left)
    expect(x).toBeLessThan(free.right)
    expect(y).toBeGreaterThan(free.top)
    expect(y).toBeLessThan(free.bottom)
  }
  const width = (Math.max(...seen.map(({ x }) => x)) - Math.min(...seen.map(({ x }) => x))) / (free.right - free.left)
  const height = (Math.max(...seen.map(({ y }) => y)) - Math.min(...seen.map(({ y }) => y))) / (free.bottom - free.top)
  expect(Math.max(width, height)).toBeGreaterThan(0.6)
})

it('frames a single place in the middle of the free part, from 100 m', () => {
  const view = frame([place], narrow, 30, -50)
  const { x, y } = seenAt(place, view, narrow.aspect)
  expect(x).toBeCloseTo(0.45, 6)
  expect(y).toBeCloseTo(0.3, 6)
})

it('frames it from as near as is told', () => {
  const view = frame([place], narrow, 30, -50, 60)
  expect(seenAt(place, view, narrow.aspect).y).toBeCloseTo(0.3, 6)
  expect(view.height - place.height).toBeLessThan(60)
})

it('has the middle of the picture free where no panel lies on it or close to it', () => {
  expect(isMiddleFree(whole)).toBe(true)
  expect(isMiddleFree({ ...whole, left: 0.2, bottom: 0.9 })).toBe(true)
  expect(isMiddleFree({ ...whole, bottom: 0.48 })).toBe(false)
  expect(isMiddleFree({ ...whole, bottom: 0.52 })).toBe(false)
  expect(isMiddleFree({ ...whole, left: 0.55 })).toBe(false)
})

it('looks straight down where nothing tilts', () => {
  const view = { ...place, heading: 70, pitch: -20 }
  expect(direction({ view, abilities: new Set(['tilt']) })).toEqual([70, -50])
  expect(direction({ view, abilities: new Set() })).toEqual([0, -90])
})
