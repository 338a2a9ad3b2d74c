// AssemblyScript: one step of the scheme of ../README.md on a block of cells, four at a time (WASM SIMD). Compiled by
// tools/build-kernel.ts into kernel.wasm.ts; face.ts and reference.ts say the same in plain TypeScript.
//
// All arrays are float32, row by row with a margin of dry cells between walls. Every cell is computed from the arrays of
// the step before by the same operations wherever the block's edges run, so blocks can be cut and shared out at will and
// give the same bits. What leaves a cell is what enters its neighbour, to the last bit.

import {
  CX, CY, E0, E1, H0, H1, isLooking, LO, N0, N1, RA, rain, recordWorst, RG, RX, RY, S, SCR, setGround, setLook, setRain,
  setRecords, setScratch, setWater,
} from './arrays.as.ts'
import { add, closed, div, DRY, G, hi, inverseRoot3, k, lo, mul, opened, parted, perDepth, QUANTUM, sub } from './lanes.as.ts'

export { setGround, setLook, setRain, setRecords, setScratch, setWater }

// Van Leer: 2ab/(a+b) where they agree, 0 else. One division.
// @ts-ignore
@inline
function limit(a: v128, b: v128): v128 {
  const p = mul(a, b)
  return v128.and(div(add(p, p), add(a, b)), f32x4.gt(p, k(0)))
}

/** A row of the scratch: a block of 64 cells and what is looked at beside it [bytes]; as in layout.ts. */
const ROW: usize = 4 * (64 + 4 * 8)
/** Of each part the rows j … j − 3 are kept: nothing further back is needed again. */
const PART: usize = 4 * ROW
// Row j of the scratch, to which the place of a column is added as in the rows of the grid; a part is an offset from it.
// @ts-ignore
@inline
function row(j: i32): usize { return SCR + <usize>(j & 3) * ROW - <usize>base * 4 }
// velocities; depth and velocities half a step on; slopes of surface, depth and velocities in x and in y
const U: usize = 0, V = PART, HP = 2 * PART, UP = 3 * PART, VP = 4 * PART
const LX = 5 * PART, HX = 6 * PART, UX = 7 * PART, VX = 8 * PART, LY = 9 * PART, HY = 10 * PART, UY = 11 * PART, VY = 12 * PART
// through the faces to the east (X) and north (Y): water, momentum of the left and right side, velocity across; see keep()
const XW = 13 * PART, XL = 14 * PART, XR = 15 * PART, XT = 16 * PART
const YW = 17 * PART, YL = 18 * PART, YR = 19 * PART, YT = 20 * PART, KEEP = 21 * PART
/** of each row of the box and three beyond it: where it must be computed, and what for it must be known; see findSpans() */
const SPANS = 22 * PART
let ratio: f32, step: f32
let fastest: v128
/** the box of the cells that are wet after the step, in whole vectors */
let wetWest: i32, wetEast: i32, wetSouth: i32, wetNorth: i32
/** first column of the scratch rows */
let base: i32

function velocities(j: i32, x0: i32, x1: i32): void {
  const to = row(j), at = j * S, h0 = H0 + at, e0 = E0 + at, n0 = N0 + at
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const r = perDepth(v128.load(h0 + x))
    v128.store(to + x, mul(v128.load(e0 + x), r), U)
    v128.store(to + x, mul(v128.load(n0 + x), r), V)
  }
}

// What friction leaves of a discharge q, 0 of a film that is none; `drag` = g times the step.
// @ts-ignore
@inline
function friction(q: v128, h: v128, inv: v128, rough: v128, drag: v128): v128 {
  const d = mul(mul(drag, mul(rough, rough)), mul(mul(inv, inv), inverseRoot3(h)))
  return v128.and(div(k(2), add(k(1), f32x4.sqrt(add(k(1), mul(mul(k(4), d), q))))), f32x4.gt(h, k(DRY)))
}

// A change towards a wall: none; towards an open edge what comes from the other side goes on.
// @ts-ignore
@inline
function ended(change: v128, other: v128, on: v128, none: v128): v128 {
  return v128.andnot(v128.bitselect(other, change, on), none)
}

