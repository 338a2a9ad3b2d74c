// AssemblyScript: where the water and the ground lie in memory, for step.as.ts and preview.as.ts.

import { add, hi, k, lo, mul, perDepth } from './lanes.as.ts'

// the arrays, in bytes: water before and after the step, steps of the bed, crests on the faces (0 = none), Manning's n (below 0 = no cell)
export let H0: usize, E0: usize, N0: usize
export let H1: usize, E1: usize, N1: usize
export let RX: usize, RY: usize, CX: usize, CY: usize, RG: usize
/** what of a depth is less than a quantum */
export let LO: usize
/** rain by cell (0 = the same everywhere), or everywhere [m/s] */
export let RA: usize, rain: f32
/** a row of the grid [bytes] */
export let S: i32
/** scratch of this thread */
export let SCR: usize

export function setWater(h0: usize, e0: usize, n0: usize, h1: usize, e1: usize, n1: usize): void {
  H0 = h0
  E0 = e0
  N0 = n0
  H1 = h1
  E1 = e1
  N1 = n1
}

export function setGround(rx: usize, ry: usize, cx: usize, cy: usize, roughness: usize, lost: usize, stride: i32): void {
  RX = rx
  RY = ry
  CX = cx
  CY = cy
  RG = roughness
  LO = lost
  S = stride * 4
}

export function setRain(field: usize, rate: f32): void {
  RA = field
  rain = rate
}

// what was worst: depth, speed, hazard, time that it stood, and first times of four depths, `apart` bytes from each other
let MD: usize, MV: usize, MH: usize, ST: usize, AR: usize, APART: i32
export let isLooking: bool
let lookTime: f32, lookSince: f32

export function setRecords(depth: usize, speed: usize, hazard: usize, standing: usize, arrivals: usize, apart: i32): void {
  MD = depth
  MV = speed
  MH = hazard
  ST = standing
  AR = arrivals
  APART = apart
}

/** Whether the next steps keep what is worst: the time at their beginning, and since the look before. */
export function setLook(looks: i32, time: f32, since: f32): void {
  isLooking = looks != 0
  lookTime = time
  lookSince = since
}

export function setScratch(scratch: usize): void {
  SCR = scratch
}

/** as in records.ts */
const STANDING: f32 = 0.15

// @ts-ignore
@inline
function first(at: usize, h: v128, limit: f32): void {
  const before = v128.load(at)
  v128.store(at, v128.bitselect(lo(before, k(lookTime)), before, f32x4.ge(h, k(limit))))
}

// Keeps what is worse than what was: keepWorst of records.ts.
export function recordWorst(at: usize, h: v128, e: v128, n: v128): void {
  const v = mul(f32x4.sqrt(add(mul(e, e), mul(n, n))), perDepth(h))
  v128.store(MD + at, hi(v128.load(MD + at), h))
  v128.store(MV + at, hi(v128.load(MV + at), v))
  v128.store(MH + at, hi(v128.load(MH + at), mul(h, add(v, k(0.5)))))
  v128.store(ST + at, add(v128.load(ST + at), v128.and(k(lookSince), f32x4.ge(h, k(STANDING)))))
  first(AR + at, h, 0.05)
  first(AR + at + APART, h, 0.15)
  first(AR + at + 2 * APART, h, 0.27)
  first(AR + at + 3 * APART, h, 0.5)
}
