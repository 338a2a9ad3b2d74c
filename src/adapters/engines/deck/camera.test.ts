import { describe, expect, it } from 'vitest'
import { cameraAround, cameraOf, metresPerPixel, stepped, viewOf } from './camera.ts'

const size = { width: 1440, height: 900 }
const camera = { longitude: 120.38, latitude: 36.07, zoom: 15.25 }

describe('a view of a flat map', () => {
  it('comes back exactly', () => {
    const back = cameraOf(viewOf(camera, size), size)
    expect(back.longitude).toBe(camera.longitude)
    expect(back.latitude).toBe(camera.latitude)
    expect(back.zoom).toBeCloseTo(camera.zoom, 10)
  })

  it('shows the ground that a camera of 60° sees from its height', () => {
    const { zoom } = cameraOf({ lon: 120, lat: 36, height: 1000, heading: 0, pitch: -90 }, size)
    expect(metresPerPixel(zoom, 36) * size.width).toBeCloseTo(2 * 1000 * Math.tan(Math.PI / 6), 6)
  })

  it('holds a whole city', () => {
    const { zoom } = cameraAround([120.3, 36, 120.4, 36.05], size)
    expect(metresPerPixel(zoom, 36.025) * size.width).toBeGreaterThan(
      0.1 * 111_320 * Math.cos((36.025 * Math.PI) / 180),
    )
  })

  it('moves by a share of the picture, and not at all by what a flat map lacks', () => {
    expect(stepped(camera, 'up', size).latitude).toBeGreaterThan(camera.latitude)
    expect(stepped(camera, 'left', size).longitude).toBeLessThan(camera.longitude)
    expect(stepped(camera, 'closer', size).zoom).toBeGreaterThan(camera.zoom)
    expect(stepped(camera, 'tilt-up', size)).toBe(camera)
  })
})