// Here and below everything is kept in locals: what stands in a global is written to memory and read back each time.
function predict(j: i32, x0: i32, x1: i32): void {
  const here = row(j), south = row(j - 1), north = row(j + 1)
  const at = j * S, h0 = H0 + at, hs = h0 - S, hn = h0 + S, rx = RX + at, ry = RY + at, rs0 = ry - S, rg = RG + at
  const cx = CX + at, cy = CY + at, cs = cy - S
  const half = k(ratio * <f32>0.5), drag = k(step * G * <f32>0.5)
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const h = v128.load(h0 + x), s = here + x
    const cu = v128.load(s, U), cv = v128.load(s, V)
    // x
    const re = v128.load(rx + x), rw = v128.load(rx + x - 4)
    let d1 = sub(h, v128.load(h0 + x - 4)), d2 = sub(v128.load(h0 + x + 4), h)
    let l1 = add(d1, rw), l2 = add(d2, re)
    let a1 = sub(cu, v128.load(s - 4, U)), a2 = sub(v128.load(s + 4, U), cu)
    let b1 = sub(cv, v128.load(s - 4, V)), b2 = sub(v128.load(s + 4, V), cv)
    const shutX = v128.or(closed(rw), closed(re))
    if (v128.any_true(shutX)) {
      const shut1 = closed(rw), shut2 = closed(re)
      const on1 = v128.andnot(opened(rw), shut2), on2 = v128.andnot(opened(re), shut1)
      const n1 = v128.andnot(shut1, on1), n2 = v128.andnot(shut2, on2)
      const d0 = d1, l0 = l1, a0 = a1, b0 = b1
      d1 = ended(d1, d2, on1, n1); l1 = ended(l1, l2, on1, n1); a1 = ended(a1, a2, on1, n1); b1 = ended(b1, b2, on1, n1)
      d2 = ended(d2, d0, on2, n2); l2 = ended(l2, l0, on2, n2); a2 = ended(a2, a0, on2, n2); b2 = ended(b2, b0, on2, n2)
    }
    let hx = limit(d1, d2), lx = limit(l1, l2), ux = limit(a1, a2), vx = limit(b1, b2)
    if (CX) {
      const apart = v128.or(parted(re, v128.load(cx + x)), parted(rw, v128.load(cx + x - 4)))
      hx = v128.andnot(hx, apart)
      lx = v128.andnot(lx, apart)
      ux = v128.andnot(ux, apart)
      vx = v128.andnot(vx, apart)
    }
    // y
    const rn = v128.load(ry + x), rs = v128.load(rs0 + x)
    d1 = sub(h, v128.load(hs + x)); d2 = sub(v128.load(hn + x), h)
    l1 = add(d1, rs); l2 = add(d2, rn)
    a1 = sub(cu, v128.load(south + x, U)); a2 = sub(v128.load(north + x, U), cu)
    b1 = sub(cv, v128.load(south + x, V)); b2 = sub(v128.load(north + x, V), cv)
    const shutY = v128.or(closed(rs), closed(rn))
    if (v128.any_true(shutY)) {
      const shut1 = closed(rs), shut2 = closed(rn)
      const on1 = v128.andnot(opened(rs), shut2), on2 = v128.andnot(opened(rn), shut1)
      const n1 = v128.andnot(shut1, on1), n2 = v128.andnot(shut2, on2)
      const d0 = d1, l0 = l1, a0 = a1, b0 = b1
      d1 = ended(d1, d2, on1, n1); l1 = ended(l1, l2, on1, n1); a1 = ended(a1, a2, on1, n1); b1 = ended(b1, b2, on1, n1)
      d2 = ended(d2, d0, on2, n2); l2 = ended(l2, l0, on2, n2); a2 = ended(a2, a0, on2, n2); b2 = ended(b2, b0, on2, n2)
    }
    let hy = limit(d1, d2), ly = limit(l1, l2), uy = limit(a1, a2), vy = limit(b1, b2)
    if (CY) {
      const apart = v128.or(parted(rn, v128.load(cy + x)), parted(rs, v128.load(cs + x)))
      hy = v128.andnot(hy, apart)
      ly = v128.andnot(ly, apart)
      uy = v128.andnot(uy, apart)
      vy = v128.andnot(vy, apart)
    }
    const ahead = sub(h, mul(half, add(add(mul(cu, hx), mul(h, ux)), add(mul(cv, hy), mul(h, vy)))))
    const good = v128.and(f32x4.gt(h, k(DRY)), f32x4.ge(ahead, mul(k(0.5), hi(f32x4.abs(hx), f32x4.abs(hy)))))
    ux = v128.and(ux, good); vx = v128.and(vx, good)
    uy = v128.and(uy, good); vy = v128.and(vy, good)
    v128.store(s, v128.and(hx, good), HX); v128.store(s, v128.and(hy, good), HY)
    v128.store(s, ux, UX); v128.store(s, vx, VX); v128.store(s, uy, UY); v128.store(s, vy, VY)
    lx = v128.and(lx, good); ly = v128.and(ly, good)
    v128.store(s, lx, LX); v128.store(s, ly, LY)
    const up = sub(cu, mul(half, add(add(mul(cu, ux), mul(cv, uy)), mul(k(G), lx))))
    const vp = sub(cv, mul(half, add(add(mul(cu, vx), mul(cv, vy)), mul(k(G), ly))))
    const hp = v128.bitselect(ahead, h, good)
    const rest = friction(mul(hp, f32x4.sqrt(add(mul(up, up), mul(vp, vp)))), hp, div(k(1), hp), v128.load(rg + x), drag)
    v128.store(s, mul(up, rest), UP)
    v128.store(s, mul(vp, rest), VP)
    v128.store(s, hp, HP)
  }
}

