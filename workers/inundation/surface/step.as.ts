// AssemblyScript: one step of the scheme of ../README.md on a block of cells, four at a time (WASM SIMD). Compiled by
// tools/build-kernel.ts into kernel.wasm.ts; face.ts and reference.ts say the same in plain TypeScript.
//
// All arrays are float32, row by row with a margin of dry cells between walls. Every cell is computed from the arrays of
// the step before by the same operations wherever the block's edges run, so blocks can be cut and shared out at will and
// give the same bits. What leaves a cell is what enters its neighbour, to the last bit.

// the arrays, in bytes: water before and after the step, steps of the bed, crests on the faces (0 = none), Manning's n (below 0 = no cell)
let H0: usize, E0: usize, N0: usize
let H1: usize, E1: usize, N1: usize
let RX: usize, RY: usize, CX: usize, CY: usize, RG: usize
/** what of a depth is less than a quantum */
let LO: usize
/** rain by cell (0 = the same everywhere), or everywhere [m/s] */
let RA: usize, rain: f32
/** a row of the grid, and of the scratch [bytes] */
let S: i32, SR: i32
/** scratch of this thread: PARTS × 4 rows */
let SCR: usize

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
let isLooking: bool, lookTime: f32, lookSince: f32

export function setRecords(depth: usize, speed: usize, hazard: usize, standing: usize, arrivals: usize, apart: i32): void {
  MD = depth
  MV = speed
  MH = hazard
  ST = standing
  AR = arrivals
  APART = apart
}

/** Whether the next steps keep what is worst: the time at their end, and since the look before. */
export function setLook(looks: i32, time: f32, since: f32): void {
  isLooking = looks != 0
  lookTime = time
  lookSince = since
}

/** `row` bytes for each of 22 × 4 rows from `scratch` on */
export function setScratch(scratch: usize, row: i32): void {
  SCR = scratch
  SR = row
}

const G: f32 = 9.81
/** as in grid.ts */
const QUANTUM: f32 = 0.00000095367431640625
const DRY: f32 = QUANTUM / 2
const THIN: f32 = 1e-5
// @ts-ignore
@inline
function ld(p: usize): v128 { return v128.load(p) }
// @ts-ignore
@inline
function add(a: v128, b: v128): v128 { return f32x4.add(a, b) }
// @ts-ignore
@inline
function sub(a: v128, b: v128): v128 { return f32x4.sub(a, b) }
// @ts-ignore
@inline
function mul(a: v128, b: v128): v128 { return f32x4.mul(a, b) }
// @ts-ignore
@inline
function div(a: v128, b: v128): v128 { return f32x4.div(a, b) }
// @ts-ignore
@inline
function lo(a: v128, b: v128): v128 { return f32x4.pmin(a, b) }
// @ts-ignore
@inline
function hi(a: v128, b: v128): v128 { return f32x4.pmax(a, b) }
// @ts-ignore
@inline
function k(x: f32): v128 { return f32x4.splat(x) }

// Van Leer: 2ab/(a+b) where they agree, 0 else. One division.
// @ts-ignore
@inline
function limit(a: v128, b: v128): v128 {
  const p = mul(a, b)
  return v128.and(div(add(p, p), add(a, b)), f32x4.gt(p, k(0)))
}

/** Of each part the rows j … j − 3 are kept: nothing further back is needed again. */
const ROWS = 4
// @ts-ignore
@inline
function row(part: i32, j: i32): usize { return SCR + <usize>((part * ROWS + (j & 3)) * SR) }
// velocities; depth and velocities half a step on; slopes of surface, depth and velocities in x and in y
const U = 0, V = 1, HP = 2, UP = 3, VP = 4, LX = 5, HX = 6, UX = 7, VX = 8, LY = 9, HY = 10, UY = 11, VY = 12
// through the faces to the east (X) and north (Y): water, momentum of the left and right side, velocity across; see keep()
const XW = 13, XL = 14, XR = 15, XT = 16, YW = 17, YL = 18, YR = 19, YT = 20, KEEP = 21
/** a rise beyond it is a wall, and between both an open edge [m] */
const WALL: f32 = 1e9, EDGE: f32 = 1e25
let ratio: f32, step: f32
let fastest: v128
/** the box of the cells that are wet after the step, in whole vectors */
let wetWest: i32, wetEast: i32, wetSouth: i32, wetNorth: i32
/** first column of the scratch rows */
let base: i32

