import type { FreePart } from '../state/viewpoints.ts'

/** a part lower or narrower than this share of the picture frames nothing: then panels are looked past */
const LEAST = 0.2

/**
 * What of the picture no panel covers: the rectangle that is left when everything marked `data-covers` has taken its side.
 * Answers two frames later, when the page has laid out what it was told last.
 */
export async function freePart(picture: HTMLElement): Promise<FreePart> {
  for (let frames = 0; frames < 2; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  const whole = picture.getBoundingClientRect()
  const free = { left: whole.left, top: whole.top, right: whole.right, bottom: whole.bottom }
  for (const panel of document.querySelectorAll<HTMLElement>('[data-covers]')) {
    const { left, top, right, bottom, width, height } = panel.getBoundingClientRect()
    if (width === 0 || height === 0) continue
    const side = panel.dataset.covers
    if (side === 'left') free.left = Math.max(free.left, right)
    else if (side === 'right') free.right = Math.min(free.right, left)
    else if (side === 'top') free.top = Math.max(free.top, bottom)
    else if (side === 'bottom') free.bottom = Math.min(free.bottom, top)
  }
  const aspect = whole.width / Math.max(1, whole.height)
  const share = {
    left: (free.left - whole.left) / whole.width,
    top: (free.top - whole.top) / whole.height,
    right: (free.right - whole.left) / whole.width,
    bottom: (free.bottom - whole.top) / whole.height,
  }
  const isRoom = share.right - share.left >= LEAST && share.bottom - share.top >= LEAST
  return isRoom ? { ...share, aspect } : { left: 0, top: 0, right: 1, bottom: 1, aspect }
}
