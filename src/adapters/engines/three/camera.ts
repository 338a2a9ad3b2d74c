import { MathUtils, Vector3 } from 'three'
import { MapControls } from 'three/addons/controls/MapControls.js'
import type { CameraStep, Controls, Viewpoint } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'
import type { Stage } from './stage.ts'

const FLIGHT_SECONDS = 1.2
const TURN = 10
const TILT = 6
/** a step is this share of the distance to the ground, so that it feels the same at every height */
const STEP_SHARE = 0.22
/** [m] */
const LEAST_STEP = 1
const WALK_STEP = 1
const LEAST_CLEARANCE = 2
/** straight down has no heading of its own, so the camera keeps a hair off it */
const STEEPEST = 89.99
const FARTHEST_TARGET = 6000
/** a head turns by this many degrees for each pixel dragged */
const HEAD_TURN = 0.2

interface Pose {
  readonly eye: Vector3
  readonly heading: number
  readonly pitch: number
}

export interface Camera {
  view(): Viewpoint
  /** resolves also when the user breaks the flight off */
  flyTo(view: Viewpoint, seconds?: number): Promise<void>
  step(step: CameraStep): void
  setControls(controls: Controls): void
  /** with the ground closed the eye stays above it */
  setGroundOpen(isOpen: boolean): void
  /** moves a flight on and fits the near plane; to be called before a frame. True while under way. */
  update(at: number): boolean
  dispose(): void
}

