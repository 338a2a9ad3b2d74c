import type { ScreenPoint } from '../../../ports/scene.ts'

/** a press that moves less than this is a click [px] */
const CLICK_REACH = 5

interface PointerListeners {
  readonly click: ReadonlySet<(at: ScreenPoint) => void>
  readonly pointer: ReadonlySet<(at: ScreenPoint | null) => void>
}

/** Clicks and moves; a press that wanders off is a drag. The listeners go with the canvas. */
export function followPointer(canvas: HTMLCanvasElement, listeners: PointerListeners): void {
  let pressed: ScreenPoint | null = null
  const point = (event: PointerEvent): ScreenPoint => ({ x: event.offsetX, y: event.offsetY })
  canvas.addEventListener('pointerdown', (event) => {
    pressed = event.button === 0 ? point(event) : null
  })
  canvas.addEventListener('pointerup', (event) => {
    const at = point(event)
    if (!pressed || Math.hypot(at.x - pressed.x, at.y - pressed.y) > CLICK_REACH) return
    for (const listener of listeners.click) listener(at)
  })
  canvas.addEventListener('pointermove', (event) => {
    if (event.buttons !== 0) return
    for (const listener of listeners.pointer) listener(point(event))
  })
  canvas.addEventListener('pointerleave', () => {
    for (const listener of listeners.pointer) listener(null)
  })
}
