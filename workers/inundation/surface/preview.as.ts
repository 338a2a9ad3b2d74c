// AssemblyScript: one step of the local inertial approximation (../README.md, preview) on a box of cells, four at a time.
// The discharges of this scheme stand on the faces; those of the cells are what lies between, for who reads them.

import {
  CX, CY, E0, E1, H0, H1, isLooking, LO, N0, N1, RA, rain, recordWorst, RG, RX, RY, S, SCR, setGround, setLook, setRain,
  setRecords, setScratch, setWater,
} from './arrays.as.ts'
import { add, closed, div, DRY, G, hi, inverseRoot3, k, lo, mul, opened, QUANTUM, sub } from './lanes.as.ts'

export { setGround, setLook, setRain, setRecords, setScratch, setWater }

/** discharge through the face to the east (north) of each cell before and after the step, in bytes */
let X0: usize, Y0: usize, X1: usize, Y1: usize

export function setFlows(x0: usize, y0: usize, x1: usize, y1: usize): void {
  X0 = x0
  Y0 = y0
  X1 = x1
  Y1 = y1
}

/** share of the face itself in what carries its flow on; the rest is its two neighbours' (de Almeida et al. 2012) */
const OWN: f32 = 0.8
/** (0.8)²: faster than this Froude number squared it is not what this scheme is for */
const FAST: f32 = 0.64
/** a film below this is not asked how fast it is [m] */
const FILM: f32 = 1e-3
/** A row of the scratch: a block of 256 cells and what is looked at beside it [bytes]; as in layout.ts. */
const ROW: usize = 4 * (256 + 4 * 8)
const PART: usize = 4 * ROW
// through the faces to the east and north, and what a cell may give; see keep()
const QX: usize = 0, QY = PART, KEEP = 2 * PART
let ratio: f32, step: f32
let deepest: v128, wetCells: v128, fastCells: v128
let wetWest: i32, wetEast: i32, wetSouth: i32, wetNorth: i32
/** first column of the scratch rows */
let base: i32
/** of the rows in the scratch, a bit each: whether a cell of it cannot give what it is asked for */
let shortRows: i32

// @ts-ignore
@inline
function row(j: i32): usize { return SCR + <usize>(j & 3) * ROW - <usize>base * 4 }

// What gravity makes of the flow through a face: its flow before with that of its neighbours along, pushed by the step of the
// water between `h` and `level`, which are counted from the bed on this side.
// @ts-ignore
@inline
function pushed(q: v128, behind: v128, ahead: v128, depth: v128, h: v128, level: v128, fall: v128): v128 {
  // a face without flow, dry or a wall, would only brake: for it stands the flow of this one
  const zero = k(0), from = add(behind, v128.and(q, f32x4.eq(behind, zero))), on = add(ahead, v128.and(q, f32x4.eq(ahead, zero)))
  const carried = add(mul(k(OWN), q), mul(k((1 - OWN) / 2), add(from, on)))
  return sub(carried, mul(mul(fall, depth), sub(level, h)))
}

// The friction of a pushed flow by its own depth squared; both are kept apart, because depths may be nothing.
// @ts-ignore
@inline
function friction(push: v128, depth: v128, n: v128, nn: v128, drag: v128): v128 {
  const rough = mul(k(0.5), add(n, nn))
  return mul(mul(drag, mul(rough, rough)), mul(f32x4.abs(push), inverseRoot3(depth)))
}

// q' (1 + a |q'|) = push with a = drag n² / depth^(7/3), solved for q': by the flow before alone, a film that a long step
// sets in motion would run off without friction. 2/(1 + √(1 + 4 s)), s = slowed / square.
// @ts-ignore
@inline
function slowedBy(slowed: v128, push: v128, depth: v128, square: v128): v128 {
  return div(mul(k(2), mul(push, depth)), add(depth, f32x4.sqrt(add(square, mul(k(4), slowed)))))
}

// The same of a weak friction: (1 + s)/(1 + 2 s) is less away than s³ and needs no root.
// @ts-ignore
@inline
function slowedLittleBy(slowed: v128, push: v128, square: v128): v128 {
  return div(mul(push, add(square, slowed)), add(square, add(slowed, slowed)))
}

