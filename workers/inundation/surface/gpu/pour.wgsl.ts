/** Water at an edge that is open, as edge-state.ts says it. */
export const EDGE_STATE = /* wgsl */ `
// velocity from the edge into the cell
struct Edge { depth: f32, inward: f32 }

fn cubeRoot(x: f32) -> f32 {
  if (x <= 0.0) { return 0.0; }
  let y = exp2(log2(x) / 3.0);
  return y - (y * y * y - x) / (3.0 * y * y);
}

fn atDischarge(discharge: f32, inside: Edge) -> Edge {
  let invariant = inside.inward - 2.0 * sqrt(GRAVITY * inside.depth);
  let least = max(0.0, -invariant / 3.0);
  let flow = max(discharge, -(least * least * least) / GRAVITY);
  // c² (invariant + 2c) = g q: by Newton from above, where it is convex
  var c = cubeRoot(GRAVITY * max(0.0, flow)) + max(0.0, -invariant);
  for (var turn = 0; turn < 30; turn++) {
    let slope = 2.0 * c * (invariant + 3.0 * c);
    if (slope <= 0.0) { break; }
    let next = max(least, c - (c * c * (invariant + 2.0 * c) - GRAVITY * flow) / slope);
    if (c - next <= 1e-7 * c) { break; }
    c = next;
  }
  let depth = c * c / GRAVITY;
  if (depth <= 0.0) { return Edge(0.0, 0.0); }
  return Edge(depth, flow / depth);
}
`

/** What changes the water of single cells between two steps. The module declares `fastest` and `booked`. */
export const POUR = /* wgsl */ `
struct Booked { inQuanta: i32, inRest: f32, outQuanta: i32, outRest: f32 }

// Adds to the depth of a cell, or takes what is there at most; answers what was added.
fn pour(water: ptr<function, vec4f>, depth: f32) -> f32 {
  let total = (*water).w + depth;
  let quanta = round(total * PER_QUANTUM) * QUANTUM;
  let h = (*water).x + quanta;
  let rest = total - quanta;
  if (h + rest < 0.0) {
    let had = (*water).x + (*water).w;
    (*water).x = 0.0;
    (*water).w = 0.0;
    return -had;
  }
  (*water).x = h;
  (*water).w = rest;
  return depth;
}

// The same with the motion it has: water comes up at rest and goes down as it runs.
fn draw(water: ptr<function, vec4f>, depth: f32) -> f32 {
  let had = (*water).x + (*water).w;
  let added = pour(water, depth);
  if (added < 0.0 && had > 0.0) {
    let left = max(0.0, (had + added) / had);
    (*water).y *= left;
    (*water).z *= left;
  }
  return added;
}

// The water of this cell was changed: it counts for the next step.
fn touch(water: vec4f) {
  let most = max(abs(water.y), abs(water.z)) * perDepth(water.x) + sqrt(GRAVITY * water.x);
  if (water.x > 0.0) { atomicMax(&fastest, bitcast<u32>(most)); }
}

fn book(n: u32, added: f32) {
  let isIn = added > 0.0;
  let total = abs(added) + select(booked[n].outRest, booked[n].inRest, isIn);
  let quanta = round(total * PER_QUANTUM);
  let rest = total - quanta * QUANTUM;
  if (isIn) {
    booked[n].inQuanta += i32(quanta);
    booked[n].inRest = rest;
  } else {
    booked[n].outQuanta += i32(quanta);
    booked[n].outRest = rest;
  }
}
`