// @ts-ignore
@inline
function perDepth(h: v128): v128 { return div(h, hi(mul(h, h), k(THIN * THIN))) }

function velocities(j: i32, x0: i32, x1: i32): void {
  const u = row(U, j), v = row(V, j)
  for (let x = x0; x < x1; x += 4) {
    const at = j * S + x * 4, to = (x - base) * 4
    const h = ld(H0 + at)
    const r = perDepth(h)
    v128.store(u + to, mul(ld(E0 + at), r))
    v128.store(v + to, mul(ld(N0 + at), r))
  }
}

// @ts-ignore
@inline
function closed(rise: v128): v128 { return f32x4.gt(f32x4.abs(rise), k(WALL)) }

// an open edge: what passes is put in from outside
// @ts-ignore
@inline
function opened(rise: v128): v128 { return v128.and(closed(rise), f32x4.lt(f32x4.abs(rise), k(EDGE))) }

// a crest that stands above the bed on both sides
// @ts-ignore
@inline
function parted(rise: v128, crest: v128): v128 { return f32x4.gt(crest, hi(k(0), rise)) }

// x^(-1/3) of positive numbers
// @ts-ignore
@inline
function inverseRoot3(x: v128): v128 {
  const third = f32x4.convert_i32x4_s(x)
  let y = i32x4.sub(i32x4.splat(0x54A21D2A), i32x4.trunc_sat_f32x4_s(mul(third, k(0.33333334))))
  const c = mul(x, k(0.33333334))
  y = mul(y, sub(k(1.3333334), mul(c, mul(y, mul(y, y)))))
  y = mul(y, sub(k(1.3333334), mul(c, mul(y, mul(y, y)))))
  return y
}

// What friction leaves of a discharge q, 0 of a film that is none; `drag` = g times the step.
// @ts-ignore
@inline
function friction(q: v128, h: v128, inv: v128, rough: v128, drag: v128): v128 {
  const d = mul(mul(drag, mul(rough, rough)), mul(mul(inv, inv), inverseRoot3(h)))
  return v128.and(div(k(2), add(k(1), f32x4.sqrt(add(k(1), mul(mul(k(4), d), q))))), f32x4.gt(h, k(DRY)))
}

// slopes of depth, surface and two velocities along one direction
let sh: v128, sl: v128, sa: v128, sb: v128
// @ts-ignore
@inline
function slopes(h: v128, h1: v128, h2: v128, r1: v128, r2: v128, a: v128, a1: v128, a2: v128, b: v128, b1: v128, b2: v128): void {
  let dh1 = sub(h, h1), dh2 = sub(h2, h), da1 = sub(a, a1), da2 = sub(a2, a), db1 = sub(b, b1), db2 = sub(b2, b)
  let dl1 = add(dh1, r1), dl2 = add(dh2, r2)
  const shut1 = closed(r1), shut2 = closed(r2)
  if (v128.any_true(v128.or(shut1, shut2))) {
    // nothing behind a wall; to an open edge it goes on as it came
    const on1 = v128.andnot(opened(r1), shut2), on2 = v128.andnot(opened(r2), shut1)
    const n1 = v128.andnot(shut1, on1), n2 = v128.andnot(shut2, on2)
    const h0 = dh1, l0 = dl1, a0 = da1, b0 = db1
    dh1 = v128.andnot(v128.bitselect(dh2, dh1, on1), n1)
    dl1 = v128.andnot(v128.bitselect(dl2, dl1, on1), n1)
    da1 = v128.andnot(v128.bitselect(da2, da1, on1), n1)
    db1 = v128.andnot(v128.bitselect(db2, db1, on1), n1)
    dh2 = v128.andnot(v128.bitselect(h0, dh2, on2), n2)
    dl2 = v128.andnot(v128.bitselect(l0, dl2, on2), n2)
    da2 = v128.andnot(v128.bitselect(a0, da2, on2), n2)
    db2 = v128.andnot(v128.bitselect(b0, db2, on2), n2)
  }
  sh = limit(dh1, dh2)
  sl = limit(dl1, dl2)
  sa = limit(da1, da2)
  sb = limit(db1, db2)
}

