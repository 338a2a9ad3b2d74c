import { ShaderMaterial, Vector4 } from 'three'
import type { Rgba } from '../../../ports/scene.ts'
import { HAZE_AND_CUT, LIGHT, ROW, type Shared } from './shading.ts'

/** from here on solids grow with distance [m]; nearer, every diameter is true */
const TRUE_UNTIL = 150

/** Vertex code: `world` gains radius with its distance `away` from the eye. */
export const GROW = `
  float away = -(viewMatrix * world).z;
  world.xyz += outward * max(away - ${TRUE_UNTIL}.0, 0.0) * u_pixel * u_growth;`

const VERTEX = `
uniform float u_growth;
uniform float u_pixel;
varying vec3 vWorld;
varying vec3 vNormal;
#ifdef PAINTED
attribute float _gid;
flat varying int vGid;
#endif
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vec3 outward = normalize(mat3(modelMatrix) * normal);
#ifdef PAINTED
  vGid = int(_gid + 0.5);
  ${GROW}
#endif
  vWorld = world.xyz;
  vNormal = mat3(viewMatrix) * outward;
  gl_Position = projectionMatrix * viewMatrix * world;
}`

const FRAGMENT = `
uniform vec4 u_color;
uniform float u_glow;
varying vec3 vWorld;
varying vec3 vNormal;
#ifdef PAINTED
uniform sampler2D u_state;
uniform bool u_isPainted;
flat varying int vGid;
#endif
${HAZE_AND_CUT}
${LIGHT}
void main() {
  vec4 state = vec4(u_color.rgb, 1.0);
#ifdef PAINTED
  if (u_isPainted) state = texelFetch(u_state, ivec2(vGid % ${ROW}, vGid / ${ROW}), 0);
  if (state.a == 0.0) discard;
#endif
  if (beyondCut() > 0.0) discard;
  vec3 normal = normalize(vNormal);
  float facing = abs(normal.z);
#ifdef PAINTED
  vec3 lit = state.rgb * mix(lamp(normal), 0.82 + 0.3 * facing, u_glow);
  lit += u_glow * state.rgb * 0.22;
#else
  vec3 lit = state.rgb * lamp(normal);
#endif
  gl_FragColor = vec4(hazed(lit), u_color.a);
}`

/** Material of tiles: with `isPainted` the colour of each `_GID` comes from the state texture, else it is one colour. */
export function solidMaterial(shared: Shared, color: Rgba, isPainted: boolean): ShaderMaterial {
  const [red, green, blue, alpha] = color.map((value) => value / 255)
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: { ...shared, u_color: { value: new Vector4(red, green, blue, alpha) } },
    defines: isPainted ? { PAINTED: '' } : {},
    transparent: color[3] < 255,
    depthWrite: color[3] === 255,
  })
}

/** Lets translucent tiles step back while one looks beneath the ground. */
export function setOpacity(material: ShaderMaterial, alpha: number): void {
  const color: unknown = material.uniforms.u_color?.value
  if (color instanceof Vector4 && material.transparent) color.w = alpha
}