function faces(j: i32, x0: i32, x1: i32): void {
  const to = row(j), at = j * S, h0 = H0 + at, hn = h0 + S, rg = RG + at, rn = rg + S, rx = RX + at, ry = RY + at, cx = CX + at, cy = CY + at
  const qx = X0 + at, qy = Y0 + at, qs = qy - S, qn = qy + S
  const fall = k(G * ratio), drag = k(G * step), zero = k(0), dry = k(DRY), strong = k(16)
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const h = v128.load(h0 + x), n = v128.load(rg + x)
    const re = v128.load(rx + x), rise = v128.load(ry + x)
    // behind a wall no depth is left: what is added to its rise is less than its last digit
    let sill = hi(zero, re), level = add(re, v128.load(h0 + x + 4))
    if (CX) sill = hi(sill, v128.load(cx + x))
    const depthE = sub(hi(h, level), sill)
    const pushE = pushed(v128.load(qx + x), v128.load(qx + x - 4), v128.load(qx + x + 4), depthE, h, level, fall)
    const slowedE = friction(pushE, depthE, n, v128.load(rg + x + 4), drag), squareE = mul(depthE, depthE)
    sill = hi(zero, rise)
    level = add(rise, v128.load(hn + x))
    if (CY) sill = hi(sill, v128.load(cy + x))
    const depthN = sub(hi(h, level), sill)
    const pushN = pushed(v128.load(qy + x), v128.load(qs + x), v128.load(qn + x), depthN, h, level, fall)
    const slowedN = friction(pushN, depthN, n, v128.load(rn + x), drag), squareN = mul(depthN, depthN)
    let flowE: v128, flowN: v128
    if (v128.any_true(v128.or(f32x4.gt(mul(strong, slowedE), squareE), f32x4.gt(mul(strong, slowedN), squareN)))) {
      flowE = slowedBy(slowedE, pushE, depthE, squareE)
      flowN = slowedBy(slowedN, pushN, depthN, squareN)
    } else {
      flowE = slowedLittleBy(slowedE, pushE, squareE)
      flowN = slowedLittleBy(slowedN, pushN, squareN)
    }
    v128.store(to + x, v128.and(flowE, f32x4.gt(depthE, dry)), QX)
    v128.store(to + x, v128.and(flowN, f32x4.gt(depthN, dry)), QY)
  }
}

// 1 where a cell may give what it is asked for, else the share
function keep(j: i32, x0: i32, x1: i32): void {
  const here = row(j), south = row(j - 1), h0 = H0 + j * S, r = k(ratio), zero = k(0)
  let short = zero
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const s = here + x
    const out = mul(r, sub(add(hi(v128.load(s, QX), zero), hi(v128.load(s, QY), zero)), add(lo(v128.load(s - 4, QX), zero), lo(v128.load(south + x, QY), zero))))
    const h = v128.load(h0 + x), isShort = f32x4.gt(out, h)
    v128.store(s, v128.any_true(isShort) ? v128.bitselect(div(h, out), k(1), isShort) : k(1), KEEP)
    short = v128.or(short, isShort)
  }
  const bit = 1 << (j & 3)
  shortRows = v128.any_true(short) ? shortRows | bit : shortRows & ~bit
}