function predict(j: i32, x0: i32, x1: i32): void {
  const u = row(U, j), v = row(V, j), us = row(U, j - 1), vs = row(V, j - 1), un = row(U, j + 1), vn = row(V, j + 1)
  const half = k(ratio * <f32>0.5)
  for (let x = x0; x < x1; x += 4) {
    const at = j * S + x * 4, to = (x - base) * 4
    const h = ld(H0 + at)
    const cu = ld(u + to), cv = ld(v + to)
    // x
    const re = ld(RX + at), rw = ld(RX + at - 4)
    slopes(h, ld(H0 + at - 4), ld(H0 + at + 4), rw, re, cu, ld(u + to - 4), ld(u + to + 4), cv, ld(v + to - 4), ld(v + to + 4))
    let hx = sh, lx = sl, ux = sa, vx = sb
    if (CX) {
      const apart = v128.or(parted(re, ld(CX + at)), parted(rw, ld(CX + at - 4)))
      hx = v128.andnot(hx, apart)
      lx = v128.andnot(lx, apart)
      ux = v128.andnot(ux, apart)
      vx = v128.andnot(vx, apart)
    }
    // y
    const rn = ld(RY + at), rs = ld(RY + at - S)
    slopes(h, ld(H0 + at - S), ld(H0 + at + S), rs, rn, cu, ld(us + to), ld(un + to), cv, ld(vs + to), ld(vn + to))
    let hy = sh, ly = sl, uy = sa, vy = sb
    if (CY) {
      const apart = v128.or(parted(rn, ld(CY + at)), parted(rs, ld(CY + at - S)))
      hy = v128.andnot(hy, apart)
      ly = v128.andnot(ly, apart)
      uy = v128.andnot(uy, apart)
      vy = v128.andnot(vy, apart)
    }
    const ahead = sub(h, mul(half, add(add(mul(cu, hx), mul(h, ux)), add(mul(cv, hy), mul(h, vy)))))
    const good = v128.and(f32x4.gt(h, k(DRY)), f32x4.ge(ahead, mul(k(0.5), hi(f32x4.abs(hx), f32x4.abs(hy)))))
    hx = v128.and(hx, good); lx = v128.and(lx, good); ux = v128.and(ux, good); vx = v128.and(vx, good)
    hy = v128.and(hy, good); ly = v128.and(ly, good); uy = v128.and(uy, good); vy = v128.and(vy, good)
    const up = sub(cu, mul(half, add(add(mul(cu, ux), mul(cv, uy)), mul(k(G), lx))))
    const vp = sub(cv, mul(half, add(add(mul(cu, vx), mul(cv, vy)), mul(k(G), ly))))
    const hp = v128.bitselect(ahead, h, good)
    const rest = friction(mul(hp, f32x4.sqrt(add(mul(up, up), mul(vp, vp)))), hp, div(k(1), hp), ld(RG + at), k(step * G * <f32>0.5))
    v128.store(row(UP, j) + to, mul(up, rest))
    v128.store(row(VP, j) + to, mul(vp, rest))
    v128.store(row(HP, j) + to, hp)
    v128.store(row(LX, j) + to, lx); v128.store(row(HX, j) + to, hx); v128.store(row(UX, j) + to, ux); v128.store(row(VX, j) + to, vx)
    v128.store(row(LY, j) + to, ly); v128.store(row(HY, j) + to, hy); v128.store(row(UY, j) + to, uy); v128.store(row(VY, j) + to, vy)
  }
}

