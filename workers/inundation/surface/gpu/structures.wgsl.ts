import { FREE, RAMP, WEIR } from '../../acts/structures/bridge.ts'
import { ROWS } from '../../acts/structures/culvert.ts'
import { CLOCK, CONSTANTS, FRICTION, TEAM } from './constants.ts'
import { LAWS, PLACES } from './parts.ts'
import { EDGE_STATE, POUR } from './pour.wgsl.ts'

/**
 * By what law water passes, as laws.ts, culvert.ts, barrel.ts and rating.ts say it. Levels count from the datum of their part,
 * so that float32 is as exact on a mountain as at the sea.
 */
const LAW = /* wgsl */ `
fn weir(high: f32, low: f32, crest: f32, width: f32, coefficient: f32) -> f32 {
  let head = high - crest;
  if (head <= 0.0) { return 0.0; }
  let drowned = max(0.0, low - crest) / head;
  let free = 1.0 - drowned * sqrt(drowned);
  if (free <= 0.0) { return 0.0; }
  return coefficient * width * head * sqrt(head) * pow(free, 0.385);
}

fn opening(high: f32, low: f32, sill: f32, height: f32, width: f32, coefficient: f32) -> f32 {
  let head = high - sill;
  if (head <= 0.0) { return 0.0; }
  let filled = min(height, head);
  return coefficient * width * filled * sqrt(2.0 * GRAVITY * max(0.0, head - max(low - sill, filled / 2.0)));
}

// Linear between rows of rising first numbers; the last one beyond them.
fn interpolated(first: u32, count: u32, wanted: f32) -> f32 {
  var low = 0u;
  var high = count - 1u;
  if (wanted >= tables[first + 2u * high]) { return tables[first + 2u * high + 1u]; }
  while (high - low > 1u) {
    let middle = (low + high) / 2u;
    if (tables[first + 2u * middle] > wanted) { high = middle; } else { low = middle; }
  }
  let l = first + 2u * low;
  let h = first + 2u * high;
  return tables[l + 1u] + (tables[h + 1u] - tables[l + 1u]) * (wanted - tables[l]) / (tables[h] - tables[l]);
}

// Arc cosine to 2e-8 (Abramowitz and Stegun 4.4.46); WGSL promises its own to 7e-5 only.
fn arcCosine(x: f32) -> f32 {
  let y = abs(x);
  let p = 1.5707963050 + y * (-0.2145988016 + y * (0.0889789874 + y * (-0.0501743046
    + y * (0.0308918810 + y * (-0.0170881256 + y * (0.0066700901 - y * 0.0012624911))))));
  let angle = sqrt(max(0.0, 1.0 - y)) * p;
  return select(3.1415926536 - angle, angle, x >= 0.0);
}

// Area and wetted perimeter of a barrel; no width = it is a circle.
fn filledTo(height: f32, width: f32, depth: f32) -> vec2f {
  let y = clamp(depth, 0.0, height);
  if (width > 0.0) { return vec2f(width * y, width * select(1.0, 2.0, y >= height) + 2.0 * y); }
  let x = max(-1.0, 1.0 - 2.0 * y / height);
  let half = arcCosine(x);
  return vec2f(height * height * (half - x * sqrt(max(0.0, 1.0 - x * x))) / 4.0, height * half);
}

fn conveys(filled: vec2f, roughness: f32) -> f32 {
  let root = cubeRoot(filled.x / filled.y);
  return filled.x * root * root / roughness;
}

// a: inverts of both ends, length, roughness; b: entry loss, barrels, height and width of a barrel
fn culvert(part: Part, high: f32, low: f32, isForward: bool) -> f32 {
  let inlet = select(part.a.y, part.a.x, isForward);
  let outlet = select(part.a.x, part.a.y, isForward);
  let head = high - inlet;
  if (head <= 0.0 || high <= outlet) { return 0.0; }
  let most = interpolated(part.table + select(${4 * ROWS}u, ${2 * ROWS}u, isForward), ${ROWS}u, head);
  if (most <= 0.0) { return 0.0; }
  let full = conveys(filledTo(part.b.z, part.b.w, part.b.z), part.a.w);
  var carried = 0.0;
  var beyond = most;
  for (var turn = 0; turn < 32; turn++) {
    // first whether all of it passes
    let flow = select((carried + beyond) / 2.0, most, turn == 0);
    if (asked(part, flow, head, low - outlet, inlet - outlet, full) > head) {
      beyond = flow;
    } else {
      carried = flow;
      if (turn == 0) { break; }
    }
  }
  return part.b.y * carried;
}

// Headwater above the inlet's invert that a flow asks for.
fn asked(part: Part, flow: f32, head: f32, tail: f32, fall: f32, full: f32) -> f32 {
  let deep = interpolated(part.table, ${ROWS}u, flow);
  let depth = min(part.b.z, (head + max(tail, deep)) / 2.0);
  let filled = filledTo(part.b.z, part.b.w, depth);
  let speed = flow / filled.x;
  let rub = flow / min(full, conveys(filled, part.a.w));
  return max(tail, (deep + depth) / 2.0) - fall + (1.0 + part.b.x) * speed * speed / (2.0 * GRAVITY)
    + part.a.z * rub * rub;
}

// A curve is its tail, how many points it has, and those: loss of level, discharge.
fn along(curve: u32, loss: f32) -> f32 {
  let points = curve + 2u;
  let count = u32(tables[curve + 1u]);
  var next = count - 1u;
  for (var n = 1u; n < count; n++) {
    if (tables[points + 2u * n] > loss) {
      next = n;
      break;
    }
  }
  let l = points + 2u * next - 2u;
  let h = points + 2u * next;
  if (tables[h] <= tables[l]) { return tables[h + 1u]; }
  return tables[l + 1u] + (tables[h + 1u] - tables[l + 1u]) * (loss - tables[l]) / (tables[h] - tables[l]);
}

// a.x: how many curves
fn rated(part: Part, high: f32, low: f32) -> f32 {
  var lower = NONE;
  var upper = NONE;
  var curve = part.table;
  for (var n = 0u; n < u32(part.a.x); n++) {
    if (tables[curve] > low) {
      upper = curve;
      break;
    }
    lower = curve;
    curve += 2u + 2u * u32(tables[curve + 1u]);
  }
  if (lower == NONE) { lower = upper; }
  let below = along(lower, high - low);
  if (upper == NONE || upper == lower) { return below; }
  let share = (low - tables[lower]) / (tables[upper] - tables[lower]);
  return (1.0 - share) * below + share * along(upper, high - low);
}

// Discharge by the levels on both sides, positive onwards.
fn passes(part: Part, here: f32, there: f32) -> f32 {
  let isForward = here > there;
  if (here == there || (part.isOneWay != 0u && !isForward)) { return 0.0; }
  let high = max(here, there);
  let low = min(here, there);
  var flow = 0.0;
  switch part.law {
    // a: crest, width, coefficient
    case ${LAWS.weir}u: { flow = weir(high, low, part.a.x, part.a.y, part.a.z); }
    // a: sill, height that is open, width, coefficient; b: crest and coefficient of its top
    case ${LAWS.gate}u: {
      flow = opening(high, low, part.a.x, part.a.y, part.a.z, part.a.w) + weir(high, low, part.b.x, part.a.z, part.b.y);
    }
    case ${LAWS.culvert}u: { flow = culvert(part, high, low, isForward); }
    default: { flow = rated(part, high, low); }
  }
  return part.open * select(-flow, flow, isForward);
}
`