function update(j: i32, x0: i32, x1: i32): void {
  const here = row(j), north = row(j + 1), south = row(j - 1)
  const at = j * S, h0 = H0 + at, e0 = E0 + at, n0 = N0 + at, h1 = H1 + at, e1 = E1 + at, n1 = N1 + at, lo0 = LO + at, rg = RG + at, ra = RA + at
  const x1At = X1 + at, y1At = Y1 + at, rx = RX + at, ry = RY + at, rs = ry - S
  const r = k(ratio), zero = k(0), half = k(0.5), fall = k(step * rain)
  const looks = isLooking, isShort = (shortRows & ~(1 << ((j + 2) & 3))) != 0
  let west: usize = x1 * 4, east: usize = x0 * 4, most = deepest, wet = wetCells, fast = fastCells
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const s = here + x, b = south + x
    let we = v128.load(s, QX), ww = v128.load(s - 4, QX), wn = v128.load(s, QY), ws = v128.load(b, QY)
    // mostly every cell around can give all, and the shares need not be read
    if (isShort) {
      const mine = v128.load(s, KEEP)
      we = mul(we, v128.bitselect(mine, v128.load(s + 4, KEEP), f32x4.gt(we, zero)))
      ww = mul(ww, v128.bitselect(v128.load(s - 4, KEEP), mine, f32x4.gt(ww, zero)))
      wn = mul(wn, v128.bitselect(mine, v128.load(north + x, KEEP), f32x4.gt(wn, zero)))
      ws = mul(ws, v128.bitselect(v128.load(b, KEEP), mine, f32x4.gt(ws, zero)))
    }
    const poured = v128.and(RA ? mul(k(step), v128.load(ra + x)) : fall, f32x4.ge(v128.load(rg + x), zero))
    const change = sub(add(v128.load(lo0 + x), poured), mul(r, add(sub(we, ww), sub(wn, ws))))
    const quanta = mul(f32x4.nearest(mul(change, k(1 / QUANTUM))), k(QUANTUM))
    const before = v128.load(h0 + x)
    if (looks && v128.any_true(f32x4.gt(before, k(DRY)))) recordWorst(at + <i32>x, before, v128.load(e0 + x), v128.load(n0 + x))
    const h = hi(zero, add(before, quanta))
    v128.store(lo0 + x, sub(change, quanta))
    v128.store(h1 + x, h)
    v128.store(x1At + x, we)
    v128.store(y1At + x, wn)
    // an open edge has no flow of its own: what runs on to it is that of the face behind
    const re = v128.load(rx + x), rw = v128.load(rx + x - 4), rn = v128.load(ry + x), rb = v128.load(rs + x)
    if (v128.any_true(closed(hi(hi(re, rw), hi(rn, rb))))) {
      const ee = opened(re), ew = opened(rw), en = opened(rn), es = opened(rb)
      const oe = we, on = wn
      we = v128.bitselect(ww, we, ee)
      ww = v128.bitselect(oe, ww, ew)
      wn = v128.bitselect(ws, wn, en)
      ws = v128.bitselect(on, ws, es)
    }
    const isWet = f32x4.gt(h, k(DRY))
    const e = v128.and(mul(half, add(we, ww)), isWet), m = v128.and(mul(half, add(wn, ws)), isWet)
    v128.store(e1 + x, e)
    v128.store(n1 + x, m)
    // a flow that stays below a quantum leaves no water, yet it must be forgotten in time
    if (v128.any_true(v128.or(h, v128.or(we, wn)))) {
      west = min(west, x)
      east = x + 16
    }
    const counted = f32x4.gt(h, k(FILM))
    wet = i32x4.sub(wet, counted)
    fast = i32x4.sub(fast, v128.and(counted, f32x4.gt(add(mul(e, e), mul(m, m)), mul(mul(k(FAST * G), h), mul(h, h)))))
    most = hi(most, h)
  }
  deepest = most
  wetCells = wet
  fastCells = fast
  if (east > west) {
    wetWest = min(wetWest, west >> 2)
    wetEast = max(wetEast, east >> 2)
    wetSouth = min(wetSouth, j)
    wetNorth = j + 1
  }
}

// @ts-ignore
@inline
function sum(count: v128): i32 {
  return i32x4.extract_lane(count, 0) + i32x4.extract_lane(count, 1) + i32x4.extract_lane(count, 2) + i32x4.extract_lane(count, 3)
}

/**
 * A box of cells as `advance` of step.as.ts; behind the fastest wave how many cells are wet, and how many of them faster
 * than a Froude number of 0.8.
 */
export function advance(task: usize, duration: f32, size: f32): void {
  const x0 = load<i32>(task), x1 = load<i32>(task, 4), y0 = load<i32>(task, 8), y1 = load<i32>(task, 12)
  ratio = duration / size
  step = duration
  deepest = wetCells = fastCells = k(0)
  wetWest = x1
  wetEast = x0
  wetSouth = y1
  wetNorth = y0
  base = x0 - 12
  shortRows = 0
  const a = x0 - 4, b = x1 + 4
  for (let j = y0 - 2; j <= y1; j++) {
    faces(j, a, b)
    // what a cell gives needs the faces around it
    if (j > y0 - 2) keep(j, a, b)
    if (j > y0) update(j - 1, x0, x1)
  }
  const depth = max(max(f32x4.extract_lane(deepest, 0), f32x4.extract_lane(deepest, 1)), max(f32x4.extract_lane(deepest, 2), f32x4.extract_lane(deepest, 3)))
  store<i32>(task, wetWest, 16)
  store<i32>(task, wetEast, 20)
  store<i32>(task, wetSouth, 24)
  store<i32>(task, wetNorth, 28)
  store<f32>(task, sqrt<f32>(G * depth), 32)
  store<i32>(task, sum(wetCells), 36)
  store<i32>(task, sum(fastCells), 40)
}
