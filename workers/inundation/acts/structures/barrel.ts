/** Cross-section of a culvert's barrel. */
export type Barrel =
  | { readonly shape: 'circular' /** [m] */; readonly diameter: number }
  | { readonly shape: 'box' /** [m] */; readonly width: number /** [m] */; readonly height: number }

/** What a depth of water fills. */
export interface Filled {
  /** [m²] */
  readonly area: number
  /** wetted perimeter [m] */
  readonly perimeter: number
  /** width of the surface [m]; 0 where it is full */
  readonly top: number
}

export function heightOf(barrel: Barrel): number {
  return barrel.shape === 'circular' ? barrel.diameter : barrel.height
}

/** @param depth  above the invert [m]; beyond the crown it is full */
export function filledTo(barrel: Barrel, depth: number): Filled {
  const height = heightOf(barrel)
  const y = Math.max(0, Math.min(depth, height))
  if (barrel.shape === 'box') {
    const isFull = y >= height
    return {
      area: barrel.width * y,
      perimeter: barrel.width * (isFull ? 2 : 1) + 2 * y,
      top: isFull ? 0 : barrel.width,
    }
  }
  const angle = 2 * Math.acos(Math.max(-1, 1 - (2 * y) / height))
  return {
    area: (height * height * (angle - Math.sin(angle))) / 8,
    perimeter: (height * angle) / 2,
    top: height * Math.sin(angle / 2),
  }
}
