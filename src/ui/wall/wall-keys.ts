import { useEffect } from 'react'

export interface WallKeys {
  onSpace(): void
  onNext(): void
  onPrevious(): void
  /** the scene of a digit, counted from 0 */
  onScene(index: number): void
  onEscape(): void
}

/** Where keys belong to the control that has the focus. */
const CONTROLS = 'input, textarea, select, [role="dialog"], dialog'
/** what Space presses */
const PRESSED = 'button, a, summary'

/** Space pauses and resumes, ← → step, 1 to 9 choose a scene, F full screen, Esc closes or stops. */
export function useWallKeys(keys: WallKeys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const focused = event.target instanceof Element ? event.target : null
      if (focused?.closest(CONTROLS)) return
      if (event.key === ' ' && focused?.closest(PRESSED)) return
      if (event.key === ' ') keys.onSpace()
      else if (event.key === 'ArrowRight') keys.onNext()
      else if (event.key === 'ArrowLeft') keys.onPrevious()
      else if (/^[1-9]$/.test(event.key)) keys.onScene(Number(event.key) - 1)
      else if (event.key === 'f' || event.key === 'F') toggleFullscreen()
      else if (event.key === 'Escape') keys.onEscape()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [keys])
}

/** Fills the screen with the page, or gives it back; a browser that refuses leaves things as they are. */
export function toggleFullscreen(): void {
  const change = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
  change.catch(() => {})
}
