import { Cartesian2, Cartesian3, Ellipsoid, IntersectionTests, type Scene } from 'cesium'
import type { LonLatHeight } from '../../../domain/geo/coordinates.ts'
import { type Ground, groundHeight } from '../../../domain/geo/ground.ts'
import type { ScreenPoint } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'

/** Rounds of the search at most; a city's ground needs two or three. */
const ROUNDS = 12
/** found when the ground is this near [m] */
const NEAR = 0.02
/** ground farther than this [m] is beyond the picture */
const FARTHEST = 200_000

/**
 * The place on the ground under a point of the canvas: the ray of the eye is cut with the level of the ground where it
 * last came down, until both agree. Costs microseconds; the engine's own answers are wrong under a translucent globe
 * (CesiumGS/cesium #12268) or cost a frame.
 *
 * @param ground  the city's ground; null = flat at H = 0
 * @returns  H [m] of the ground there; null where the ray does not come down
 */
export function locate(scene: Scene, frame: Frame, ground: Ground | null, at: ScreenPoint): LonLatHeight | null {
  const ray = scene.camera.getPickRay(new Cartesian2(at.x, at.y))
  if (!ray) return null
  const eye = frame.fromEngine(ray.origin)
  const heightAt = (lon: number, lat: number) => (ground ? groundHeight(ground, lon, lat) : 0)
  let found: LonLatHeight = { lon: eye.lon, lat: eye.lat, height: heightAt(eye.lon, eye.lat) }
  for (let round = 0; round < ROUNDS; round += 1) {
    const level = frame.ellipsoidal(found.lon, found.lat, found.height)
    const { x, y, z } = Ellipsoid.WGS84.radii
    const cut = IntersectionTests.rayEllipsoid(ray, new Ellipsoid(x + level, y + level, z + level))
    if (!cut) return null
    const distance = cut.start > 0 ? cut.start : cut.stop
    if (distance > FARTHEST) return null
    const point = frame.fromEngine(
      Cartesian3.add(
        ray.origin,
        Cartesian3.multiplyByScalar(ray.direction, distance, new Cartesian3()),
        new Cartesian3(),
      ),
    )
    const next = { lon: point.lon, lat: point.lat, height: heightAt(point.lon, point.lat) }
    const isNear = Math.abs(next.height - found.height) < NEAR
    found = next
    if (isNear) return found
  }
  return found
}
