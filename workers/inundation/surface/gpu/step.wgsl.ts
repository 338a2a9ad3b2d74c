import { CLOCK, CONSTANTS, FRICTION, TILE } from './constants.ts'

/**
 * One step of the scheme in WGSL, in three passes over all cells: what a cell does within half a step, what passes its
 * faces, and what is there afterwards. It says the same as step.as.ts, operation by operation.
 *
 * A cell of water is (depth, discharge east, discharge north, what of the depth is less than a quantum); of the ground
 * (rise to the east, to the north, crest to the east, to the north), heights above the bed of the cell.
 */
export const STEP = /* wgsl */ `
${CONSTANTS}
${CLOCK}
${FRICTION}
@group(0) @binding(0) var<uniform> clock: Clock;
@group(0) @binding(1) var<storage, read> before: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> after: array<vec4f>;
@group(0) @binding(3) var<storage, read> ground: array<vec4f>;
@group(0) @binding(4) var<storage, read> roughness: array<f32>;
@group(0) @binding(5) var<storage, read> rain: array<f32>;
// half a step on: (depth, slope of the surface east, north); by direction (velocity, slopes of depth, of it, of the velocity across)
@group(0) @binding(6) var<storage, read_write> middleOut: array<vec4f>;
@group(0) @binding(7) var<storage, read_write> eastOut: array<vec4f>;
@group(0) @binding(8) var<storage, read_write> northOut: array<vec4f>;
@group(0) @binding(6) var<storage, read> middle: array<vec4f>;
@group(0) @binding(7) var<storage, read> east: array<vec4f>;
@group(0) @binding(8) var<storage, read> north: array<vec4f>;
// through the face to the next cell: (water, momentum of this side, of the other, velocity across)
@group(0) @binding(9) var<storage, read_write> throughEastOut: array<vec4f>;
@group(0) @binding(10) var<storage, read_write> throughNorthOut: array<vec4f>;
@group(0) @binding(9) var<storage, read> throughEast: array<vec4f>;
@group(0) @binding(10) var<storage, read> throughNorth: array<vec4f>;
@group(0) @binding(11) var<storage, read_write> fastest: atomic<u32>;

fn isClosed(rise: f32) -> bool { return abs(rise) > CLOSED; }
fn isOpen(rise: f32) -> bool { return isClosed(rise) && abs(rise) < OPEN_BELOW; }
// a crest that stands above the bed on both sides
fn isParted(rise: f32, crest: f32) -> bool { return crest > max(0.0, rise); }

// Van Leer: 2ab/(a+b) where they agree, 0 else.
fn limit(a: vec4f, b: vec4f) -> vec4f {
  let p = a * b;
  let agree = p > vec4f(0.0);
  return select(vec4f(0.0), (p + p) / select(vec4f(1.0), a + b, agree), agree);
}

// (depth, discharges) as (depth, velocities)
fn moving(water: vec4f) -> vec3f {
  let r = perDepth(water.x);
  return vec3f(water.x, water.y * r, water.z * r);
}

// Slopes of depth, surface and both velocities from face to face.
fn slopes(here: vec3f, behind: vec3f, ahead: vec3f, down: f32, up: f32) -> vec4f {
  let shutBehind = isClosed(down);
  let shutAhead = isClosed(up);
  let d1 = here - behind;
  let d2 = ahead - here;
  let back = vec4f(d1.x, d1.x + select(down, 0.0, shutBehind), d1.yz);
  let on = vec4f(d2.x, d2.x + select(up, 0.0, shutAhead), d2.yz);
  // nothing behind a wall; to an open edge it goes on as it came
  let a = select(back, select(vec4f(0.0), on, isOpen(down) && !shutAhead), shutBehind);
  let b = select(on, select(vec4f(0.0), back, isOpen(up) && !shutBehind), shutAhead);
  return limit(a, b);
}

@compute @workgroup_size(${TILE}, ${TILE})
fn predict(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= COLUMNS || id.y >= ROWS) { return; }
  let i = (id.y + MARGIN) * STRIDE + id.x + MARGIN;
  let water = before[i];
  let h = water.x;
  if (h <= DRY) {
    middleOut[i] = vec4f(h, 0.0, 0.0, 0.0);
    eastOut[i] = vec4f(0.0);
    northOut[i] = vec4f(0.0);
    return;
  }
  let here = moving(water);
  let own = ground[i];
  let west = ground[i - 1u];
  let south = ground[i - STRIDE];
  var x = slopes(here, moving(before[i - 1u]), moving(before[i + 1u]), west.x, own.x);
  var y = slopes(here, moving(before[i - STRIDE]), moving(before[i + STRIDE]), south.y, own.y);
  // what stands between two cells parts them
  if (isParted(own.x, own.z) || isParted(west.x, west.z)) { x = vec4f(0.0); }
  if (isParted(own.y, own.w) || isParted(south.y, south.w)) { y = vec4f(0.0); }
  let half = 0.5 * clock.dt / SIZE;
  let u = here.y;
  let v = here.z;
  let ahead = h - half * ((u * x.x + h * x.z) + (v * y.x + h * y.w));
  var hp = ahead;
  // a slope that leaves the ground is none
  if (ahead < 0.5 * max(abs(x.x), abs(y.x))) {
    x = vec4f(0.0);
    y = vec4f(0.0);
    hp = h;
  }
  let up = u - half * ((u * x.z + v * y.z) + GRAVITY * x.y);
  let vp = v - half * ((u * x.w + v * y.w) + GRAVITY * y.y);
  let rest = friction(hp * sqrt(up * up + vp * vp), hp, roughness[i], clock.dt * GRAVITY * 0.5);
  middleOut[i] = vec4f(hp, x.y, y.y, 0.0);
  eastOut[i] = vec4f(up * rest, x.x, x.z, x.w);
  northOut[i] = vec4f(vp * rest, y.x, y.w, y.z);
}

// A wall: the same water comes from the other side.
fn wall(h: f32, u: f32) -> f32 {
  let c = sqrt(GRAVITY * h);
  return (h * u) * (u + max(c - u, c + 0.5 * u));
}

// The part of the water below a crest meets a wall.
fn wallBelow(h: f32, over: f32, u: f32) -> f32 {
  if (h <= 0.0) { return 0.0; }
  return (1.0 - over / h) * wall(h, u);
}

// One side of a face: depth, slope of the surface; velocity along, slopes of depth, of it and of the velocity across; velocity across
struct Bank { h: f32, level: f32, along: vec4f, across: f32 }

fn face(rise: f32, crest: f32, l: Bank, r: Bank) -> vec4f {
  if (isClosed(rise)) {
    if (isOpen(rise)) { return vec4f(0.0); }
    return vec4f(0.0, wall(l.h, l.along.x), wall(r.h, -r.along.x), 0.0);
  }
  if (l.h <= 0.0 && r.h <= 0.0) { return vec4f(0.0); }
  let bedL = 0.5 * (l.level - l.along.y);
  let bedR = rise - 0.5 * (r.level - r.along.y);
  let levelL = l.h + 0.5 * l.level;
  let levelR = (rise + r.h) - 0.5 * r.level;
  let sill = max(max(bedL, bedR), crest);
  let hl = max(0.0, levelL - sill);
  let hr = max(0.0, levelR - sill);
  var through = vec4f(0.0);
  if (hl + hr > 0.0) {
    let ul = l.along.x + 0.5 * l.along.z;
    let ur = r.along.x - 0.5 * r.along.z;
    let cl = sqrt(GRAVITY * hl);
    let cr = sqrt(GRAVITY * hr);
    let sl = min(min(ul - cl, (ur - (cr + cr)) + cl), 0.0);
    let sr = max(max(ur + cr, (ul + (cl + cl)) - cr), 0.0);
    let inv = 1.0 / max(sr - sl, 1e-12);
    let ql = hl * ul;
    let qr = hr * ur;
    let dq = qr - ql;
    let dh = hr - hl;
    let ml = ql * ul;
    let mr = qr * ur;
    let df = (mr - ml) + ((GRAVITY * 0.5) * dh) * (hl + hr);
    let water = ql + (sl * inv) * (sr * dh - dq);
    through = vec4f(
      water,
      ml + (sl * inv) * (sr * dq - df),
      mr + (sr * inv) * (sl * dq - df),
      select(r.across - 0.5 * r.along.w, l.across + 0.5 * l.along.w, water > 0.0),
    );
  }
  if (isParted(rise, crest)) {
    through.y += wallBelow(l.h, hl, l.along.x);
    through.z += wallBelow(r.h, hr, -r.along.x);
  }
  return through;
}

@compute @workgroup_size(${TILE}, ${TILE})
fn flux(@builtin(global_invocation_id) id: vec3u) {
  // the faces to the west and south of the grid belong to its margin
  if (id.x > COLUMNS || id.y > ROWS) { return; }
  let i = (id.y + MARGIN - 1u) * STRIDE + id.x + MARGIN - 1u;
  let own = ground[i];
  let here = middle[i];
  let toEast = middle[i + 1u];
  let toNorth = middle[i + STRIDE];
  throughEastOut[i] = face(own.x, own.z,
    Bank(here.x, here.y, east[i], north[i].x), Bank(toEast.x, toEast.y, east[i + 1u], north[i + 1u].x));
  throughNorthOut[i] = face(own.y, own.w,
    Bank(here.x, here.z, north[i], east[i].x), Bank(toNorth.x, toNorth.z, north[i + STRIDE], east[i + STRIDE].x));
}

// 1 where a cell may give what it is asked for, else the share
fn kept(i: u32, ratio: f32) -> f32 {
  let out = ratio * ((max(throughEast[i].x, 0.0) + max(throughNorth[i].x, 0.0))
    - (min(throughEast[i - 1u].x, 0.0) + min(throughNorth[i - STRIDE].x, 0.0)));
  let h = before[i].x;
  if (out > h) { return h / out; }
  return 1.0;
}

fn given(flow: f32, i: u32, j: u32, ratio: f32) -> f32 {
  if (flow == 0.0) { return 0.0; }
  return flow * kept(select(j, i, flow > 0.0), ratio);
}

var<workgroup> top: atomic<u32>;

@compute @workgroup_size(${TILE}, ${TILE})
fn update(@builtin(global_invocation_id) id: vec3u, @builtin(local_invocation_index) rank: u32) {
  if (id.x < COLUMNS && id.y < ROWS) {
    let i = (id.y + MARGIN) * STRIDE + id.x + MARGIN;
    let rough = roughness[i];
    if (rough >= 0.0) {
      let ratio = clock.dt / SIZE;
      let old = before[i];
      let e = throughEast[i];
      let w = throughEast[i - 1u];
      let n = throughNorth[i];
      let s = throughNorth[i - STRIDE];
      let we = given(e.x, i, i + 1u, ratio);
      let ww = given(w.x, i - 1u, i, ratio);
      let wn = given(n.x, i, i + STRIDE, ratio);
      let ws = given(s.x, i - STRIDE, i, ratio);
      // whole quanta go into the depth, the rest waits: so differences of depths are exact and no small change is lost
      var poured = clock.rain;
      if (clock.isField != 0u) { poured = rain[i]; }
      let change = (old.w + clock.dt * poured) - ratio * ((we - ww) + (wn - ws));
      let quanta = round(change * PER_QUANTUM) * QUANTUM;
      let h = max(0.0, old.x + quanta);
      let mid = middle[i];
      let push = GRAVITY * mid.x;
      var qe = old.y - ratio * (((e.y - w.z) + push * mid.y) + (wn * n.w - ws * s.w));
      var qn = old.z - ratio * (((n.y - s.z) + push * mid.z) + (we * e.w - ww * w.w));
      let rest = friction(sqrt(qe * qe + qn * qn), h, rough, clock.dt * GRAVITY);
      qe *= rest;
      qn *= rest;
      after[i] = vec4f(h, qe, qn, change - quanta);
      if (h > 0.0) { atomicMax(&top, bitcast<u32>(max(abs(qe), abs(qn)) * perDepth(h) + sqrt(GRAVITY * h))); }
    }
  }
  workgroupBarrier();
  if (rank == 0u) {
    let mine = atomicLoad(&top);
    if (mine > 0u) { atomicMax(&fastest, mine); }
  }
}
`
