// AssemblyScript: four cells at a time in one vector, for step.as.ts and preview.as.ts.

export const G: f32 = 9.81
/** as in grid.ts */
export const QUANTUM: f32 = 0.00000095367431640625
export const DRY: f32 = QUANTUM / 2
const THIN: f32 = 1e-5
// @ts-ignore
@inline
export function add(a: v128, b: v128): v128 { return f32x4.add(a, b) }
// @ts-ignore
@inline
export function sub(a: v128, b: v128): v128 { return f32x4.sub(a, b) }
// @ts-ignore
@inline
export function mul(a: v128, b: v128): v128 { return f32x4.mul(a, b) }
// @ts-ignore
@inline
export function div(a: v128, b: v128): v128 { return f32x4.div(a, b) }
// @ts-ignore
@inline
export function lo(a: v128, b: v128): v128 { return f32x4.pmin(a, b) }
// @ts-ignore
@inline
export function hi(a: v128, b: v128): v128 { return f32x4.pmax(a, b) }
// @ts-ignore
@inline
export function k(x: f32): v128 { return f32x4.splat(x) }

/** a rise above it is a wall, and between both an open edge [m] */
export const WALL: f32 = 1e9, EDGE: f32 = 1e25

// @ts-ignore
@inline
export function closed(rise: v128): v128 { return f32x4.gt(rise, k(WALL)) }

// an open edge: what passes is put in from outside
// @ts-ignore
@inline
export function opened(rise: v128): v128 { return v128.and(closed(rise), f32x4.lt(rise, k(EDGE))) }

// a crest that stands above the bed on both sides
// @ts-ignore
@inline
export function parted(rise: v128, crest: v128): v128 { return f32x4.gt(crest, hi(k(0), rise)) }

// x^(-1/3) of positive numbers
// @ts-ignore
@inline
export function inverseRoot3(x: v128): v128 {
  const third = f32x4.convert_i32x4_s(x)
  let y = i32x4.sub(i32x4.splat(0x54A21D2A), i32x4.trunc_sat_f32x4_s(mul(third, k(0.33333334))))
  const c = mul(x, k(0.33333334))
  y = mul(y, sub(k(1.3333334), mul(c, mul(y, mul(y, y)))))
  y = mul(y, sub(k(1.3333334), mul(c, mul(y, mul(y, y)))))
  return y
}

// 1/h of water, and less of a film: as in grid.ts
// @ts-ignore
@inline
export function perDepth(h: v128): v128 { return div(h, hi(mul(h, h), k(THIN * THIN))) }
