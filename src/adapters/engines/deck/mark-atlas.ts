import { drawMarkIcon, ICON_SIZE, MARK_RINGS, MARK_SHAPES } from '../../../domain/sensing/mark-icon.ts'
import type { Theme } from '../../../domain/theme.ts'
import type { Mark } from '../../../ports/scene.ts'

/** drawn at twice its size for sharp screens */
const SIDE = 2 * ICON_SIZE

export interface MarkAtlas {
  readonly picture: ImageData
  readonly mapping: Readonly<Record<string, { x: number; y: number; width: number; height: number }>>
}

const atlases = new Map<Theme, MarkAtlas>()

/** Every icon that a mark can have in one picture: a row a shape, a column a ring. */
export function markAtlas(theme: Theme): MarkAtlas {
  const known = atlases.get(theme)
  if (known) return known
  const canvas = document.createElement('canvas')
  canvas.width = MARK_RINGS.length * SIDE
  canvas.height = MARK_SHAPES.length * SIDE
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('markAtlas: this browser has no 2D canvas')
  const mapping: Record<string, { x: number; y: number; width: number; height: number }> = {}
  MARK_SHAPES.forEach((shape, row) => {
    MARK_RINGS.forEach((ring, column) => {
      const [x, y] = [column * SIDE, row * SIDE]
      mapping[iconName({ shape, ring })] = { x, y, width: SIDE, height: SIDE }
      context.setTransform(2, 0, 0, 2, x + SIDE / 2, y + SIDE / 2)
      drawMarkIcon(context, shape, ring, theme)
    })
  })
  const atlas = { picture: context.getImageData(0, 0, canvas.width, canvas.height), mapping }
  atlases.set(theme, atlas)
  return atlas
}

/** Name of a mark's icon in the atlas. */
export function iconName({ shape, ring }: Pick<Mark, 'shape' | 'ring'>): string {
  return `${shape}/${ring}`
}
