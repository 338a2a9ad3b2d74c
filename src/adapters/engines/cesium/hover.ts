import { type ScreenSpaceEventHandler, ScreenSpaceEventType } from 'cesium'
import type { Picked, ScreenPoint } from '../../../ports/scene.ts'

/** A pick costs up to 80 ms on a software renderer, so it waits until the pointer rests. */
const REST_MILLISECONDS = 120

/** Shows a hand where a click would open something. */
export function showHover(
  canvas: HTMLCanvasElement,
  pointer: ScreenSpaceEventHandler,
  pick: (at: ScreenPoint) => Picked | null,
): void {
  let rest: ReturnType<typeof setTimeout> | undefined
  let isDragging = false
  const drag = (type: ScreenSpaceEventType, isDown: boolean) =>
    pointer.setInputAction(() => {
      isDragging = isDown
    }, type)
  drag(ScreenSpaceEventType.LEFT_DOWN, true)
  drag(ScreenSpaceEventType.LEFT_UP, false)
  pointer.setInputAction(({ endPosition: { x, y } }: ScreenSpaceEventHandler.MotionEvent) => {
    clearTimeout(rest)
    if (isDragging) return
    rest = setTimeout(() => {
      if (canvas.isConnected) canvas.style.cursor = pick({ x, y }) === null ? '' : 'pointer'
    }, REST_MILLISECONDS)
  }, ScreenSpaceEventType.MOUSE_MOVE)
}
