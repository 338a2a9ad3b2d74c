/** A drain with free surface. */
export interface Headspace {
  /** width of the water's surface [m] */
  readonly surfaceWidth: number
  /** wall above the water [m] */
  readonly dryPerimeter: number
  /** of the air [m²] */
  readonly area: number
}

/** Of the drag of water on air, C_f [-]: 0.002 to 0.01; and of the dry wall, Darcy's λ: 0.015 to 0.045. */
const USUAL = { drag: 0.006, friction: 0.03 }

/** A circular drain that is filled to a depth. */
export function headspaceOfPipe(diameter: number, depth: number): Headspace {
  const wet = Math.min(Math.max(depth / diameter, 0), 1)
  const angle = 2 * Math.acos(1 - 2 * wet)
  return {
    surfaceWidth: diameter * Math.sin(angle / 2),
    dryPerimeter: (diameter * (2 * Math.PI - angle)) / 2,
    area: (diameter ** 2 / 8) * (2 * Math.PI - angle + Math.sin(angle)),
  }
}

/**
 * Speed of water that runs uniformly in a circular drain: R^(2/3) √S / n (Manning).
 *
 * @param depth      of the water [m]
 * @param slope      of the bed [1], ≥ 0
 * @param roughness  n [s/m^(1/3)]
 * @returns  [m/s]
 */
export function waterSpeed(diameter: number, depth: number, slope: number, roughness: number): number {
  const { area, dryPerimeter } = headspaceOfPipe(diameter, depth)
  const wetPerimeter = Math.PI * diameter - dryPerimeter
  if (!(wetPerimeter > 0)) return 0
  return (((Math.PI * diameter ** 2) / 4 - area) / wetPerimeter) ** (2 / 3) * (Math.sqrt(slope) / roughness)
}

/**
 * Air that water drags along above itself: C_f B (u_w − u_a)² /2 = λ P u_a²/8, so that u_a = u_w/(1 + √(λ P/(4 C_f B))).
 * No wind, no pressure from blowers or falls; field values 0.06 to 0.5 m/s (Parker & Ryan 2001) lie about it.
 *
 * @param waterSpeed  [m/s], by its sign along or against
 * @returns  [m³/s], by the sign of the water
 */
export function draggedAir(headspace: Headspace, waterSpeed: number, { drag, friction } = USUAL): number {
  const { surfaceWidth, dryPerimeter, area } = headspace
  if (!(surfaceWidth > 0 && area > 0)) return 0
  return (waterSpeed * area) / (1 + Math.sqrt((friction * dryPerimeter) / (4 * drag * surfaceWidth)))
}