/** @param groundAt  z of the ground at x, y of the scene [m] */
export function createCamera(stage: Stage, frame: Frame, groundAt: (x: number, y: number) => number): Camera {
  const { camera, canvas, invalidate } = stage
  const controls = new MapControls(camera, canvas)
  controls.zoomToCursor = true
  controls.minDistance = 1
  controls.maxDistance = FARTHEST_TARGET * 2
  let isGroundOpen = false
  let isWalking = false
  let flight: { from: Pose; to: Pose; start: number; seconds: number; arc: number; done: () => void } | null = null

  const pose = (): Pose => {
    const { x, y, z } = camera.getWorldDirection(new Vector3())
    return {
      eye: camera.position.clone(),
      heading: MathUtils.euclideanModulo(MathUtils.radToDeg(Math.atan2(x, y)), 360),
      pitch: MathUtils.radToDeg(Math.asin(MathUtils.clamp(z, -1, 1))),
    }
  }
  const clearance = () =>
    Math.max(LEAST_CLEARANCE, Math.abs(camera.position.z - groundAt(camera.position.x, camera.position.y)))
  const put = ({ eye, heading, pitch }: Pose) => {
    const direction = directionOf(heading, MathUtils.clamp(pitch, -STEEPEST, STEEPEST))
    camera.position.copy(eye)
    const drop = eye.z - groundAt(eye.x, eye.y)
    // One turns around the place on the ground that is looked at, and around something near when none is.
    const reach = direction.z < -0.02 && drop > 0 ? -drop / direction.z : clearance()
    controls.target.copy(eye).addScaledVector(direction, MathUtils.clamp(reach, LEAST_CLEARANCE, FARTHEST_TARGET))
    camera.lookAt(controls.target)
    camera.updateMatrixWorld()
    invalidate()
  }
  const land = () => {
    flight?.done()
    flight = null
  }
  const keepAbove = () => {
    if (isGroundOpen || isWalking) return
    const lift = groundAt(camera.position.x, camera.position.y) + LEAST_CLEARANCE - camera.position.z
    if (lift > 0) put({ ...pose(), eye: camera.position.clone().setZ(camera.position.z + lift) })
  }
  const moved = () => {
    keepAbove()
    invalidate()
  }
  const turnAround = (angle: number) => {
    const { eye, heading, pitch } = pose()
    if (isWalking) return put({ eye, heading: heading + angle, pitch })
    const arm = eye.clone().sub(controls.target)
    arm.applyAxisAngle(camera.up, -MathUtils.degToRad(angle))
    put({ eye: controls.target.clone().add(arm), heading: heading + angle, pitch })
  }
  const dragHead = (event: PointerEvent) => {
    if (!isWalking || event.buttons === 0) return
    const { eye, heading, pitch } = pose()
    put({ eye, heading: heading - event.movementX * HEAD_TURN, pitch: pitch + event.movementY * HEAD_TURN })
  }
  const quietMenu = (event: Event) => event.preventDefault()
  controls.addEventListener('start', land)
  controls.addEventListener('change', moved)
  canvas.addEventListener('pointerdown', land)
  canvas.addEventListener('pointermove', dragHead)
  canvas.addEventListener('contextmenu', quietMenu)

  return {
    view() {
      const { eye, heading, pitch } = pose()
      return { ...frame.fromLocal(eye), heading, pitch }
    },
    flyTo(view, seconds = FLIGHT_SECONDS) {
      land()
      const to = { eye: frame.toLocal(view), heading: view.heading, pitch: view.pitch }
      if (seconds <= 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) {
        put(to)
        return Promise.resolve()
      }
      const from = pose()
      const plan = Math.hypot(to.eye.x - from.eye.x, to.eye.y - from.eye.y)
      // Far flights rise, so that one sees where one goes.
      const arc = 0.25 * Math.max(0, plan - 3 * Math.max(clearance(), Math.abs(to.eye.z)))
      return new Promise((done) => {
        flight = { from, to, start: performance.now(), seconds, arc, done }
        invalidate()
      })
    },
    step(step) {
      land()
      const { eye, heading, pitch } = pose()
      const length = isWalking ? WALK_STEP : Math.max(LEAST_STEP, STEP_SHARE * clearance())
      const forward = directionOf(heading, isWalking ? 0 : pitch)
      const right = directionOf(heading + 90, 0)
      const go = (direction: Vector3, metres: number) =>
        put({ eye: eye.clone().addScaledVector(direction, metres), heading, pitch })
      if (step === 'closer') go(forward, length)
      if (step === 'farther') go(forward, -length)
      if (step === 'up') go(camera.up, length)
      if (step === 'down') go(camera.up, -length)
      if (step === 'left') go(right, -length)
      if (step === 'right') go(right, length)
      if (step === 'turn-left') turnAround(-TURN)
      if (step === 'turn-right') turnAround(TURN)
      if (step === 'tilt-up') put({ eye, heading, pitch: pitch + TILT })
      if (step === 'tilt-down') put({ eye, heading, pitch: pitch - TILT })
      keepAbove()
    },
    setControls(wanted) {
      isWalking = wanted === 'walk'
      controls.enabled = !isWalking
    },
    setGroundOpen(isOpen) {
      isGroundOpen = isOpen
      controls.maxPolarAngle = isOpen ? Math.PI - 0.01 : Math.PI / 2 - 0.02
      keepAbove()
    },
    update(at) {
      if (flight) {
        const share = MathUtils.clamp((at - flight.start) / 1000 / flight.seconds, 0, 1)
        put(between(flight.from, flight.to, eased(share), flight.arc))
        if (share === 1) land()
      }
      const near = MathUtils.clamp(clearance() * 0.02, isWalking ? 0.05 : 0.1, 20)
      if (Math.abs(near / camera.near - 1) > 0.1) {
        camera.near = near
        camera.updateProjectionMatrix()
      }
      return flight !== null
    },
    dispose() {
      land()
      controls.dispose()
      canvas.removeEventListener('pointerdown', land)
      canvas.removeEventListener('pointermove', dragHead)
      canvas.removeEventListener('contextmenu', quietMenu)
    },
  }
}

function directionOf(heading: number, pitch: number): Vector3 {
  const [turn, tilt] = [MathUtils.degToRad(heading), MathUtils.degToRad(pitch)]
  return new Vector3(Math.sin(turn) * Math.cos(tilt), Math.cos(turn) * Math.cos(tilt), Math.sin(tilt))
}

function between(from: Pose, to: Pose, share: number, arc: number): Pose {
  const turn = MathUtils.euclideanModulo(to.heading - from.heading + 180, 360) - 180
  const eye = from.eye.clone().lerp(to.eye, share)
  eye.z += arc * 4 * share * (1 - share)
  return { eye, heading: from.heading + turn * share, pitch: MathUtils.lerp(from.pitch, to.pitch, share) }
}

/** slow, fast, slow */
function eased(share: number): number {
  return share < 0.5 ? 4 * share ** 3 : 1 - (2 - 2 * share) ** 3 / 2
}