// Through a face, written to `to` (water, momentum of the left and right side, velocity across, a PART apart): bed and
// crest of the face above the left cell's bed; of each side depth, slopes of surface and depth, velocity along with its
// slope, velocity across with its slope.
// @ts-ignore
@inline
function face(to: usize, rise: v128, crest: v128, hasCrest: bool,
  hl0: v128, ll: v128, hhl: v128, ul0: v128, dul: v128, tl0: v128, dtl: v128,
  hr0: v128, lr: v128, hhr: v128, ur0: v128, dur: v128, tr0: v128, dtr: v128): void {
  const q = k(0.5)
  const bedL = mul(q, sub(ll, hhl))
  const bedR = sub(rise, mul(q, sub(lr, hhr)))
  const levL = add(hl0, mul(q, ll))
  const levR = sub(add(rise, hr0), mul(q, lr))
  const bed = hi(bedL, bedR), sill = hasCrest ? hi(bed, crest) : bed
  const hl = hi(k(0), sub(levL, sill)), hr = hi(k(0), sub(levR, sill))
  const ul = add(ul0, mul(q, dul)), ur = sub(ur0, mul(q, dur))
  const cl = f32x4.sqrt(mul(k(G), hl)), cr = f32x4.sqrt(mul(k(G), hr))
  const sl = lo(lo(sub(ul, cl), add(sub(ur, add(cr, cr)), cl)), k(0))
  const sr = hi(hi(add(ur, cr), sub(add(ul, add(cl, cl)), cr)), k(0))
  const inv = div(k(1), hi(sub(sr, sl), k(1e-12)))
  const a = mul(sl, inv), b = mul(sr, inv)
  const ql = mul(hl, ul), qr = mul(hr, ur), dq = sub(qr, ql), dh = sub(hr, hl)
  const ml = mul(ql, ul), mr = mul(qr, ur)
  const df = add(sub(mr, ml), mul(mul(k(G * 0.5), dh), add(hl, hr)))
  const both = f32x4.le(add(hl, hr), k(0))
  let w = v128.andnot(add(ql, mul(a, sub(mul(sr, dh), dq))), both)
  let left = v128.andnot(add(ml, mul(a, sub(mul(sr, dq), df))), both)
  let right = v128.andnot(add(mr, mul(b, sub(mul(sl, dq), df))), both)
  v128.store(to, v128.bitselect(add(tl0, mul(q, dtl)), sub(tr0, mul(q, dtr)), f32x4.gt(w, k(0))), 3 * PART)
  const shut = closed(rise)
  if (v128.any_true(shut)) {
    const open = opened(rise)
    w = v128.andnot(w, shut)
    left = v128.bitselect(v128.andnot(wall(hl0, ul0), open), left, shut)
    right = v128.bitselect(v128.andnot(wall(hr0, f32x4.neg(ur0)), open), right, shut)
  }
  if (hasCrest) {
    const apart = v128.andnot(parted(rise, crest), shut)
    left = add(left, v128.and(wallBelow(hl0, hl, ul0), apart))
    right = add(right, v128.and(wallBelow(hr0, hr, f32x4.neg(ur0)), apart))
  }
  v128.store(to, w)
  v128.store(to, left, PART)
  v128.store(to, right, 2 * PART)
}
// @ts-ignore
@inline
function wall(h: v128, u: v128): v128 {
  const c = f32x4.sqrt(mul(k(G), h))
  return mul(mul(h, u), add(u, hi(sub(c, u), add(c, mul(k(0.5), u)))))
}

