import {
  Cartesian2,
  Cartesian3,
  Math as CesiumMath,
  EasingFunction,
  HeadingPitchRange,
  Matrix4,
  type Scene,
  Transforms,
} from 'cesium'
import type { CameraStep, Viewpoint } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'

const FLIGHT_SECONDS = 1.2
const TURN = CesiumMath.toRadians(10)
const TILT = CesiumMath.toRadians(6)
/** a step is this share of the distance to the ground, so that it feels the same at every height */
const STEP_SHARE = 0.22
/** [m]; small enough to stand between two pipes, large enough to get through the ground in two or three presses */
const LEAST_STEP = 1
/** [m] */
const LEAST_CLEARANCE = 2
/** vertical part of a direction from which on it has no heading */
const STRAIGHT = 0.999
/** a change of place, as a share of the height, or of direction [rad] that is told at once */
const NOTICED = 0.05

/**
 * The camera in the twin's words. Heading and pitch are worked out here: the engine's own getters turn the camera there
 * and back, and the rounding adds up until the engine takes it for a movement and draws.
 */
export function viewOf({ camera }: Scene, frame: Frame): Viewpoint {
  const { positionWC, directionWC, upWC } = camera
  const toLocal = Matrix4.inverseTransformation(Transforms.eastNorthUpToFixedFrame(positionWC), new Matrix4())
  const forward = Matrix4.multiplyByPointAsVector(toLocal, directionWC, new Cartesian3())
  const up = Matrix4.multiplyByPointAsVector(toLocal, upWC, new Cartesian3())
  // looking straight down, what is up in the picture says where one is headed
  const ahead = Math.abs(forward.z) < STRAIGHT ? forward : up
  return {
    ...frame.fromEngine(positionWC),
    heading: CesiumMath.toDegrees(CesiumMath.zeroToTwoPi(Math.atan2(ahead.x, ahead.y))),
    pitch: CesiumMath.toDegrees(CesiumMath.asinClamped(forward.z)),
  }
}

/**
 * Tells of the view while it changes, in steps that one would notice, and once more when it has come to rest. It looks
 * at drawn frames: the engine's event `changed` reads those getters in every turn, and so kept a resting globe drawing
 * twice a second.
 */
export function watchView(scene: Scene, tell: (isAtRest: boolean) => void): void {
  const { camera } = scene
  const told = { position: new Cartesian3(), direction: Cartesian3.clone(Cartesian3.UNIT_X) }
  const note = (isAtRest: boolean) => {
    Cartesian3.clone(camera.positionWC, told.position)
    Cartesian3.clone(camera.directionWC, told.direction)
    tell(isAtRest)
  }
  scene.postRender.addEventListener(() => {
    const isMoved =
      Cartesian3.distance(camera.positionWC, told.position) > NOTICED * Math.abs(camera.positionCartographic.height)
    const isTurned = Cartesian3.angleBetween(camera.directionWC, told.direction) > NOTICED
    if (isMoved || isTurned) note(false)
  })
  camera.moveEnd.addEventListener(() => note(true))
}

/** Flies to a view; at once when the system asks for less motion. Resolves also when the user breaks the flight off. */
export function flyTo(scene: Scene, frame: Frame, view: Viewpoint, seconds = FLIGHT_SECONDS): Promise<void> {
  const duration = matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : seconds
  const destination = frame.toEngine(view)
  const orientation = {
    heading: CesiumMath.toRadians(view.heading),
    pitch: CesiumMath.toRadians(view.pitch),
    roll: 0,
  }
  scene.requestRender()
  if (duration === 0) {
    scene.camera.cancelFlight()
    scene.camera.setView({ destination, orientation })
    return Promise.resolve()
  }
  return new Promise((resolve) => {
    scene.camera.flyTo({
      destination,
      orientation,
      duration,
      easingFunction: EasingFunction.CUBIC_IN_OUT,
      complete: () => resolve(),
      cancel: () => resolve(),
    })
  })
}

/** One press of a camera button. Needed most below ground, where the mouse wheel slows to a stop near the surface. */
export function takeStep(scene: Scene, step: CameraStep): void {
  const { camera } = scene
  camera.cancelFlight()
  const distance = Math.max(LEAST_STEP, STEP_SHARE * clearance(scene))
  const up = scene.globe.ellipsoid.geodeticSurfaceNormal(camera.positionWC, new Cartesian3())
  switch (step) {
    case 'closer':
      camera.moveForward(distance)
      break
    case 'farther':
      camera.moveBackward(distance)
      break
    case 'up':
      camera.move(up, distance)
      break
    case 'down':
      camera.move(up, -distance)
      break
    case 'left':
      camera.moveLeft(distance)
      break
    case 'right':
      camera.moveRight(distance)
      break
    case 'turn-left':
      turn(scene, -TURN)
      break
    case 'turn-right':
      turn(scene, TURN)
      break
    case 'tilt-up':
      tilt(scene, TILT)
      break
    case 'tilt-down':
      tilt(scene, -TILT)
      break
  }
  keepAboveGround(scene)
  scene.requestRender()
}

/** Distance from the eye to the ground below or above it [m]; at least 2. */
function clearance(scene: Scene): number {
  const { camera, globe } = scene
  const ground = globe.getHeight(camera.positionCartographic) ?? 0
  return Math.max(2, Math.abs(camera.positionCartographic.height - ground))
}

/** Turns around the point in the middle of the picture, so that what one looks at stays there. */
function turn(scene: Scene, angle: number): void {
  const { camera } = scene
  const target = lookedAt(scene)
  if (!target) {
    camera.lookRight(angle)
    return
  }
  const range = Cartesian3.distance(camera.positionWC, target)
  camera.lookAt(target, new HeadingPitchRange(camera.heading + angle, camera.pitch, range))
  camera.lookAtTransform(Matrix4.IDENTITY)
}

function lookedAt(scene: Scene): Cartesian3 | undefined {
  const { camera, canvas, globe } = scene
  const ray = camera.getPickRay(new Cartesian2(canvas.clientWidth / 2, canvas.clientHeight / 2))
  return ray ? globe.pick(ray, scene) : undefined
}

function tilt(scene: Scene, angle: number): void {
  const { camera } = scene
  const pitch = CesiumMath.clamp(camera.pitch + angle, CesiumMath.toRadians(-89.5), CesiumMath.toRadians(89.5))
  camera.setView({ orientation: { heading: camera.heading, pitch, roll: 0 } })
}

/** With the ground closed the eye stays above it; the engine itself only guards the mouse. */
function keepAboveGround(scene: Scene): void {
  const { camera, globe, screenSpaceCameraController } = scene
  if (!screenSpaceCameraController.enableCollisionDetection) return
  const ground = globe.getHeight(camera.positionCartographic)
  const lift = ground === undefined ? 0 : ground + LEAST_CLEARANCE - camera.positionCartographic.height
  if (lift > 0) camera.move(scene.globe.ellipsoid.geodeticSurfaceNormal(camera.positionWC), lift)
}
