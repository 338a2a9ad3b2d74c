import { ball } from '../mesh/ball.ts'
import { circleProfile, liningProfile } from '../mesh/circle.ts'
import { eggProfile } from '../mesh/egg.ts'
import { facets } from '../mesh/facets.ts'
import { galleryProfile } from '../mesh/gallery.ts'
import type { MeshWriter } from '../mesh/mesh-writer.ts'
import { type PrismFault, prism } from '../mesh/prism.ts'
import { type Profile, withoutCaps } from '../mesh/profile.ts'
import { rectangleProfile } from '../mesh/rectangle.ts'
import { sweep } from '../mesh/sweep.ts'
import type { Section } from './feature.ts'
import type { LocalShape, ShapeProblem } from './local-shape.ts'

/** How finely a level of the tile tree is drawn. */
export interface Detail {
  /** sides of a round pipe */
  readonly sides: number
  /** leaves close the ends of pipes and round balls off */
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
      sweep(writer, shape.path, tubeProfile(shape.section, detail))
      return null
    case 'cylinder':
      sweep(writer, shape.path, circleProfile(shape.radius, detail.isFine ? 12 : 6))
      return null
    case 'ball': {
      const [east = 0, north = 0, up = 0] = shape.path
      ball(writer, east, north, up, shape.radius, detail.isFine)
      return null
    }
    case 'prism': {
      const fault = prism(writer, shape.rings)
      return fault && PRISM_PROBLEMS[fault]
    }
    case 'deck':
      sweep(writer, shape.path, rectangleProfile(-shape.width / 2, -shape.thickness, shape.width / 2, 0))
      return null
    case 'gallery':
      sweep(writer, shape.path, galleryProfile(shape.widths, shape.height, shape.wall))
      return null
    case 'lining':
      sweep(writer, shape.path, liningProfile(shape.innerRadius, shape.thickness, detail.sides * 3))
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

/** A city has some dozens of pipe sizes and a million pipes, so the last profile of each size is kept. */
const tubeProfiles = new Map<string, Profile>()
const MOST_PROFILES = 10_000

function tubeProfile(section: Section, detail: Detail): Profile {
  const measure =
    section.kind === 'circle' ? `${section.diameter}` : `${section.kind} ${section.width} ${section.height}`
  const key = `${detail.sides} ${detail.isFine} ${measure}`
  const known = tubeProfiles.get(key)
  if (known) return known
  if (tubeProfiles.size === MOST_PROFILES) tubeProfiles.clear()
  const whole = sectionProfile(section, detail.sides)
  const profile = detail.isFine ? whole : withoutCaps(whole)
  tubeProfiles.set(key, profile)
  return profile
}

function sectionProfile(section: Section, sides: number): Profile {
  switch (section.kind) {
    case 'circle':
      return circleProfile(section.diameter / 2, sides)
    case 'rectangle':
      return rectangleProfile(-section.width / 2, -section.height / 2, section.width / 2, section.height / 2)
    case 'egg':
      return eggProfile(section.width, section.height, sides + 4)
  }
}
