import { useEffect } from 'react'
import type { CameraStep } from '../ports/scene.ts'

export interface Keys {
  onUnderground(): void
  onSearch(): void
  onEscape(): void
  onStep(step: CameraStep): void
}

const STEPS: Readonly<Record<string, CameraStep>> = {
  ArrowUp: 'closer',
  ArrowDown: 'farther',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  PageUp: 'up',
  PageDown: 'down',
}
const SHIFTED_STEPS: Readonly<Record<string, CameraStep>> = {
  ArrowUp: 'tilt-up',
  ArrowDown: 'tilt-down',
  ArrowLeft: 'turn-left',
  ArrowRight: 'turn-right',
}
/** Where keys belong to the control that has the focus. */
const CONTROLS = 'input, textarea, select, [role="tab"], [role="slider"], [role="menuitem"], [role="dialog"], dialog'

/** U underground, / search, Esc close, arrows and page keys for the camera (with Shift: turn and tilt). */
export function useKeyboard(keys: Keys): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(CONTROLS)) return
      const step = (event.shiftKey ? SHIFTED_STEPS : STEPS)[event.key]
      if (event.key === 'u' || event.key === 'U') keys.onUnderground()
      else if (event.key === '/') keys.onSearch()
      else if (event.key === 'Escape') keys.onEscape()
      else if (step) keys.onStep(step)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [keys])
}
