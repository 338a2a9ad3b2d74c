/** HEC-22 gives its coefficients for feet and rounds them for metres; they are converted here, unrounded. */
export const FOOT = 0.3048

/** One side of a street, from the crown to the kerb. */
export interface Gutter {
  /** cross slope of the road Sx [-], > 0 */
  readonly crossSlope: number
  /** by how much the gutter lies deeper at the kerb a [m], and its width W [m]; 0 = the road goes on to the kerb */
  readonly depression: number
  readonly width: number
  /** along the street SL [-], > 0 */
  readonly slope: number
  /** Manning's n [s/m^(1/3)] */
  readonly roughness: number
  /** from the kerb to the crown [m] */
  readonly crown: number
}

/** Water in a gutter. */
export interface GutterFlow {
  /** width of the water T [m], at most to the crown */
  readonly spread: number
  /** cross-section [m²] */
  readonly area: number
  /** mean velocity, of what flows on this side of the crown [m/s] */
  readonly velocity: number
}

/** Slope of the gutter across, Sw = Sx + a / W. */
export function gutterSlope({ crossSlope, depression, width }: Gutter): number {
  return width > 0 ? crossSlope + depression / width : crossSlope
}

/** What Izzard's form of Manning's equation has before T^2.67: Q = 0.56 / n · Sx^1.67 · √SL · T^2.67 in feet (HEC-22 eq. 4-2). */
function izzard(across: number, { slope, roughness }: Gutter): number {
  return ((0.56 * FOOT ** 0.33) / roughness) * across ** 1.67 * Math.sqrt(slope)
}

/**
 * Share of a flow that runs within a width from the kerb, where the gutter lies deeper: Eo of HEC-22 eq. 4-4.
 *
 * @param steeper  Sw / Sx [-]
 * @param beyond  spread beyond that width [m], > 0
 * @param width  [m]
 */
function gutterShare(steeper: number, beyond: number, width: number): number {
  return 1 / (1 + steeper / ((1 + (steeper * width) / beyond) ** 2.67 - 1))
}

/** Flow of a spread beyond the gutter [m³/s]: that over the road over its share. */
function flowOf(gutter: Gutter, beyond: number): number {
  const { crossSlope, width } = gutter
  const road = izzard(crossSlope, gutter) * beyond ** 2.67
  return width > 0 ? road / (1 - gutterShare(gutterSlope(gutter) / crossSlope, beyond, width)) : road
}

/**
 * How a flow spreads from the kerb (HEC-22 section 4.3.2).
 *
 * @param flow  of this side [m³/s], > 0
 */
export function gutterFlow(gutter: Gutter, flow: number): GutterFlow {
  const { crossSlope, width, depression, crown } = gutter
  const across = gutterSlope(gutter)
  const within = (flow / izzard(across, gutter)) ** (1 / 2.67)
  if (width === 0 || within <= width) {
    const spread = Math.min(within, crown)
    const area = (spread ** 2 * across) / 2
    return { spread, area, velocity: (within > crown ? izzard(across, gutter) * crown ** 2.67 : flow) / area }
  }
  const widest = crown - width
  const most = flowOf(gutter, widest)
  let beyond = widest
  if (flow < most) {
    // flowOf rises: halve until the bounds meet
    let [low, high] = [0, widest]
    for (let round = 0; round < 60; round++) {
      beyond = (low + high) / 2
      if (flowOf(gutter, beyond) > flow) high = beyond
      else low = beyond
    }
  }
  const spread = width + beyond
  const area = (spread ** 2 * crossSlope + depression * width) / 2
  return { spread, area, velocity: Math.min(flow, most) / area }
}

/**
 * Share of the flow that comes straight onto a grate [-] (HEC-22 eq. 4-4, 4-16 and 4-20a): of a gutter wider than the grate by
 * the areas above both.
 *
 * @param grate  its width across the flow [m]
 */
export function frontalShare(gutter: Gutter, { spread, area }: GutterFlow, grate: number): number {
  const { crossSlope, depression, width } = gutter
  if (spread <= grate) return 1
  if (width === 0 || spread <= width) return 1 - (1 - grate / spread) ** 2.67
  const across = gutterSlope(gutter)
  const share = gutterShare(across / crossSlope, spread - width, width)
  if (grate >= width) return share
  const onRoad = ((spread - width) ** 2 * crossSlope) / 2
  const onGrate = grate * (spread * crossSlope + depression - (grate * across) / 2)
  return (share * onGrate) / (area - onRoad)
}

/** Cross slope that lets in as much as road and gutter together, Se = Sx + Eo a / W (HEC-22 eq. 4-24). */
export function equivalentSlope(gutter: Gutter, { spread }: GutterFlow): number {
  const { crossSlope, depression, width } = gutter
  if (width === 0) return crossSlope
  const share = spread > width ? gutterShare(gutterSlope(gutter) / crossSlope, spread - width, width) : 1
  return crossSlope + (share * depression) / width
}
