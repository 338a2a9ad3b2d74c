import { circleProfile } from '../mesh/circle.ts'
import { deckProfile } from '../mesh/deck.ts'
import { facets } from '../mesh/facets.ts'
import { galleryProfile } from '../mesh/gallery.ts'
import { liningProfile } from '../mesh/lining.ts'
import type { MeshWriter } from '../mesh/mesh-writer.ts'
import { type PrismFault, prism } from '../mesh/prism.ts'
import { rectangleProfile } from '../mesh/rectangle.ts'
import { sweep } from '../mesh/sweep.ts'
import type { LocalShape, ShapeProblem } from './local-shape.ts'

/** How finely a level of the tile tree is drawn. */
export interface Detail {
  /** sides of a round tunnel */
  readonly sides: number
  /** leaves draw models whole */
  readonly isFine: boolean
}

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

/** From afar a model is its largest triangles: few, and each of them true. */
const COARSE_TRIANGLES = 48

const WITHOUT_AREA: ShapeProblem = {
  rule: 'shape-no-area',
  message: { zh: '模型没有面积，未绘制', en: 'The model has no area; not drawn' },
}

/** Writes one shape, or nothing and why not. */
export function drawShape(writer: MeshWriter, shape: LocalShape, detail: Detail): ShapeProblem | null {
  switch (shape.kind) {
    case 'tube':
      sweep(writer, shape.path, circleProfile(shape.section.diameter / 2, detail.sides / 3))
      return null
    case 'prism': {
      const fault = prism(writer, shape.rings)
      return fault && PRISM_PROBLEMS[fault]
    }
    case 'deck':
      sweep(writer, shape.path, deckProfile(shape.width, shape.thickness, shape.parapet))
      return null
    case 'gallery':
      sweep(writer, shape.path, galleryProfile(shape.widths, shape.height, shape.wall))
      return null
    case 'lining':
      sweep(writer, shape.path, liningProfile(shape.innerRadius, shape.thickness, detail.sides, shape.floor))
      return null
    case 'mesh':
      return facets(writer, shape.path, shape.indices, detail.isFine ? Infinity : COARSE_TRIANGLES) > 0
        ? null
        : WITHOUT_AREA
  }
}

/** Shapes that one looks into: both sides of their faces are drawn. */
export function isHollow(shape: LocalShape): boolean {
  return shape.kind === 'gallery' || shape.kind === 'lining' || shape.kind === 'mesh'
}