// the face between a left and a right cell: results in these
let fw: v128, fl: v128, fr: v128, ft: v128
/** depth above the sill on either side */
let fhl: v128, fhr: v128
// @ts-ignore
@inline
function face(rise: v128, crest: v128, hl0: v128, ll: v128, hhl: v128, ul0: v128, dul: v128, tl0: v128, dtl: v128,
  hr0: v128, lr: v128, hhr: v128, ur0: v128, dur: v128, tr0: v128, dtr: v128): void {
  const q = k(0.5)
  const bedL = mul(q, sub(ll, hhl))
  const bedR = sub(rise, mul(q, sub(lr, hhr)))
  const levL = add(hl0, mul(q, ll))
  const levR = sub(add(rise, hr0), mul(q, lr))
  const sill = hi(hi(bedL, bedR), crest)
  const hl = hi(k(0), sub(levL, sill)), hr = hi(k(0), sub(levR, sill))
  fhl = hl
  fhr = hr
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
  fw = v128.andnot(add(ql, mul(a, sub(mul(sr, dh), dq))), both)
  fl = v128.andnot(add(ml, mul(a, sub(mul(sr, dq), df))), both)
  fr = v128.andnot(add(mr, mul(b, sub(mul(sl, dq), df))), both)
  ft = v128.bitselect(add(tl0, mul(q, dtl)), sub(tr0, mul(q, dtr)), f32x4.gt(fw, k(0)))
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
  const hp = row(HP, j), up = row(UP, j), vp = row(VP, j), lx = row(LX, j), hx = row(HX, j), ux = row(UX, j), vx = row(VX, j)
  for (let x = x0; x < x1; x += 4) {
    const at = j * S + x * 4, to = (x - base) * 4, n = to + 4
    const rise = ld(RX + at)
    const h = ld(hp + to), u = ld(up + to), hn = ld(hp + n), w = ld(up + n)
    const crest = CX ? ld(CX + at) : k(-1e30)
    face(rise, crest, h, ld(lx + to), ld(hx + to), u, ld(ux + to), ld(vp + to), ld(vx + to), hn, ld(lx + n), ld(hx + n), w, ld(ux + n), ld(vp + n), ld(vx + n))
    const shut = closed(rise)
    if (v128.any_true(shut)) {
      fw = v128.andnot(fw, shut)
      const open = opened(rise)
      fl = v128.bitselect(v128.andnot(wall(h, u), open), fl, shut)
      fr = v128.bitselect(v128.andnot(wall(hn, f32x4.neg(w)), open), fr, shut)
    }
    if (CX) {
      const apart = v128.andnot(parted(rise, crest), shut)
      fl = add(fl, v128.and(wallBelow(h, fhl, u), apart))
      fr = add(fr, v128.and(wallBelow(hn, fhr, f32x4.neg(w)), apart))
    }
    v128.store(row(XW, j) + to, fw); v128.store(row(XL, j) + to, fl); v128.store(row(XR, j) + to, fr); v128.store(row(XT, j) + to, ft)
  }
}

