import { drawMarkIcon, ICON_SIZE, type MarkRing, type MarkShape } from '../../../domain/sensing/mark-icon.ts'
import type { Theme } from '../../../domain/theme.ts'

export const ICON = ICON_SIZE
/** drawn at twice its size, for sharp screens */
const SCALE = 2

const cache = new Map<string, HTMLCanvasElement>()

/** Icon of a mark on a canvas of its own. */
export function markIcon(shape: MarkShape, ring: MarkRing, theme: Theme): HTMLCanvasElement {
  const key = `${shape}/${ring}/${theme}`
  const cached = cache.get(key)
  if (cached) return cached
  const canvas = document.createElement('canvas')
  canvas.width = ICON * SCALE
  canvas.height = ICON * SCALE
  const context = canvas.getContext('2d')
  if (context) {
    context.scale(SCALE, SCALE)
    context.translate(ICON / 2, ICON / 2)
    drawMarkIcon(context, shape, ring, theme)
  }
  cache.set(key, canvas)
  return canvas
}
