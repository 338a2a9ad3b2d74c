/** Pasquill's classes of stability, from very unstable to stable. */
export const STABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export type Stability = (typeof STABILITIES)[number]
export type Terrain = 'urban' | 'rural'

/** σ = a x (1 + b x)^p. */
type Curve = readonly [a: number, b: number, p: number]

const URBAN_Y: Readonly<Record<Stability, Curve>> = {
  A: [0.32, 4e-4, -0.5],
  B: [0.32, 4e-4, -0.5],
  C: [0.22, 4e-4, -0.5],
  D: [0.16, 4e-4, -0.5],
  E: [0.11, 4e-4, -0.5],
  F: [0.11, 4e-4, -0.5],
}
const URBAN_Z: Readonly<Record<Stability, Curve>> = {
  A: [0.24, 1e-3, 0.5],
  B: [0.24, 1e-3, 0.5],
  C: [0.2, 0, 0],
  D: [0.14, 3e-4, -0.5],
  E: [0.08, 1.5e-3, -0.5],
  F: [0.08, 1.5e-3, -0.5],
}
const RURAL_Y: Readonly<Record<Stability, Curve>> = {
  A: [0.22, 1e-4, -0.5],
  B: [0.16, 1e-4, -0.5],
  C: [0.11, 1e-4, -0.5],
  D: [0.08, 1e-4, -0.5],
  E: [0.06, 1e-4, -0.5],
  F: [0.04, 1e-4, -0.5],
}
const RURAL_Z: Readonly<Record<Stability, Curve>> = {
  A: [0.2, 0, 0],
  B: [0.12, 0, 0],
  C: [0.08, 2e-4, -0.5],
  D: [0.06, 1.5e-3, -0.5],
  E: [0.03, 3e-4, -1],
  F: [0.016, 3e-4, -1],
}
const CURVES = { urban: { y: URBAN_Y, z: URBAN_Z }, rural: { y: RURAL_Y, z: RURAL_Z } } as const

/**
 * Spread of a plume across and upwards [m] at a distance downwind.
 *
 * @param x  [m]; ≤ 0 gives 0
 * @source  Briggs 1973 (ATDL contribution 79), 10-minute means; urban after McElroy & Pooler 1968
 */
export function sigmas(terrain: Terrain, stability: Stability, x: number): readonly [y: number, z: number] {
  const { y, z } = CURVES[terrain]
  return [along(y[stability], x), along(z[stability], x)]
}

/**
 * How far upwind a point source would lie whose plume is as wide as a source is [m].
 *
 * @param width  of the source's σ [m]; ≤ 0 gives 0
 */
export function virtualDistance(terrain: Terrain, stability: Stability, axis: 'y' | 'z', width: number): number {
  if (!(width > 0)) return 0
  const curve = CURVES[terrain][axis][stability]
  let [near, far] = [0, width / curve[0]]
  while (along(curve, far) < width && far < 1e7) far *= 2
  for (let i = 0; i < 60; i++) {
    const middle = (near + far) / 2
    if (along(curve, middle) < width) near = middle
    else far = middle
  }
  return far
}

function along([a, b, p]: Curve, x: number): number {
  return x > 0 ? a * x * (1 + b * x) ** p : 0
}
