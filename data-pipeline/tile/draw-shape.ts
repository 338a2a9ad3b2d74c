import { circleProfile } from '../mesh/circle.ts'
import { coarseMesh } from '../mesh/coarse-mesh.ts'
import { deckProfile } from '../mesh/deck.ts'
import { facets } from '../mesh/facets.ts'
import { galleryProfile } from '../mesh/gallery.ts'
import { liningProfile } from '../mesh/lining.ts'
import type { MeshWriter } from '../mesh/mesh-writer.ts'
import { type PrismFault, prism } from '../mesh/prism.ts'
import type { Profile } from '../mesh/profile.ts'
import { rectangleProfile } from '../mesh/rectangle.ts'
import { simplifyPath } from '../mesh/simplify-path.ts'
import { sweep } from '../mesh/sweep.ts'
import type { LocalShape, ShapeProblem } from './local-shape.ts'

/** How finely a level of the tile tree is drawn. */
export interface Detail {
  /** sides of a round tunnel */
  readonly sides: number
  /** leaves draw models whole */
  readonly isFine: boolean
  /** what nobody sees of this level [m]; 0 for leaves */
  readonly tolerance: number
}

/** of what nobody sees: an eighth of a pixel */
const THINNEST_SEEN = 1 / 8

const PRISM_PROBLEMS: Record<PrismFault, ShapeProblem> = {
  'ring-too-small': {
    rule: 'shape-ring-area',
    message: { zh: '轮廓面积为零，未绘制', en: 'The footprint has no area; not drawn' },
  },
  'ring-crosses-itself': {
    rule: 'shape-ring-crossing',
    message: { zh: '轮廓自相交，未绘制', en: 'The footprint crosses itself; not drawn' },
  },
}

const WITHOUT_AREA: ShapeProblem = {
  rule: 'shape-no-area',
  message: { zh: '模型没有面积，未绘制', en: 'The model has no area; not drawn' },
}

/** Writes one shape, or nothing and why not. */
export function drawShape(writer: MeshWriter, shape: LocalShape, detail: Detail): ShapeProblem | null {
  switch (shape.kind) {
    case 'tube':
      sweep(writer, shape.path, circleProfile(shape.section.diameter / 2, detail.sides / 4))
      return null
    case 'prism': {
      const fault = prism(writer, shape.rings)
      return fault && PRISM_PROBLEMS[fault]
    }
    case 'deck':
    case 'gallery':
    case 'lining':
      sweep(writer, simplifyPath(shape.path, detail.tolerance), structureProfile(shape, detail))
      return null
    case 'mesh': {
      const indices = detail.isFine ? shape.indices : coarseMesh(shape.path, shape.indices, detail.tolerance)
      return facets(writer, shape.path, indices) > 0 ? null : WITHOUT_AREA
    }
  }
}

/** From afar nobody looks into a tunnel or over a parapet. */
function structureProfile(
  shape: Extract<LocalShape, { kind: 'deck' | 'gallery' | 'lining' }>,
  { sides, isFine }: Detail,
): Profile {
  switch (shape.kind) {
    case 'deck':
      return deckProfile(shape.width, shape.thickness, isFine ? shape.parapet : 0)
    case 'gallery': {
      const { widths, height, wall } = shape
      const half = widths.reduce((sum, width) => sum + width + wall, wall) / 2
      return isFine ? galleryProfile(widths, height, wall) : rectangleProfile(-half, -wall, half, height + wall)
    }
    case 'lining': {
      const { innerRadius, thickness, floor } = shape
      return isFine
        ? liningProfile(innerRadius, thickness, sides, floor)
        : circleProfile(innerRadius + thickness, sides)
    }
  }
}

/** A cable has no width from afar: it would cost bytes and be no pixel. */
export function isSeen(shape: LocalShape, { tolerance }: Detail): boolean {
  return shape.kind !== 'tube' || shape.section.diameter >= THINNEST_SEEN * tolerance
}

/** Shapes that one looks into: both sides of their faces are drawn. */
export function isHollow(shape: LocalShape): boolean {
  return shape.kind === 'gallery' || shape.kind === 'lining' || shape.kind === 'mesh'
}
