import { MOST_WATER_STEPS } from '../../../../ports/scene.ts'
import { BLOCK, NOWHERE } from './texels.ts'

/**
 * Lays a corner of a block on the water. It stands for the cell it lies on, or from afar for `stride` × `stride` cells:
 * their mean level and their greatest depth, so that nothing wet is lost by distance. A dry one takes mean level and
 * mean depth of the wet ones beside it.
 *
 * Where `v_shore` passes 0 the water ends. It is above 0 in the middle of a wet cell and below in that of a dry one, by how
 * many of the cells around are wet, which rounds the steps of the cells; and lower where the bed rises steeply out of
 * the water, so that the edge moves to where the level meets the bed. A straight edge stays within a sixth of a cell
 * of the border of its cells.
 *
 * All of it comes nearer to the eye by what the drawn ground may be off (two pixels by the engine's rule), so that the
 * ground's triangles do not break through a hand's breadth of water. That moves no point on the picture.
 */
export const VERTEX = `
in vec2 place;
uniform highp sampler2D u_bed;
uniform highp sampler2D u_water;
uniform vec2 u_cells;
uniform vec3 u_block;
uniform vec3 u_southWest;
uniform vec3 u_southEast;
uniform vec3 u_northWest;
uniform vec3 u_northEast;
uniform vec3 u_up;
uniform float u_base;
uniform bool u_isTinted;
out float v_shore;
out float v_depth;
out float v_tint;
out vec2 v_flow;
out vec2 v_cell;

// of what lies around one cell that is wet, weighted 4, 2, 1 by nearness
float wetness = 0.0;
float count = 0.0;
float level = 0.0;
float depths = 0.0;
float deepest = 0.0;
vec2 upper = vec2(0.0);

void gather(ivec2 from, ivec2 to, ivec2 middle) {
  ivec2 low = max(from, ivec2(0));
  ivec2 high = min(to, ivec2(u_cells));
  for (int y = low.y; y < high.y; y++) {
    for (int x = low.x; x < high.x; x++) {
      vec4 texel = floor(texelFetch(u_water, ivec2(x, y), 0) * 255.0 + 0.5);
      float depth = (texel.r + 256.0 * texel.g) * 0.001;
      float bed = texelFetch(u_bed, ivec2(x, y), 0).r;
      if (depth == 0.0 || bed <= ${NOWHERE}.0) continue;
      vec2 nearness = 2.0 - abs(vec2(x, y) - vec2(middle));
      wetness += max(nearness.x, 0.0) * max(nearness.y, 0.0) / 16.0;
      count += 1.0;
      level += bed + depth;
      depths += depth;
      if (depth > deepest) {
        deepest = depth;
        upper = texel.ba;
      }
    }
  }
}

void main() {
  int stride = int(u_block.z);
  ivec2 cell = ivec2(u_block.xy) + ivec2(place) * stride;
  ivec2 from = cell - ivec2(stride / 2);
  gather(from, from + ivec2(stride), cell);
  bool isWet = count > 0.0;
  float own = count > 0.0 ? level / count : 0.0;
  float ownDepth = deepest;
  vec2 ownUpper = upper;
  if (!isWet || stride == 1) {
    wetness = 0.0;
    count = 0.0;
    level = 0.0;
    depths = 0.0;
    deepest = 0.0;
    gather(from - ivec2(1), from + ivec2(stride + 1), cell);
  }
  bool isInside = all(greaterThanEqual(cell, ivec2(0))) && all(lessThan(cell, ivec2(u_cells)));
  float bed = isInside ? texelFetch(u_bed, cell, 0).r : ${NOWHERE}.0;
  bool isCell = bed > ${NOWHERE}.0;
  v_depth = isWet ? ownDepth : depths / max(count, 1.0);
  level = isWet ? own : count > 0.0 ? level / count : isCell ? bed : u_base;
  if (isWet) upper = ownUpper;
  float steepness = isCell && count > 0.0 ? clamp((bed - level) / v_depth, 0.5, 2.0) : 1.0;
  float around = stride == 1 ? 2.0 * wetness - 1.0 : 0.0;
  v_shore = isWet ? max(around, 0.3) : steepness * min(around, -0.3);
  v_tint = upper.x + 256.0 * upper.y;
  float bearing = upper.y * 6.2831853 / 256.0;
  v_flow = u_isTinted ? vec2(0.0) : upper.x * 0.05 * vec2(sin(bearing), cos(bearing));
  v_cell = vec2(cell);
  vec2 share = place * u_block.z / ${BLOCK}.0;
  vec3 ground = mix(mix(u_southWest, u_southEast, share.x), mix(u_northWest, u_northEast, share.x), share.y);
  vec4 eye = czm_modelView * vec4(ground + u_up * level, 1.0);
  float away = length(eye.xyz);
  float slant = abs(dot(eye.xyz / away, normalize(czm_normal * u_up)));
  float off = 0.2 + 2.5 * czm_metersPerPixel(eye);
  eye.xyz *= 1.0 - min(off / max(slant, 0.2), 0.3 * away) / away;
  gl_Position = czm_projection * eye;
}`

