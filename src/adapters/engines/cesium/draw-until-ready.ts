import type { BillboardCollection, LabelCollection, Scene } from 'cesium'

/** frames that pass at least: before the first, a collection knows nothing of what was put into it */
const FRAMES = 3
/** an image that never comes must not keep the engine drawing */
const MOST_FRAMES = 20

/**
 * Draws until texts and icons are on the picture. The engine fills their images in after a frame or two and does not ask
 * for another by itself: drawn only on demand, they would stay away until something else moves.
 */
export function drawUntilReady(scene: Scene, collection: BillboardCollection | LabelCollection): void {
  if (collection.length === 0) return
  let frames = 0
  // the engine's types leave it out
  const isReady = () => Reflect.get(collection, 'ready') === true
  const stop = scene.postRender.addEventListener(() => {
    frames += 1
    if (collection.isDestroyed() || frames > MOST_FRAMES || (frames > FRAMES && isReady())) stop()
    else scene.requestRender()
  })
  scene.requestRender()
}

/** so long the ground may stand still while squares of it are on their way [ms] */
const STANDSTILL = 250

/**
 * Draws while squares of the ground are on their way. The engine works on them in frames only, a few milliseconds each,
 * and asks for a frame when a request or a worker has ended, not when a drape is painted or its time is up: drawn only on
 * demand, a slow machine would be left with squares that never come.
 */
export function drawUntilGroundIsThere(scene: Scene): void {
  let nudge: ReturnType<typeof setInterval> | undefined
  scene.globe.tileLoadProgressEvent.addEventListener((count: number) => {
    clearInterval(nudge)
    if (count === 0) return
    nudge = setInterval(() => {
      if (scene.isDestroyed()) clearInterval(nudge)
      else scene.requestRender()
    }, STANDSTILL)
  })
}
