import { COURANT, DRY, GRAVITY, QUANTUM, THIN } from '../grid.ts'

/** Cells around the grid, dry and between walls, so that no pass asks where the grid ends. */
export const MARGIN = 2
/** Rise of the bed that stands for a wall [m]. */
export const WALL = 1e30
/** … and for an open edge. */
export const EDGE = 1e20
/** Manning's n that stands for no cell. */
export const NO_CELL = -1
/** Cells of a workgroup, each way. */
export const TILE = 16
/** Invocations of a workgroup of the passes that have no tiles. */
export const TEAM = 256
/** The device counts time in whole ticks, so that a million short steps add up to the last bit; ticks in a second. */
export const TICKS = 2 ** 20
/** What the shaders know of grid.ts; bit patterns are written out because a shader has no powers of two. */
export const CONSTANTS = /* wgsl */ `
const GRAVITY = ${GRAVITY}f;
const QUANTUM = ${QUANTUM}f;
const PER_QUANTUM = ${1 / QUANTUM}f;
const DRY = ${DRY}f;
const THIN = ${THIN}f;
const COURANT = ${COURANT}f;
const TICK = ${1 / TICKS}f;
const PER_TICK = ${TICKS}f;
// a rise beyond it is a wall, and between both an open edge [m]
const CLOSED = 1e9f;
const OPEN_BELOW = 1e25f;
const MARGIN = ${MARGIN}u;

override COLUMNS: u32;
override ROWS: u32;
override STRIDE: u32;
override SIZE: f32;
`

/** Words of the clock [4 bytes each]. */
export const CLOCK_WORDS = 13

/**
 * How time goes on within the steps that are submitted together: ticks since their first one, where they end, the longest
 * step that rain and sources bear; the step [s] and its middle [s since their first one]; steps done; 1 when a step was
 * no number; rain everywhere [m/s], or 1 = by cell; ticks at the last look for what is worst; time of the first tick [s];
 * beginning of the step [s since the first tick]; from the look before to the last one [s].
 */
export const CLOCK = /* wgsl */ `
struct Clock {
  ticks: u32, last: u32, longest: u32, steps: u32, dt: f32, middle: f32, failed: u32, isField: u32, rain: f32, looked: u32, began: f32,
  before: f32, since: f32,
}
`

/** How fast a film runs, and Manning's friction (reference.ts). */
export const FRICTION = /* wgsl */ `
fn perDepth(h: f32) -> f32 { return h / max(h * h, THIN * THIN); }

// x^(-1/3) of a positive number
fn inverseRoot3(x: f32) -> f32 {
  var y = bitcast<f32>(0x54A21D2A - i32(f32(bitcast<i32>(x)) * 0.33333334));
  let c = x * 0.33333334;
  y = y * (1.3333334 - c * (y * (y * y)));
  y = y * (1.3333334 - c * (y * (y * y)));
  return y;
}

// ‘a’ of the implicit step |q'| (1 + a |q'|) = |q|; drag = g times the step
fn slowing(h: f32, rough: f32, drag: f32) -> f32 {
  let inv = 1.0 / h;
  return drag * (rough * rough) * ((inv * inv) * inverseRoot3(h));
}

// What friction leaves of a discharge q, 0 of a film that is none.
fn friction(q: f32, h: f32, rough: f32, drag: f32) -> f32 {
  if (h <= DRY) { return 0.0; }
  return 2.0 / (1.0 + sqrt(1.0 + 4.0 * slowing(h, rough, drag) * q));
}
`