// faces to the north of row j
function fluxesY(j: i32, x0: i32, x1: i32): void {
  const i = j + 1
  const hp = row(HP, j), up = row(UP, j), vp = row(VP, j), ly = row(LY, j), hy = row(HY, j), uy = row(UY, j), vy = row(VY, j)
  const hpn = row(HP, i), upn = row(UP, i), vpn = row(VP, i), lyn = row(LY, i), hyn = row(HY, i), uyn = row(UY, i), vyn = row(VY, i)
  for (let x = x0; x < x1; x += 4) {
    const at = j * S + x * 4, to = (x - base) * 4
    const rise = ld(RY + at)
    const h = ld(hp + to), v = ld(vp + to), hn = ld(hpn + to), w = ld(vpn + to)
    const crest = CY ? ld(CY + at) : k(-1e30)
    face(rise, crest, h, ld(ly + to), ld(hy + to), v, ld(vy + to), ld(up + to), ld(uy + to), hn, ld(lyn + to), ld(hyn + to), w, ld(vyn + to), ld(upn + to), ld(uyn + to))
    const shut = closed(rise)
    if (v128.any_true(shut)) {
      fw = v128.andnot(fw, shut)
      const open = opened(rise)
      fl = v128.bitselect(v128.andnot(wall(h, v), open), fl, shut)
      fr = v128.bitselect(v128.andnot(wall(hn, f32x4.neg(w)), open), fr, shut)
    }
    if (CY) {
      const apart = v128.andnot(parted(rise, crest), shut)
      fl = add(fl, v128.and(wallBelow(h, fhl, v), apart))
      fr = add(fr, v128.and(wallBelow(hn, fhr, f32x4.neg(w)), apart))
    }
    v128.store(row(YW, j) + to, fw); v128.store(row(YL, j) + to, fl); v128.store(row(YR, j) + to, fr); v128.store(row(YT, j) + to, ft)
  }
}

// 1 where a cell may give what it is asked for, else the share
function keep(j: i32, x0: i32, x1: i32): void {
  const xw = row(XW, j), yn = row(YW, j), ys = row(YW, j - 1), to0 = row(KEEP, j)
  for (let x = x0; x < x1; x += 4) {
    const to = (x - base) * 4
    const out = mul(k(ratio), sub(add(hi(ld(xw + to), k(0)), hi(ld(yn + to), k(0))), add(lo(ld(xw + to - 4), k(0)), lo(ld(ys + to), k(0)))))
    const h = ld(H0 + j * S + x * 4)
    v128.store(to0 + to, v128.bitselect(div(h, out), k(1), f32x4.gt(out, h)))
  }
}

/** as in records.ts */
const STANDING: f32 = 0.15

// @ts-ignore
@inline
function first(at: usize, h: v128, limit: f32): void {
  const before = ld(at)
  v128.store(at, v128.bitselect(lo(before, k(lookTime)), before, f32x4.ge(h, k(limit))))
}

// Keeps what is worse than what was: keepWorst of records.ts.
function recordWorst(at: usize, h: v128, e: v128, n: v128): void {
  const v = mul(f32x4.sqrt(add(mul(e, e), mul(n, n))), perDepth(h))
  v128.store(MD + at, hi(ld(MD + at), h))
  v128.store(MV + at, hi(ld(MV + at), v))
  v128.store(MH + at, hi(ld(MH + at), mul(h, add(v, k(0.5)))))
  v128.store(ST + at, add(ld(ST + at), v128.and(k(lookSince), f32x4.ge(h, k(STANDING)))))
  first(AR + at, h, 0.05)
  first(AR + at + APART, h, 0.15)
  first(AR + at + 2 * APART, h, 0.27)
  first(AR + at + 3 * APART, h, 0.5)
}

