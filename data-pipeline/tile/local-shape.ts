import type { LonLatHeight } from '../../src/domain/geo/coordinates.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { PrismRing } from '../mesh/prism.ts'
import type { Section, Shape } from './feature.ts'
import type { LocalFrame } from './local-frame.ts'

/** Points closer than this are one point [m]: surveys give millimetres. */
const SAME_POINT = 1e-3

/** A shape in the tileset's frame: east, north, up triples [m]. */
export type LocalShape =
  | { readonly kind: 'tube'; readonly path: Float64Array; readonly section: Section }
  /** path: the outer ring's foot */
  | { readonly kind: 'prism'; readonly path: Float64Array; readonly rings: readonly PrismRing[] }
  | {
      readonly kind: 'deck'
      readonly path: Float64Array
      readonly width: number
      readonly thickness: number
      readonly parapet: number
    }
  | {
      readonly kind: 'gallery'
      readonly path: Float64Array
      readonly widths: readonly number[]
      readonly height: number
      readonly wall: number
    }
  | {
      readonly kind: 'lining'
      readonly path: Float64Array
      readonly innerRadius: number
      readonly thickness: number
      readonly floor: number
    }
  /** path: the vertices */
  | { readonly kind: 'mesh'; readonly path: Float64Array; readonly indices: Uint32Array }

/** Why a shape cannot be drawn. */
export interface ShapeProblem {
  readonly rule: string
  readonly message: Localized
}

/** Places a shape in a frame, or says what is wrong with its numbers. Never throws. */
export function placeShape(shape: Shape, frame: LocalFrame): LocalShape | ShapeProblem {
  const size = sizes(shape).find(([, value]) => !(value > 0 && value < Number.POSITIVE_INFINITY))
  if (size) return badSize(size[0], size[1])
  const placed = place(shape, frame)
  if (placed.path.length === 0) return withoutLength
  if (!isFinitePath(placed)) return notANumber
  return placed.kind !== 'prism' && !hasLength(placed.path) ? withoutLength : placed
}

export function isProblem(value: LocalShape | ShapeProblem): value is ShapeProblem {
  return 'rule' in value
}

function place(shape: Shape, frame: LocalFrame): LocalShape {
  switch (shape.kind) {
    case 'tube':
      return { ...shape, path: placePath(shape.path, frame) }
    case 'prism': {
      const at = (ring: readonly { lon: number; lat: number }[], height: number) =>
        placePath(
          ring.map(({ lon, lat }) => ({ lon, lat, height })),
          frame,
        )
      const rings = shape.rings.map((ring) => ({ bottom: at(ring, shape.bottom), top: at(ring, shape.top) }))
      return { kind: 'prism', path: rings[0]?.bottom ?? new Float64Array(), rings }
    }
    case 'deck':
      return { ...shape, path: placePath(shape.path, frame) }
    case 'gallery': {
      const { height, wall } = shape
      const widths = shape.cabins.map((cabin) => cabin.width)
      return { kind: 'gallery', path: placePath(shape.path, frame), widths, height, wall }
    }
    case 'lining':
      return { ...shape, path: placePath(shape.path, frame) }
    case 'mesh': {
      const { positions, indices } = shape
      const path = new Float64Array(positions.length)
      for (let at = 0; at < path.length; at += 3)
        frame.place(positions[at] ?? 0, positions[at + 1] ?? 0, positions[at + 2] ?? 0, path, at)
      return { kind: 'mesh', path, indices }
    }
  }
}

function placePath(points: readonly LonLatHeight[], frame: LocalFrame): Float64Array {
  const path = new Float64Array(points.length * 3)
  for (let index = 0; index < points.length; index++) {
    const point = points[index]
    if (point) frame.place(point.lon, point.lat, point.height, path, index * 3)
  }
  return path
}

/** Every measure that must be above zero [m], with its name. */
function sizes(shape: Shape): readonly (readonly [name: string, value: number])[] {
  switch (shape.kind) {
    case 'tube':
      return [['diameter', shape.section.diameter]]
    case 'prism':
      return [['top − bottom', shape.top - shape.bottom]]
    case 'deck':
      return [
        ['width', shape.width],
        ['thickness', shape.thickness],
      ]
    case 'gallery':
      return [
        ['cabins', shape.cabins.length],
        ...shape.cabins.map((cabin) => [cabin.name, cabin.width] as const),
        ['height', shape.height],
        ['wall', shape.wall],
      ]
    case 'lining':
      return [
        ['innerRadius', shape.innerRadius],
        ['thickness', shape.thickness],
      ]
    case 'mesh':
      return []
  }
}

function isFinitePath(shape: LocalShape): boolean {
  const paths = shape.kind === 'prism' ? shape.rings.flatMap((ring) => [ring.bottom, ring.top]) : [shape.path]
  return paths.every((path) => path.every(Number.isFinite))
}

function hasLength(path: Float64Array): boolean {
  for (let at = 3; at < path.length; at += 3) {
    const east = (path[at] ?? 0) - (path[0] ?? 0)
    const north = (path[at + 1] ?? 0) - (path[1] ?? 0)
    const up = (path[at + 2] ?? 0) - (path[2] ?? 0)
    if (Math.hypot(east, north, up) >= SAME_POINT) return true
  }
  return false
}

const notANumber: ShapeProblem = {
  rule: 'shape-coordinate',
  message: { zh: '坐标不是有效数字，未绘制', en: 'A coordinate is not a finite number; not drawn' },
}

const withoutLength: ShapeProblem = {
  rule: 'shape-length',
  message: { zh: '长度为零，未绘制', en: 'The length is zero; not drawn' },
}

function badSize(name: string, value: number): ShapeProblem {
  return {
    rule: 'shape-size',
    message: {
      zh: `尺寸 ${name} 为 ${value}，应大于 0，未绘制`,
      en: `Size ${name} is ${value}, expected > 0; not drawn`,
    },
  }
}