/**
 * The colour is that of the step, changed a little by threads that lie along the flow: short ones that move with the time
 * of the simulation and with nothing else. The last pixels before the edge are of the deepest step, so that a pale film
 * has an outline too; of a tint they are darker only, since its last step may say the contrary of what is there.
 */
export const FRAGMENT = `
in float v_shore;
in float v_depth;
in float v_tint;
in vec2 v_flow;
in vec2 v_cell;
uniform float u_size;
uniform float u_time;
uniform bool u_isTinted;
uniform float u_side;
uniform int u_steps;
uniform float u_from[${MOST_WATER_STEPS}];
uniform vec4 u_color[${MOST_WATER_STEPS}];

float grain(vec2 at) {
  vec2 cell = floor(at);
  vec2 part = smoothstep(0.0, 1.0, at - cell);
  vec4 corners = fract(sin(vec4(
    dot(cell, vec2(12.9898, 78.233)),
    dot(cell + vec2(1.0, 0.0), vec2(12.9898, 78.233)),
    dot(cell + vec2(0.0, 1.0), vec2(12.9898, 78.233)),
    dot(cell + vec2(1.0, 1.0), vec2(12.9898, 78.233)))) * 43758.5453);
  return mix(mix(corners.x, corners.y, part.x), mix(corners.z, corners.w, part.x), part.y);
}

float threads(float pixel) {
  float speed = length(v_flow);
  if (speed < 0.05) return 0.0;
  float wide = exp2(ceil(log2(max(3.0 * pixel, 0.25))));
  vec2 along = v_flow / speed;
  vec2 at = mod(v_cell * u_size / wide, 4096.0);
  float phase = fract(u_time * speed / (16.0 * wide));
  float sum = 0.0;
  float weights = 0.0;
  for (int i = -4; i <= 4; i++) {
    float weight = 1.0 + cos(6.2831853 * (float(i) / 9.0 - phase));
    sum += weight * grain(at + along * float(i) * 1.5);
    weights += weight;
  }
  return (sum / weights - 0.5) * smoothstep(0.05, 0.6, speed);
}

void main() {
  if (v_shore <= 0.0 || u_side * (gl_FragCoord.x - czm_splitPosition) < 0.0) discard;
  float value = u_isTinted ? v_tint : v_depth;
  vec4 color = vec4(0.0);
  for (int i = 0; i < ${MOST_WATER_STEPS}; i++) {
    if (i < u_steps && value >= u_from[i] * 0.9999) color = u_color[i];
  }
  if (color.a == 0.0) discard;
  vec2 pixels = fwidth(v_cell) * u_size;
  color.rgb = clamp(color.rgb * (1.0 + 0.7 * threads(max(pixels.x, pixels.y))), 0.0, 1.0);
  float edge = v_shore / max(fwidth(v_shore), 1e-4);
  vec3 outline = u_isTinted ? 0.7 * color.rgb : u_color[u_steps - 1].rgb;
  color = mix(vec4(outline, max(color.a, 0.7)), color, smoothstep(0.8, 1.8, edge));
  color.a *= smoothstep(0.0, 0.8, edge);
  out_FragColor = color;
}`
