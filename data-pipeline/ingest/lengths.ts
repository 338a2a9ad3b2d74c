/** Lengths of a city's lines [m]. */
export interface Lengths {
  /** in the plane of the source CRS */
  planar: number
  ellipsoid: number
  /** as recorded, of the lines that have it; null = none has */
  recorded: number | null
}

export function addLengths(sum: Lengths, { planar, ellipsoid, recorded }: Lengths): void {
  sum.planar += planar
  sum.ellipsoid += ellipsoid
  if (recorded !== null) sum.recorded = (sum.recorded ?? 0) + recorded
}
