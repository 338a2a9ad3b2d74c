import { CLOCK, CONSTANTS, FRICTION, TEAM, TILE } from './constants.ts'
import { EDGE_STATE, POUR } from './pour.wgsl.ts'
import { LOOK } from './records.wgsl.ts'

/**
 * What acts on the water between the steps, and the clock, in WGSL: acts/boundary.ts, edge-state.ts and source.ts say the
 * same. One workgroup does all, because entries of one cell must follow one another (`round`).
 */
export const ACTS = /* wgsl */ `
${CONSTANTS}
${CLOCK}
${FRICTION}
${EDGE_STATE}
${POUR}
override RULES: u32;
override ENTRIES: u32;
override ROUNDS: u32;
override GROUPS_EAST: u32;
override GROUPS_NORTH: u32;

const FREE = 0u;
const NORMAL = 1u;
const STAGE = 2u;
const DISCHARGE = 3u;
const INFLOW = 4u;
const WAVE = 5u;
const SOURCE = 6u;
const BASIN = 7u;
const NONE = 0xffffffffu;

// value and depth at the first tick, and their change in a second; both as heights above a datum of the stretch
struct Rule { kind: u32, isEast: u32, inward: f32, still: f32, value: f32, rise: f32, depth: f32, deepening: f32, slope: f32, first: u32, count: u32 }
// tilt: twice what the bed at the edge lies above that in the middle of the cell
struct Entry { cell: u32, next: u32, rule: u32, round: u32, bed: f32, roughness: f32, tilt: f32 }

@group(0) @binding(0) var<storage, read_write> clock: Clock;
@group(0) @binding(1) var<storage, read> before: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> after: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> fastest: atomic<u32>;
@group(0) @binding(4) var<storage, read_write> groups: array<u32>;
@group(0) @binding(5) var<storage, read> rules: array<Rule>;
@group(0) @binding(6) var<storage, read> entries: array<Entry>;
@group(0) @binding(7) var<storage, read_write> carried: array<vec2f>;
@group(0) @binding(8) var<storage, read_write> booked: array<Booked>;

fn critical(inside: Edge) -> Edge {
  let c = sqrt(GRAVITY * inside.depth);
  if (inside.inward <= -c) { return inside; }
  let edge = max(0.0, (2.0 * c - inside.inward) / 3.0);
  return Edge(edge * edge / GRAVITY, -edge);
}

fn atDepth(depth: f32, inside: Edge) -> Edge {
  let c = sqrt(GRAVITY * inside.depth);
  if (inside.depth > 0.0 && inside.inward <= -c) { return inside; }
  let edge = sqrt(GRAVITY * max(0.0, depth));
  let inward = min(edge, inside.inward + 2.0 * (edge - c));
  if (-inward > edge) { return critical(inside); }
  return Edge(max(0.0, depth), inward);
}

fn atRest(depth: f32, inside: Edge) -> Edge {
  let head = GRAVITY * max(0.0, depth);
  let invariant = inside.inward - 2.0 * sqrt(GRAVITY * inside.depth);
  if (invariant <= -2.0 * sqrt(head)) { return atDepth(depth, inside); }
  let most = sqrt(head * 2.0 / 3.0);
  if (invariant >= -most) { return Edge(most * most / GRAVITY, most); }
  let c = (sqrt(3.0 * head - invariant * invariant / 2.0) - invariant) / 3.0;
  return Edge(c * c / GRAVITY, min(c, invariant + 2.0 * c));
}

// Momentum and pressure that pass.
fn force(edge: Edge) -> f32 {
  return edge.depth * edge.inward * edge.inward + (GRAVITY * 0.5) * edge.depth * edge.depth;
}

fn atInflow(discharge: f32, depth: f32, inside: Edge) -> Edge {
  let drowned = atDischarge(discharge, inside);
  if (depth <= 0.0 || discharge < depth * sqrt(GRAVITY * depth)) { return drowned; }
  let fast = Edge(depth, discharge / depth);
  if (drowned.inward < sqrt(GRAVITY * drowned.depth) && force(fast) < force(drowned)) { return drowned; }
  return fast;
}

fn atWave(depth: f32, still: f32, inside: Edge) -> Edge {
  let wave = sqrt(GRAVITY * max(0.0, depth));
  let incoming = 4.0 * wave - 2.0 * sqrt(GRAVITY * max(0.0, still));
  let outgoing = inside.inward - 2.0 * sqrt(GRAVITY * inside.depth);
  let c = max(0.0, (incoming - outgoing) / 4.0);
  return Edge(c * c / GRAVITY, (incoming + outgoing) / 2.0);
}

// Into the grid through a side.
fn inwards(water: vec4f, rule: Rule) -> f32 {
  return rule.inward * select(water.z, water.y, rule.isEast != 0u);
}

// Water inside the grid at its edge, where the step lets it run on to: half a step on.
fn insideOf(entry: Entry, rule: Rule, dt: f32) -> Edge {
  let water = before[entry.cell];
  let depth = water.x;
  let flow = inwards(water, rule);
  if (entry.next == NONE) { return Edge(depth, flow * perDepth(depth)); }
  let inner = before[entry.next];
  let change = depth - inner.x;
  if (abs(change) >= 2.0 * depth) { return Edge(depth, flow * perDepth(depth)); }
  let edge = depth + change / 2.0;
  let speed = flow * perDepth(depth);
  let gain = speed - inwards(inner, rule) * perDepth(inner.x);
  let half = dt / (2.0 * SIZE);
  let ahead = edge + half * (speed * change + depth * gain);
  let moved = flow * perDepth(edge) + half * (speed * gain + GRAVITY * (change + entry.tilt));
  return Edge(max(0.0, ahead), moved * friction(ahead * abs(moved), ahead, entry.roughness, GRAVITY * dt / 2.0));
}

// Of a cell whose water is so deep.
fn conveyance(depth: f32, entry: Entry) -> f32 {
  let h = max(0.0, depth);
  let root = cubeRoot(h);
  return h * root * root / max(entry.roughness, 1e-3);
}

// Ground of its cell above the datum.
fn groundOf(entry: Entry) -> f32 { return entry.bed - entry.tilt / 2.0; }

fn edgeState(entry: Entry, rule: Rule, inside: Edge, time: f32) -> Edge {
  let value = rule.value + rule.rise * time;
  switch rule.kind {
    case NORMAL: {
      let root = cubeRoot(inside.depth);
      return Edge(inside.depth, -(root * root * sqrt(rule.slope)) / max(entry.roughness, 1e-3));
    }
    case STAGE: { return atDepth(value - entry.bed, inside); }
    case BASIN: { return atRest(value - entry.bed, inside); }
    case DISCHARGE, INFLOW: {
      let all = carried[entry.rule];
      let share = select(1.0 / f32(rule.count), conveyance(all.y - groundOf(entry), entry) / max(all.x, 1e-30), all.x > 0.0);
      let flow = value * share / SIZE;
      if (rule.kind == DISCHARGE) { return atDischarge(flow, inside); }
      return atInflow(flow, rule.depth + rule.deepening * time, inside);
    }
    case WAVE: { return atWave(value - entry.bed, rule.still - entry.bed, inside); }
    default: { return critical(inside); }
  }
}

var<workgroup> sums: array<vec2f, ${TEAM}>;
// fastest water at the edges, as the bits of a number: at the beginning of the step, and at its end
var<workgroup> speedNow: atomic<u32>;
var<workgroup> speedThen: atomic<u32>;

fn fastestAt(rank: u32, time: f32) -> u32 {
  var most = 0.0;
  for (var n = rank; n < ENTRIES; n += ${TEAM}u) {
    let entry = entries[n];
    let rule = rules[entry.rule];
    if (rule.kind == SOURCE) { continue; }
    let edge = edgeState(entry, rule, insideOf(entry, rule, 0.0), time);
    most = max(most, abs(edge.inward) + sqrt(GRAVITY * edge.depth));
  }
  return bitcast<u32>(most);
}

// Ticks that a step may take beside the fastest water.
fn borne(bits: u32, ticks: u32) -> u32 {
  if (bits == 0u) { return ticks; }
  return min(ticks, u32(min(COURANT * SIZE / bitcast<f32>(bits), 1024.0) * PER_TICK));
}

// Says how long the next step is.
@compute @workgroup_size(${TEAM})
fn prepare(@builtin(local_invocation_index) rank: u32) {
  for (var r = 0u; r < RULES; r++) {
    if (rules[r].kind != DISCHARGE && rules[r].kind != INFLOW) { continue; }
    // what all carry as they stand, and their mean level by it; then what all carry at that level
    for (var turn = 0u; turn < 2u; turn++) {
      let level = carried[r].y;
      var sum = vec2f(0.0);
      for (var n = rank; n < rules[r].count; n += ${TEAM}u) {
        let entry = entries[rules[r].first + n];
        let ground = groundOf(entry);
        let h = before[entry.cell].x;
        let carries = conveyance(select(level - ground, h, turn == 0u), entry);
        sum += carries * vec2f(1.0, ground + h);
      }
      sums[rank] = sum;
      for (var reach = ${TEAM / 2}u; reach > 0u; reach /= 2u) {
        workgroupBarrier();
        if (rank < reach) { sums[rank] += sums[rank + reach]; }
      }
      if (rank == 0u) {
        let all = sums[0];
        carried[r] = select(vec2f(all.x, level), vec2f(0.0, all.y / max(all.x, 1e-30)), turn == 0u);
      }
      storageBarrier();
      workgroupBarrier();
    }
  }
  let now = f32(clock.ticks) * TICK;
  let left = min(clock.last - clock.ticks, clock.longest);
  atomicMax(&speedNow, fastestAt(rank, now));
  workgroupBarrier();
  let bits = max(atomicLoad(&speedNow), atomicLoad(&fastest));
  var step = borne(bits, left);
  // what is given changes within the step: at its end it must bear it too
  atomicMax(&speedThen, fastestAt(rank, now + f32(step) * TICK));
  workgroupBarrier();
  if (rank != 0u) { return; }
  let later = atomicLoad(&speedThen);
  step = borne(later, step);
  // not a number, endless, or shorter than a tick
  if (left > 0u && (max(bits, later) >= 0x7f800000u || step == 0u)) {
    clock.failed = 1u;
    clock.last = clock.ticks;
    step = 0u;
  }
  groups[0] = select(0u, GROUPS_EAST, step > 0u);
  groups[1] = select(0u, GROUPS_NORTH, step > 0u);
  groups[2] = 1u;
  clock.dt = f32(step) * TICK;
  clock.middle = now + 0.5 * clock.dt;
  clock.before = now;
  clock.since = f32(clock.ticks - clock.looked) * TICK;
  if (step == 0u) { return; }
  if (clock.steps % ${LOOK}u == 0u) { clock.looked = clock.ticks; }
  clock.ticks += step;
  clock.steps += 1u;
  atomicStore(&fastest, 0u);
}

@compute @workgroup_size(${TEAM})
fn act(@builtin(local_invocation_index) rank: u32) {
  let dt = clock.dt;
  for (var turn = 0u; turn < ROUNDS; turn++) {
    for (var n = rank; n < ENTRIES; n += ${TEAM}u) {
      let entry = entries[n];
      if (entry.round != turn || dt == 0.0) { continue; }
      let rule = rules[entry.rule];
      var water = after[entry.cell];
      var added = 0.0;
      if (rule.kind == SOURCE) {
        added = draw(&water, (rule.value + rule.rise * clock.middle) * dt);
      } else {
        let inside = insideOf(entry, rule, dt);
        let edge = edgeState(entry, rule, inside, clock.middle);
        // a dry edge that nothing comes over
        if (before[entry.cell].x <= DRY && edge.depth * edge.inward <= 0.0) { continue; }
        let pushed = (edge.depth * edge.inward * edge.inward)
          + (GRAVITY * 0.5) * (edge.depth - inside.depth) * (edge.depth + inside.depth);
        let momentum = rule.inward * pushed * dt / SIZE;
        // friction slowed the cell without what passes its edge, in another depth: it is undone, and done again with it
        var q = water.yz;
        if (water.x > DRY) { q *= 1.0 + slowing(water.x, entry.roughness, dt * GRAVITY) * length(q); }
        q += select(vec2f(0.0, momentum), vec2f(momentum, 0.0), rule.isEast != 0u);
        // no more leaves than is there
        added = pour(&water, max(edge.depth * edge.inward * dt / SIZE, -water.x));
        if (water.x > DRY) {
          q *= friction(length(q), water.x, entry.roughness, dt * GRAVITY);
          water.y = q.x;
          water.z = q.y;
        }
      }
      after[entry.cell] = water;
      touch(water);
      book(n, added);
    }
    storageBarrier();
    workgroupBarrier();
  }
}

@group(0) @binding(9) var<storage, read> list: array<u32>;
@group(0) @binding(10) var<storage, read_write> amounts: array<f32>;
@group(0) @binding(11) var<storage, read_write> taken: array<vec4f>;

// Water of some cells, for whoever is not on the device.
@compute @workgroup_size(${TEAM})
fn gather(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < arrayLength(&list)) { taken[id.x] = before[list[id.x]]; }
}

// Adds to cells, each named once; what was added stands in the place of what was asked for.
@compute @workgroup_size(${TEAM})
fn scatter(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&list)) { return; }
  var water = after[list[id.x]];
  amounts[id.x] = draw(&water, amounts[id.x]);
  after[list[id.x]] = water;
  touch(water);
}

@group(0) @binding(12) var<storage, read_write> volumes: array<vec4i>;
var<workgroup> low: atomic<i32>;
var<workgroup> high: atomic<i32>;
var<workgroup> rests: atomic<i32>;

// Depths of each workgroup's cells in whole quanta, in two parts that cannot run over, and what is less in 2⁻⁴³ m.
@compute @workgroup_size(${TILE}, ${TILE})
fn volume(@builtin(global_invocation_id) id: vec3u, @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) rank: u32) {
  if (id.x < COLUMNS && id.y < ROWS) {
    let water = before[(id.y + MARGIN) * STRIDE + id.x + MARGIN];
    let quanta = u32(water.x * PER_QUANTUM);
    atomicAdd(&low, i32(quanta & 0xffffu));
    atomicAdd(&high, i32(quanta >> 16u));
    atomicAdd(&rests, i32(round(water.w * (PER_QUANTUM * 8388608.0))));
  }
  workgroupBarrier();
  if (rank == 0u) {
    volumes[group.y * GROUPS_EAST + group.x] = vec4i(atomicLoad(&low), atomicLoad(&high), atomicLoad(&rests), 0);
  }
}
`
