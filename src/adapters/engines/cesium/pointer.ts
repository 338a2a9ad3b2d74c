import { ScreenSpaceEventHandler, ScreenSpaceEventType } from 'cesium'
import type { Picked, ScreenPoint } from '../../../ports/scene.ts'

/** A pick costs up to 80 ms on a software renderer, so it waits until the pointer rests. */
const REST_MILLISECONDS = 120

/**
 * Tells of clicks and of where the pointer is, at most once a frame, and shows a hand where a click would open
 * something.
 *
 * @returns  what takes every listener away again
 */
export function watchPointer(
  canvas: HTMLCanvasElement,
  tell: {
    readonly click: (at: ScreenPoint) => void
    readonly pointer: (at: ScreenPoint | null) => void
    readonly pick: (at: ScreenPoint) => Picked | null
  },
): () => void {
  const handler = new ScreenSpaceEventHandler(canvas)
  let rest: ReturnType<typeof setTimeout> | undefined
  let frame = 0
  let newest: ScreenPoint | null = null
  let isDragging = false

  const drag = (type: ScreenSpaceEventType, isDown: boolean) =>
    handler.setInputAction(() => {
      isDragging = isDown
    }, type)
  const point = (at: ScreenPoint | null) => {
    newest = at
    frame ||= requestAnimationFrame(() => {
      frame = 0
      tell.pointer(newest)
    })
  }
  const leave = () => {
    clearTimeout(rest)
    point(null)
  }
  drag(ScreenSpaceEventType.LEFT_DOWN, true)
  drag(ScreenSpaceEventType.LEFT_UP, false)
  handler.setInputAction(({ position: { x, y } }: ScreenSpaceEventHandler.PositionedEvent) => {
    tell.click({ x, y })
  }, ScreenSpaceEventType.LEFT_CLICK)
  handler.setInputAction(({ endPosition: { x, y } }: ScreenSpaceEventHandler.MotionEvent) => {
    point({ x, y })
    clearTimeout(rest)
    if (isDragging) return
    rest = setTimeout(() => {
      canvas.style.cursor = tell.pick({ x, y }) === null ? '' : 'pointer'
    }, REST_MILLISECONDS)
  }, ScreenSpaceEventType.MOUSE_MOVE)
  canvas.addEventListener('pointerleave', leave)
  return () => {
    clearTimeout(rest)
    cancelAnimationFrame(frame)
    canvas.removeEventListener('pointerleave', leave)
    handler.destroy()
  }
}