/**
 * Structures that pass water, after the step and what acts at edges, as across.ts, pair.ts, pump.ts and bridge.ts say it. One
 * workgroup does all, because those that share a cell must follow one another (`turn`).
 */
export const STRUCTURES = /* wgsl */ `
${CONSTANTS}
${CLOCK}
${FRICTION}
${EDGE_STATE}
${POUR}
${LAW}
override PARTS: u32;
override TURNS: u32;
// what is booked before that of the first part
override ENTRIES: u32;

const NONE = 0xffffffffu;
// levels closer than float32 counts are the same level
const SAME = 2.0 * QUANTUM;
// of the water of a cell no more than this leaves it in a step
const SHARE = 0.5;

// inward: of a face, 1 = its second cell lies to the east or north; beds above the datum of the part
struct Part {
  place: u32, law: u32, turn: u32, table: u32, here: u32, there: u32, isEast: u32, isOneWay: u32,
  hereBed: f32, thereBed: f32, inward: f32, open: f32, a: vec4f, b: vec4f,
}

@group(0) @binding(0) var<uniform> clock: Clock;
@group(0) @binding(1) var<storage, read> before: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> after: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> fastest: atomic<u32>;
@group(0) @binding(4) var<storage, read> parts: array<Part>;
@group(0) @binding(5) var<storage, read> tables: array<f32>;
// of pumps, 1 = it runs
@group(0) @binding(6) var<storage, read_write> running: array<u32>;
@group(0) @binding(7) var<storage, read_write> booked: array<Booked>;

// What stands on both sides when a step begins to pass: levels, and of a face the water in its cells. Laws are inlined wherever
// they are called, and some compilers take seconds for it: so there is one place that asks them.
struct Sides { here: f32, there: f32, hereEdge: Edge, thereEdge: Edge, sign: f32 }

fn beside(cell: u32, isEast: bool, inward: f32) -> Edge {
  let water = before[cell];
  return Edge(water.x, inward * select(water.z, water.y, isEast) * perDepth(water.x));
}

// Water at the face when so much flows into the cell; still water with no flow is as it is, to the last bit.
fn edgeOf(inside: Edge, flow: f32) -> Edge {
  if (flow != 0.0) { return atDischarge(flow, inside); }
  if (inside.inward == 0.0) { return inside; }
  let c = max(0.0, sqrt(GRAVITY * inside.depth) - inside.inward / 2.0);
  return Edge(c * c / GRAVITY, 0.0);
}

// What the law gives for what passes: of a face per metre of width, else the depth of a step in a cell.
fn wanted(part: Part, sides: Sides, passing: f32) -> f32 {
  let moved = sides.sign * passing;
  var here = sides.here - moved;
  var there = sides.there + moved;
  var scale = clock.dt / (SIZE * SIZE);
  if (part.place == ${PLACES.across}u) {
    here = edgeOf(sides.hereEdge, -moved).depth + part.hereBed;
    there = edgeOf(sides.thereEdge, moved).depth + part.thereBed;
    if (abs(here - there) <= SAME) { return 0.0; }
    scale = 1.0 / SIZE;
  }
  return sides.sign * passes(part, here, there) * scale;
}

// What passes is what is wanted for it, or all that may where more is wanted; what is wanted falls. By the Illinois rule.
// Positive onwards.
fn solved(part: Part, given: Sides) -> f32 {
  var sides = given;
  var low = 0.0;
  var high = 0.0;
  var above = 0.0;
  var below = 0.0;
  var passing = 0.0;
  var last = 0;
  for (var turn = 0; turn < 42; turn++) {
    let rest = wanted(part, sides, passing) - passing;
    if (turn == 0) {
      // what still water asks for says which way it goes
      if (rest == 0.0) { return 0.0; }
      if (rest < 0.0) { sides.sign = -1.0; }
      above = abs(rest);
      high = above;
      if (part.place == ${PLACES.between}u) {
        let giver = select(part.there, part.here, rest > 0.0);
        high = min(SHARE * after[giver].x, abs(sides.here - sides.there) / 2.0);
      }
      passing = high;
      continue;
    }
    if (turn == 1) {
      if (rest >= 0.0) { break; }
      below = -rest;
    } else if (abs(rest) <= 1e-7 * passing) {
      break;
    } else if (rest > 0.0) {
      low = passing;
      above = rest;
      if (last > 0) { below /= 2.0; }
      last = 1;
    } else {
      high = passing;
      below = -rest;
      if (last < 0) { above /= 2.0; }
      last = -1;
    }
    if (high - low <= 1e-6 * high) { break; }
    passing = low + (high - low) * above / (above + below);
  }
  return sides.sign * passing;
}

fn change(cell: u32, depth: f32) {
  var water = after[cell];
  pour(&water, depth);
  after[cell] = water;
  touch(water);
}

// The momentum that passes an edge of a cell.
fn push(part: Part, cell: u32, inward: f32, inside: Edge, edge: Edge) {
  let pushed = edge.depth * edge.inward * edge.inward
    + (GRAVITY * 0.5) * (edge.depth - inside.depth) * (edge.depth + inside.depth);
  let momentum = inward * pushed * clock.dt / SIZE;
  var water = after[cell];
  if (momentum == 0.0) { return; }
  atomicMax(&fastest, bitcast<u32>(abs(edge.inward) + sqrt(GRAVITY * edge.depth)));
  if (water.x <= DRY) { return; }
  water += select(vec4f(0.0, 0.0, momentum, 0.0), vec4f(0.0, momentum, 0.0, 0.0), part.isEast != 0u);
  after[cell] = water;
  touch(water);
}

fn passAcross(part: Part, sides: Sides, asks: f32) {
  let giver = select(part.there, part.here, asks > 0.0);
  let passed = min(abs(asks) * clock.dt / SIZE, SHARE * after[giver].x);
  let flow = sign(asks) * passed * SIZE / clock.dt;
  if (passed > 0.0) {
    change(giver, -passed);
    change(select(part.here, part.there, asks > 0.0), passed);
  }
  push(part, part.here, -part.inward, sides.hereEdge, edgeOf(sides.hereEdge, -flow));
  push(part, part.there, part.inward, sides.thereEdge, edgeOf(sides.thereEdge, flow));
}

// Takes from a cell with the motion it has; answers what was taken.
fn takeFrom(cell: u32, depth: f32) -> f32 {
  var water = after[cell];
  let taken = -draw(&water, -depth);
  after[cell] = water;
  touch(water);
  return taken;
}

fn passByLaw(part: Part) {
  var sides = Sides(0.0, 0.0, Edge(0.0, 0.0), Edge(0.0, 0.0), 1.0);
  if (part.place == ${PLACES.across}u) {
    sides.hereEdge = beside(part.here, part.isEast != 0u, -part.inward);
    sides.thereEdge = beside(part.there, part.isEast != 0u, part.inward);
    if (sides.hereEdge.depth <= 0.0 && sides.thereEdge.depth <= 0.0) { return; }
  } else {
    sides.here = part.hereBed + after[part.here].x;
    sides.there = part.thereBed + after[part.there].x;
    if (abs(sides.here - sides.there) <= SAME) { return; }
  }
  let asks = solved(part, sides);
  if (part.place == ${PLACES.across}u) {
    passAcross(part, sides, asks);
  } else if (asks != 0.0) {
    let giver = select(part.there, part.here, asks > 0.0);
    change(select(part.here, part.there, asks > 0.0), takeFrom(giver, abs(asks)));
  }
}

// a: levels at which it starts and stops, and that it lifts to; a.w: points of its curve
fn runPump(part: Part, n: u32) {
  let level = part.hereBed + after[part.here].x;
  let isRunning = select(level >= part.a.x, level > part.a.y, running[n] != 0u);
  running[n] = select(0u, 1u, isRunning);
  if (!isRunning || part.open <= 0.0) { return; }
  var against = part.a.z;
  if (part.there != NONE) { against = max(against, part.thereBed + after[part.there].x); }
  let depth = part.open * lifts(part, max(0.0, against - level)) * clock.dt / (SIZE * SIZE);
  if (depth >= level - part.a.y) { running[n] = 0u; }
  let there = min(depth, min(SHARE * (level - part.hereBed), level - part.a.y));
  if (there <= 0.0) { return; }
  let taken = takeFrom(part.here, there);
  if (part.there == NONE) { book(ENTRIES + n, -taken); } else { change(part.there, taken); }
}

fn lifts(part: Part, lift: f32) -> f32 {
  let count = u32(part.a.w);
  if (count == 1u || lift <= tables[part.table]) { return tables[part.table + 1u]; }
  if (lift > tables[part.table + 2u * count - 2u]) { return 0.0; }
  return interpolated(part.table, count, lift);
}

// a: soffit, deck, loss of piers, Cd with what rubs; b: height of the opening, C over the deck, sill
fn headLoss(part: Part, flow: f32, high: f32, low: f32) -> f32 {
  let depth = high - part.b.z;
  if (depth <= 0.0) { return 0.0; }
  let speed = flow / depth;
  let piers = part.a.z * speed * speed / (2.0 * GRAVITY);
  let pressure = min(1.0, (high - part.a.x) / (${RAMP} * part.b.x));
  if (pressure <= 0.0) { return piers; }
  var least = 0.0;
  var most = 1.0;
  for (var turn = 0; turn < 20 && passesUnder(part, low, most) < flow; turn++) { most *= 2.0; }
  for (var turn = 0; turn < 32; turn++) {
    let middle = (least + most) / 2.0;
    if (passesUnder(part, low, middle) < flow) { least = middle; } else { most = middle; }
  }
  return piers + pressure * most;
}

// What passes with a loss, from the level behind it: through the opening, and over the deck as over a weir, free or drowned.
fn passesUnder(part: Part, low: f32, lost: f32) -> f32 {
  let over = max(0.0, low + lost - part.a.y);
  let through = part.a.w * part.b.x * sqrt(2.0 * GRAVITY * lost);
  return through + part.b.y * ${WEIR} * over * sqrt(min(lost, over * ${FREE}));
}

fn spanBridge(part: Part) {
  let isEast = part.isEast != 0u;
  var first = after[part.here];
  var second = after[part.there];
  let flow = (select(first.z, first.y, isEast) + select(second.z, second.y, isEast)) / 2.0;
  if (flow == 0.0) { return; }
  let here = part.hereBed + first.x;
  let there = part.thereBed + second.x;
  let high = select(there, here, flow > 0.0);
  let low = select(here, there, flow > 0.0);
  let lost = headLoss(part, abs(flow), max(high, low), low);
  // g h ΔH over two cells, by the discharge that each has
  let rest = 1.0 / (1.0 + GRAVITY * ((first.x + second.x) / 2.0) * lost * clock.dt / (2.0 * SIZE * abs(flow)));
  let slowed = select(vec4f(1.0, 1.0, rest, 1.0), vec4f(1.0, rest, 1.0, 1.0), isEast);
  if (first.x > DRY) { after[part.here] = first * slowed; }
  if (second.x > DRY) { after[part.there] = second * slowed; }
}

@compute @workgroup_size(${TEAM})
fn structures(@builtin(local_invocation_index) rank: u32) {
  for (var turn = 0u; turn < TURNS; turn++) {
    for (var n = rank; n < PARTS; n += ${TEAM}u) {
      let part = parts[n];
      if (part.turn != turn || clock.dt == 0.0) { continue; }
      switch part.place {
        case ${PLACES.pump}u: { runPump(part, n); }
        case ${PLACES.bridge}u: { spanBridge(part); }
        default: { passByLaw(part); }
      }
    }
    storageBarrier();
    workgroupBarrier();
  }
}
`
