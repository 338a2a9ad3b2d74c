import { ARCH_AREA, ARCH_WIDTHS, PROPORTIONS, proportion } from './proportions.ts'
import type { ShapeSpec } from './spec.ts'
import { transectOutline } from './transect.ts'

/** A cross-section by the depth y of its water, 0…full [m]. */
export interface Outline {
  readonly full: number
  /** no lid: water above `full` stands between vertical walls */
  readonly isOpen: boolean
  /** of the water's surface [m] */
  width(y: number): number
  /** full area where it is known better than by summing widths [m²] */
  readonly area?: number
  /** wetted perimeter [m]; left out = from the widths, both sides alike */
  perimeter?(y: number): number
  /** hydraulic radius [m], where it is not area by perimeter */
  radius?(y: number): number
  /** width of the lid, which rubs when the section is full [m] */
  readonly lid?: number
}

/**
 * The outline of an ordered cross-section. Closed forms where there are any, tabled widths otherwise.
 *
 * @throws RangeError when its parts do not fit together
 */
export function outlineOf(shape: ShapeSpec): Outline {
  switch (shape.type) {
    case 'CIRCULAR':
    case 'FORCE_MAIN':
      return circle(shape.depth, 0)
    case 'FILLED_CIRCULAR':
      return circle(shape.depth, shape.filled)
    case 'RECT_CLOSED':
      return {
        full: shape.depth,
        isOpen: false,
        width: () => shape.width,
        perimeter: (y) => shape.width + 2 * y,
        lid: shape.width,
      }
    case 'RECT_OPEN':
      return {
        full: shape.depth,
        isOpen: true,
        width: () => shape.width,
        perimeter: (y) => shape.width + (2 - shape.smoothWalls) * y,
      }
    case 'TRAPEZOIDAL':
      return slopedSides(shape.depth, shape.bottom, shape.left, shape.right)
    case 'TRIANGULAR': {
      const side = shape.width / 2 / shape.depth
      return slopedSides(shape.depth, 0, side, side)
    }
    case 'PARABOLIC':
      return power(shape.depth, shape.width, 2)
    case 'POWER':
      return power(shape.depth, shape.width, 1 / shape.exponent)
    case 'RECT_TRIANGULAR':
      return {
        full: shape.depth,
        isOpen: false,
        width: (y) => shape.width * Math.min(1, y / shape.triangle),
        lid: shape.width,
      }
    case 'RECT_ROUND':
      return rectangleOnArc(shape.depth, shape.width, shape.radius)
    case 'MODBASKETHANDLE':
      return underArch(shape.depth, shape.width, shape.radius)
    case 'HORIZ_ELLIPSE':
    case 'VERT_ELLIPSE': {
      const { depth, width } = shape
      return {
        full: depth,
        isOpen: false,
        width: (y) => width * Math.sqrt(Math.max(0, 1 - (1 - (2 * y) / depth) ** 2)),
        area: (Math.PI / 4) * depth * width,
      }
    }
    case 'ARCH':
      return {
        full: shape.depth,
        isOpen: false,
        width: (y) => shape.width * proportion(ARCH_WIDTHS, y / shape.depth),
        area: ARCH_AREA * shape.depth * shape.width,
      }
    case 'CUSTOM':
      return custom(shape.depth, shape.shares)
    case 'TRANSECT':
      return transectOutline(shape)
    default: {
      const { width, area, widths } = PROPORTIONS[shape.type]
      return {
        full: shape.depth,
        isOpen: false,
        width: (y) => width * shape.depth * proportion(widths, y / shape.depth),
        area: area * shape.depth ** 2,
      }
    }
  }
}

/** A circle whose bottom is filled up to a depth; y counts from there. */
function circle(depth: number, filled: number): Outline {
  const r = depth / 2
  const chord = (height: number) => 2 * Math.sqrt(Math.max(0, height * (depth - height)))
  const angle = (height: number) => 2 * Math.acos(Math.min(1, Math.max(-1, 1 - height / r)))
  const segment = (height: number) => (r * r * (angle(height) - Math.sin(angle(height)))) / 2
  return {
    full: depth - filled,
    isOpen: false,
    width: (y) => chord(y + filled),
    area: Math.PI * r * r - segment(filled),
    perimeter: (y) => r * (angle(y + filled) - angle(filled)) + chord(filled),
  }
}

function slopedSides(depth: number, bottom: number, left: number, right: number): Outline {
  return {
    full: depth,
    isOpen: true,
    width: (y) => bottom + (left + right) * y,
    perimeter: (y) => bottom + (Math.hypot(1, left) + Math.hypot(1, right)) * y,
  }
}

/** Half the width to the power n grows with the depth: n = 2 is a parabola. */
function power(depth: number, width: number, n: number): Outline {
  return {
    full: depth,
    isOpen: true,
    width: (y) => width * (y / depth) ** (1 / n),
    area: (width * depth * n) / (n + 1),
  }
}

function rectangleOnArc(depth: number, width: number, radius: number): Outline {
  if (radius < width / 2) throw new RangeError(`RECT_ROUND: radius is ${radius}, expected ≥ half the width ${width}`)
  const arc = radius - Math.sqrt(radius * radius - (width / 2) ** 2)
  return {
    full: depth,
    isOpen: false,
    width: (y) => (y < arc ? 2 * Math.sqrt(y * (2 * radius - y)) : width),
    lid: width,
  }
}

/** A rectangle under an arc. */
function underArch(depth: number, width: number, radius: number): Outline {
  if (radius < width / 2)
    throw new RangeError(`MODBASKETHANDLE: radius is ${radius}, expected ≥ half the width ${width}`)
  const rise = radius - Math.sqrt(radius * radius - (width / 2) ** 2)
  if (rise > depth) throw new RangeError(`MODBASKETHANDLE: its top is ${rise} high, expected ≤ its depth ${depth}`)
  return {
    full: depth,
    isOpen: false,
    width: (y) => {
      const below = depth - y
      return below < rise ? 2 * Math.sqrt(Math.max(0, below * (2 * radius - below))) : width
    },
  }
}

function custom(depth: number, shares: readonly (readonly [number, number])[]): Outline {
  const width = (y: number) => {
    const share = y / depth
    const above = shares.findIndex(([at]) => at >= share)
    const [upper, lower] = [shares[above] ?? shares.at(-1) ?? [1, 1], shares[above - 1] ?? shares[0] ?? [0, 1]]
    const part = upper[0] > lower[0] ? (share - lower[0]) / (upper[0] - lower[0]) : 1
    return depth * (lower[1] + part * (upper[1] - lower[1]))
  }
  return { full: depth, isOpen: false, width, lid: width(depth) }
}
