import { ARRIVAL_DEPTHS, STANDING } from '../../../../src/domain/inundation/outcome.ts'
import { CLOCK, CONSTANTS, TILE } from './constants.ts'

/** Steps between two looks for what is worst, as in run.ts: a wave crosses less than two cells in them. */
export const LOOK = 4
/** Time of what never came [s]; a shader may take an infinity for anything. */
export const NEVER = 3e38

/** Keeps what is worse than what was, at the beginning of a step, as records.ts does. */
export const RECORDS = /* wgsl */ `
${CONSTANTS}
${CLOCK}
const LIMITS = vec4f(${ARRIVAL_DEPTHS.join(', ')});

@group(0) @binding(0) var<uniform> clock: Clock;
@group(0) @binding(1) var<storage, read> water: array<vec4f>;
// depth, speed, hazard, time that it stood
@group(0) @binding(2) var<storage, read_write> worst: array<vec4f>;
// when it was as deep as each limit
@group(0) @binding(3) var<storage, read_write> arrival: array<vec4f>;

@compute @workgroup_size(${TILE}, ${TILE})
fn look(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= COLUMNS || id.y >= ROWS) { return; }
  let i = (id.y + MARGIN) * STRIDE + id.x + MARGIN;
  let now = water[i];
  let h = now.x;
  if (h <= 0.0) { return; }
  let speed = sqrt(now.y * now.y + now.z * now.z) * (h / max(h * h, THIN * THIN));
  let old = worst[i];
  worst[i] = vec4f(max(old.xyz, vec3f(h, speed, h * (speed + 0.5))), old.w + select(0.0, clock.since, h >= ${STANDING}));
  let time = clock.began + clock.before;
  arrival[i] = select(arrival[i], min(arrival[i], vec4f(time)), vec4f(h) >= LIMITS);
}
`