function update(j: i32, x0: i32, x1: i32): void {
  const hp = row(HP, j), lx = row(LX, j), ly = row(LY, j), kc = row(KEEP, j), kn = row(KEEP, j + 1), ks = row(KEEP, j - 1)
  const xw = row(XW, j), xl = row(XL, j), xr = row(XR, j), xt = row(XT, j)
  const yw = row(YW, j), yl = row(YL, j), yt = row(YT, j), sw = row(YW, j - 1), srr = row(YR, j - 1), st = row(YT, j - 1)
  const r = k(ratio), zero = k(0), drag = k(step * G)
  let west = x1, end = x0
  for (let x = x0; x < x1; x += 4) {
    const at = j * S + x * 4, to = (x - base) * 4
    const mine = ld(kc + to)
    let we = ld(xw + to), ww = ld(xw + to - 4), wn = ld(yw + to), ws = ld(sw + to)
    we = mul(we, v128.bitselect(mine, ld(kc + to + 4), f32x4.gt(we, zero)))
    ww = mul(ww, v128.bitselect(ld(kc + to - 4), mine, f32x4.gt(ww, zero)))
    wn = mul(wn, v128.bitselect(mine, ld(kn + to), f32x4.gt(wn, zero)))
    ws = mul(ws, v128.bitselect(ld(ks + to), mine, f32x4.gt(ws, zero)))
    // whole quanta go into the depth, the rest waits: so differences of depths are exact and no small change is lost
    const rough = ld(RG + at)
    const poured = v128.and(mul(k(step), RA ? ld(RA + at) : k(rain)), f32x4.ge(rough, zero))
    const change = sub(add(ld(LO + at), poured), mul(r, add(sub(we, ww), sub(wn, ws))))
    const quanta = mul(f32x4.nearest(mul(change, k(1 / QUANTUM))), k(QUANTUM))
    const h = hi(zero, add(ld(H0 + at), quanta))
    v128.store(LO + at, sub(change, quanta))
    const push = mul(k(G), ld(hp + to))
    let e = sub(ld(E0 + at), mul(r, add(add(sub(ld(xl + to), ld(xr + to - 4)), mul(push, ld(lx + to))), sub(mul(wn, ld(yt + to)), mul(ws, ld(st + to))))))
    let n = sub(ld(N0 + at), mul(r, add(add(sub(ld(yl + to), ld(srr + to)), mul(push, ld(ly + to))), sub(mul(we, ld(xt + to)), mul(ww, ld(xt + to - 4))))))
    const isWet = v128.any_true(h)
    if (isWet) {
      west = min(west, x)
      end = x + 4
    }
    const inv = div(k(1), h)
    const rest = friction(f32x4.sqrt(add(mul(e, e), mul(n, n))), h, inv, rough, drag)
    e = mul(e, rest); n = mul(n, rest)
    v128.store(H1 + at, h); v128.store(E1 + at, e); v128.store(N1 + at, n)
    if (isLooking && isWet) recordWorst(at, h, e, n)
    const speed = mul(hi(f32x4.abs(e), f32x4.abs(n)), perDepth(h))
    fastest = hi(fastest, add(speed, f32x4.sqrt(mul(k(G), h))))
  }
  if (end > west) {
    wetWest = min(wetWest, west)
    wetEast = max(wetEast, end)
    wetSouth = min(wetSouth, j)
    wetNorth = j + 1
  }
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
  const a = x0 - 4, b = x1 + 4
  for (let j = y0 - 3; j < y1 + 3; j++) {
    // velocities of row j, then what each row behind needs
    velocities(j, a - 4, b + 4)
    const p = j - 1
    if (p > y0 - 3) {
      predict(p, a, b)
    }
    // faces need the predicted rows on both sides
    const f = j - 2
    if (f > y0 - 3) {
      fluxesY(f, a, b)
      if (f >= y0 - 1) fluxesX(f, a, b)
      if (f >= y0 - 1) keep(f, a, b)
    }
    const w = j - 3
    if (w >= y0 && w < y1) update(w, x0, x1)
  }
  store<i32>(task, wetWest, 16)
  store<i32>(task, wetEast, 20)
  store<i32>(task, wetSouth, 24)
  store<i32>(task, wetNorth, 28)
  store<f32>(task, max(max(f32x4.extract_lane(fastest, 0), f32x4.extract_lane(fastest, 1)), max(f32x4.extract_lane(fastest, 2), f32x4.extract_lane(fastest, 3))), 32)
}