// The part of the water below a crest meets a wall.
// @ts-ignore
@inline
function wallBelow(h: v128, over: v128, u: v128): v128 {
  return v128.and(mul(sub(k(1), div(over, h)), wall(h, u)), f32x4.gt(h, k(0)))
}

// faces to the east of cells x0 … x1 of row j
function fluxesX(j: i32, x0: i32, x1: i32): void {
  const here = row(j), rx = RX + j * S, cx = CX + j * S
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const s = here + x, n = s + 4
    face(s + XW, v128.load(rx + x), CX ? v128.load(cx + x) : k(0), CX != 0,
      v128.load(s, HP), v128.load(s, LX), v128.load(s, HX), v128.load(s, UP), v128.load(s, UX), v128.load(s, VP), v128.load(s, VX),
      v128.load(n, HP), v128.load(n, LX), v128.load(n, HX), v128.load(n, UP), v128.load(n, UX), v128.load(n, VP), v128.load(n, VX))
  }
}

// faces to the north of row j
function fluxesY(j: i32, x0: i32, x1: i32): void {
  const here = row(j), north = row(j + 1), ry = RY + j * S, cy = CY + j * S
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const s = here + x, n = north + x
    face(s + YW, v128.load(ry + x), CY ? v128.load(cy + x) : k(0), CY != 0,
      v128.load(s, HP), v128.load(s, LY), v128.load(s, HY), v128.load(s, VP), v128.load(s, VY), v128.load(s, UP), v128.load(s, UY),
      v128.load(n, HP), v128.load(n, LY), v128.load(n, HY), v128.load(n, VP), v128.load(n, VY), v128.load(n, UP), v128.load(n, UY))
  }
}

// 1 where a cell may give what it is asked for, else the share
function keep(j: i32, x0: i32, x1: i32): void {
  const here = row(j), south = row(j - 1), h0 = H0 + j * S, r = k(ratio), zero = k(0)
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const s = here + x
    const out = mul(r, sub(add(hi(v128.load(s, XW), zero), hi(v128.load(s, YW), zero)), add(lo(v128.load(s - 4, XW), zero), lo(v128.load(south + x, YW), zero))))
    const h = v128.load(h0 + x), isShort = f32x4.gt(out, h)
    // hardly ever
    v128.store(s, v128.any_true(isShort) ? v128.bitselect(div(h, out), k(1), isShort) : k(1), KEEP)
  }
}

