import type { ScreenPoint } from '../../../ports/scene.ts'

/** a press that moves farther than this drags the map [px] */
const STILL = 5
/** a pick draws the map once more, so it waits until the pointer rests [ms] */
const REST = 120

/**
 * Clicks and the pointer's way over a canvas. The engine's own events would pick under every move, which costs seconds
 * a frame on a software renderer.
 */
export function followPointer(
  canvas: HTMLCanvasElement,
  on: {
    readonly click: (at: ScreenPoint) => void
    /** at most once a frame; null when the pointer leaves */
    readonly move: (at: ScreenPoint | null) => void
    readonly rest: (at: ScreenPoint) => void
  },
): () => void {
  const stop = new AbortController()
  const { signal } = stop
  let pressed: ScreenPoint | null = null
  let frame = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  const placeOf = (event: PointerEvent): ScreenPoint => {
    const { left, top } = canvas.getBoundingClientRect()
    return { x: event.clientX - left, y: event.clientY - top }
  }
  const isStill = (at: ScreenPoint) => pressed !== null && Math.hypot(at.x - pressed.x, at.y - pressed.y) <= STILL
  canvas.addEventListener(
    'pointerdown',
    (event) => {
      clearTimeout(rest)
      pressed = event.isPrimary && event.button === 0 ? placeOf(event) : null
    },
    { signal },
  )
  canvas.addEventListener(
    'pointerup',
    (event) => {
      const at = placeOf(event)
      if (event.isPrimary && isStill(at)) on.click(at)
      pressed = null
    },
    { signal },
  )
  canvas.addEventListener(
    'pointermove',
    (event) => {
      const at = placeOf(event)
      clearTimeout(rest)
      if (event.pointerType === 'mouse' && event.buttons === 0) rest = setTimeout(() => on.rest(at), REST)
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => on.move(at))
    },
    { signal },
  )
  const leave = () => {
    clearTimeout(rest)
    cancelAnimationFrame(frame)
    on.move(null)
  }
  canvas.addEventListener('pointerleave', leave, { signal })
  return () => {
    clearTimeout(rest)
    cancelAnimationFrame(frame)
    stop.abort()
  }
}
