import { Color, DoubleSide, FrontSide, ShaderMaterial, Vector4 } from 'three'
import type { Rgba } from '../../../ports/scene.ts'
import { HAZE_AND_CUT, LIGHT, ROW, type Shared } from './shading.ts'

/** from here on solids grow with distance [m]; nearer, every diameter is true */
const TRUE_UNTIL = 150

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
  float away = -(viewMatrix * world).z;
  world.xyz += outward * max(away - ${TRUE_UNTIL}.0, 0.0) * u_pixel * u_growth;
#endif
  vWorld = world.xyz;
  vNormal = mat3(viewMatrix) * outward;
  gl_Position = projectionMatrix * viewMatrix * world;
}`

/**
 * A cut solid shows its inner sides. Where the ray to one of them passes the plane of the cut, the solid was whole
 * there: the pixel is drawn as its cut face, hatched, at the depth of the plane. So every solid is closed in its own
 * colour without a stencil, also where one lies in another.
 */
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
#ifdef CUT
uniform mat4 projectionMatrix;
uniform vec3 u_cutEast;
uniform vec3 u_cutUp;
#endif
void main() {
  vec4 state = vec4(u_color.rgb, 1.0);
#ifdef PAINTED
  if (u_isPainted) state = texelFetch(u_state, ivec2(vGid % ${ROW}, vGid / ${ROW}), 0);
  if (state.a == 0.0) discard;
#endif
  float beyond = beyondCut();
  if (beyond > 0.0) discard;
  vec3 normal = normalize(vNormal) * (gl_FrontFacing ? 1.0 : -1.0);
  float facing = abs(normal.z);
#ifdef PAINTED
  vec3 lit = state.rgb * mix(lamp(normal), 0.82 + 0.3 * facing, u_glow);
  lit += u_glow * state.rgb * 0.22;
#else
  vec3 lit = state.rgb * lamp(normal);
#endif
  gl_FragColor = vec4(hazed(lit), u_color.a);
#ifdef CUT
  gl_FragDepth = gl_FragCoord.z;
  float eye = dot(u_cut.xyz, cameraPosition) + u_cut.w;
  if (!gl_FrontFacing && eye > 0.0) {
    vec3 at = mix(cameraPosition, vWorld, eye / (eye - beyond));
    vec4 clip = projectionMatrix * viewMatrix * vec4(at, 1.0);
    gl_FragDepth = 0.5 * clip.z / clip.w + 0.5;
    float across = dot(at, u_cutEast) + dot(at, u_cutUp);
    float width = max(fwidth(across), 1e-4);
    float spacing = max(0.12, 7.0 * width);
    float line = abs(fract(across / spacing) - 0.5) * spacing;
    float hatch = 1.0 - smoothstep(width * 0.6, width * 1.6, line);
    gl_FragColor = vec4(mix(state.rgb * 0.86, state.rgb * 0.5, hatch), 1.0);
  }
#endif
}`

/** Material of tiles: with `isPainted` the colour of each `_GID` comes from the state texture, else it is one colour. */
export function solidMaterial(shared: Shared, color: Rgba, isPainted: boolean): ShaderMaterial {
  const [red, green, blue, alpha] = color.map((value) => value / 255)
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: { ...shared, u_color: { value: new Vector4(red, green, blue, alpha) } },
    defines: isPainted ? { PAINTED: '' } : {},
  })
  applyCut(material, shared.u_isCut.value)
  return material
}

/** While there is a cut, inner sides are drawn as cut faces and nothing is translucent: a face must hide what is behind. */
export function applyCut(material: ShaderMaterial, isCut: boolean): void {
  const color: unknown = material.uniforms.u_color?.value
  const isTranslucent = color instanceof Vector4 && color.w < 1
  const { CUT: _, ...defines } = material.defines
  material.defines = isCut ? { ...defines, CUT: '' } : defines
  material.side = isCut ? DoubleSide : FrontSide
  material.transparent = isTranslucent && !isCut
  material.depthWrite = !material.transparent
  material.needsUpdate = true
}

/** Lets translucent tiles step back while one looks beneath the ground. */
export function setOpacity(material: ShaderMaterial, alpha: number): void {
  const color: unknown = material.uniforms.u_color?.value
  if (color instanceof Vector4 && material.transparent) color.w = alpha
}

export function rgb([red, green, blue]: readonly [number, number, number]): Color {
  return new Color(red, green, blue)
}