function update(j: i32, x0: i32, x1: i32): void {
  const here = row(j), north = row(j + 1), south = row(j - 1)
  const at = j * S, h0 = H0 + at, e0 = E0 + at, n0 = N0 + at, h1 = H1 + at, e1 = E1 + at, n1 = N1 + at, lo0 = LO + at, rg = RG + at
  const ra = RA + at
  const r = k(ratio), zero = k(0), drag = k(step * G), fall = k(step * rain)
  const looks = isLooking
  let west: usize = x1 * 4, east: usize = x0 * 4, wave = fastest
  for (let x: usize = x0 * 4, end: usize = x1 * 4; x < end; x += 16) {
    const s = here + x, n = north + x, b = south + x
    const mine = v128.load(s, KEEP)
    let we = v128.load(s, XW), ww = v128.load(s - 4, XW), wn = v128.load(s, YW), ws = v128.load(b, YW)
    we = mul(we, v128.bitselect(mine, v128.load(s + 4, KEEP), f32x4.gt(we, zero)))
    ww = mul(ww, v128.bitselect(v128.load(s - 4, KEEP), mine, f32x4.gt(ww, zero)))
    wn = mul(wn, v128.bitselect(mine, v128.load(n, KEEP), f32x4.gt(wn, zero)))
    ws = mul(ws, v128.bitselect(v128.load(b, KEEP), mine, f32x4.gt(ws, zero)))
    // whole quanta go into the depth, the rest waits: so differences of depths are exact and no small change is lost
    const rough = v128.load(rg + x)
    const poured = v128.and(RA ? mul(k(step), v128.load(ra + x)) : fall, f32x4.ge(rough, zero))
    const change = sub(add(v128.load(lo0 + x), poured), mul(r, add(sub(we, ww), sub(wn, ws))))
    const quanta = mul(f32x4.nearest(mul(change, k(1 / QUANTUM))), k(QUANTUM))
    const before = v128.load(h0 + x)
    if (looks && v128.any_true(before)) recordWorst(at + <i32>x, before, v128.load(e0 + x), v128.load(n0 + x))
    const h = hi(zero, add(before, quanta))
    v128.store(lo0 + x, sub(change, quanta))
    v128.store(h1 + x, h)
    const push = mul(k(G), v128.load(s, HP))
    let e = sub(v128.load(e0 + x), mul(r, add(add(sub(v128.load(s, XL), v128.load(s - 4, XR)), mul(push, v128.load(s, LX))), sub(mul(wn, v128.load(s, YT)), mul(ws, v128.load(b, YT))))))
    let m = sub(v128.load(n0 + x), mul(r, add(add(sub(v128.load(s, YL), v128.load(b, YR)), mul(push, v128.load(s, LY))), sub(mul(we, v128.load(s, XT)), mul(ww, v128.load(s - 4, XT))))))
    if (v128.any_true(h)) {
      west = min(west, x)
      east = x + 16
    }
    const rest = friction(f32x4.sqrt(add(mul(e, e), mul(m, m))), h, div(k(1), h), rough, drag)
    e = mul(e, rest)
    m = mul(m, rest)
    v128.store(e1 + x, e)
    v128.store(n1 + x, m)
    const speed = mul(hi(f32x4.abs(e), f32x4.abs(m)), perDepth(h))
    wave = hi(wave, add(speed, f32x4.sqrt(mul(k(G), h))))
  }
  fastest = wave
  if (east > west) {
    wetWest = min(wetWest, west >> 2)
    wetEast = max(wetEast, east >> 2)
    wetSouth = min(wetSouth, j)
    wetNorth = j + 1
  }
}

let spansFrom: i32
let west: i32, east: i32

// @ts-ignore
@inline
function span(j: i32): usize { return SCR + SPANS + <usize>(j - spansFrom) * 16 }

// Finds west … east of the wet vectors between two columns of a row; west = east where all is dry.
function findWet(at: usize, x0: i32, x1: i32): void {
  west = x0
  east = x1
  while (west < east && !v128.any_true(v128.load(at + <usize>west * 4))) west += 4
  while (west < east && !v128.any_true(v128.load(at + <usize>east * 4 - 16))) east -= 4
}

// Makes the span of a row hold another.
function widen(j: i32, x0: i32, x1: i32): void {
  if (x0 >= x1) return
  const at = span(j)
  store<i32>(at, min(load<i32>(at), x0))
  store<i32>(at, max(load<i32>(at, 4), x1), 4)
}

// Which part of each row of a box must be computed: what is wet, a cell further to each side, and what was wet in the state
// that is written over. Under rain all of it. Behind it which part of the row those within three rows look at.
function findSpans(x0: i32, x1: i32, y0: i32, y1: i32): void {
  const isEverywhere = RA != 0 || rain > 0
  spansFrom = y0 - 3
  for (let j = y0 - 3; j < y1 + 3; j++) {
    const isWhole = isEverywhere && j >= y0 && j < y1
    store<i32>(span(j), isWhole ? x0 : x1)
    store<i32>(span(j), isWhole ? x1 : x0, 4)
    store<i32>(span(j), isEverywhere ? x0 : x1, 8)
    store<i32>(span(j), isEverywhere ? x1 : x0, 12)
  }
  if (isEverywhere) return
  for (let j = y0 - 1; j <= y1; j++) {
    const isInside = j >= y0 && j < y1
    findWet(H0 + j * S, x0 - 4, x1 + 4)
    if (west < east) {
      if (j > y0) widen(j - 1, max(x0, west), min(x1, east))
      if (j < y1 - 1) widen(j + 1, max(x0, west), min(x1, east))
      if (isInside) widen(j, max(x0, west - 4), min(x1, east + 4))
    }
    if (!isInside) continue
    findWet(H1 + j * S, x0, x1)
    widen(j, west, east)
  }
  for (let j = y0 - 3; j < y1 + 3; j++) {
    let from = x1, to = x0
    for (let at = span(max(j - 3, y0)), last = span(min(j + 3, y1 - 1)); at <= last; at += 16) {
      from = min(from, load<i32>(at))
      to = max(to, load<i32>(at, 4))
    }
    store<i32>(span(j), from, 8)
    store<i32>(span(j), to, 12)
  }
}

// Where row j is looked at, widened by so many columns; none where from > to.
// @ts-ignore
@inline
function from(j: i32, wider: i32): i32 { return load<i32>(span(j), 8) - wider }
// @ts-ignore
@inline
function to(j: i32, wider: i32): i32 {
  const end = load<i32>(span(j), 12)
  return end > load<i32>(span(j), 8) ? end + wider : 0
}

/**
 * A box of cells: its west, east, south and north edge lie at `task` (i32, west and east multiples of 4). Behind them it
 * writes the same of what is wet then (west > east = nothing), and the fastest wave (f32) [m/s].
 */
export function advance(task: usize, duration: f32, size: f32): void {
  const x0 = load<i32>(task), x1 = load<i32>(task, 4), y0 = load<i32>(task, 8), y1 = load<i32>(task, 12)
  ratio = duration / size
  step = duration
  fastest = k(0)
  wetWest = x1
  wetEast = x0
  wetSouth = y1
  wetNorth = y0
  base = x0 - 12
  findSpans(x0, x1, y0, y1)
  for (let j = y0 - 3; j < y1 + 3; j++) {
    // velocities of row j, then what each row behind needs
    velocities(j, from(j, 8), to(j, 8))
    const p = j - 1
    if (p > y0 - 3) predict(p, from(p, 4), to(p, 4))
    // faces need the predicted rows on both sides
    const f = j - 2
    if (f > y0 - 3) {
      const a = from(f, 4), b = to(f, 4)
      fluxesY(f, a, b)
      if (f >= y0 - 1) fluxesX(f, a, b)
      if (f >= y0 - 1) keep(f, a, b)
    }
    const w = j - 3
    if (w < y0 || w >= y1) continue
    const x = load<i32>(span(w)), end = load<i32>(span(w), 4)
    if (x < end) update(w, x, end)
  }
  store<i32>(task, wetWest, 16)
  store<i32>(task, wetEast, 20)
  store<i32>(task, wetSouth, 24)
  store<i32>(task, wetNorth, 28)
  store<f32>(task, max(max(f32x4.extract_lane(fastest, 0), f32x4.extract_lane(fastest, 1)), max(f32x4.extract_lane(fastest, 2), f32x4.extract_lane(fastest, 3))), 32)
}
