import { CustomBlending, MaxEquation, Mesh, OneFactor, ShaderMaterial } from 'three'
import { HAZE_AND_CUT, ROW, type Shared } from './shading.ts'
import { GROW } from './solid-material.ts'

/** light over the middle of a pipe, 0…1; it fades towards the rim */
const LIGHT = '0.75'
/** no wider than this around a pipe [m]: those of a street lie a few metres apart, and each keeps its colour from afar */
const WIDEST = '3.0'

const VERTEX = `
uniform float u_growth;
uniform float u_halo;
uniform float u_pixel;
attribute float _gid;
varying vec3 vWorld;
varying vec3 vNormal;
flat varying int vGid;
void main() {
  vec4 world = modelMatrix * vec4(position, 1.0);
  vec3 outward = normalize(mat3(modelMatrix) * normal);
  vGid = int(_gid + 0.5);
  ${GROW}
  world.xyz += outward * min(away * u_pixel * u_halo, ${WIDEST});
  vWorld = world.xyz;
  vNormal = mat3(viewMatrix) * outward;
  gl_Position = projectionMatrix * viewMatrix * world;
}`

const FRAGMENT = `
uniform sampler2D u_state;
uniform bool u_isPainted;
varying vec3 vWorld;
varying vec3 vNormal;
flat varying int vGid;
${HAZE_AND_CUT}
void main() {
  vec4 state = u_isPainted ? texelFetch(u_state, ivec2(vGid % ${ROW}, vGid / ${ROW}), 0) : vec4(0.0);
  if (state.a == 0.0 || beyondCut() > 0.0) discard;
  float reach = distance(vWorld, cameraPosition) / u_haze;
  float middle = normalize(vNormal).z;
  gl_FragColor = vec4(state.rgb * ${LIGHT} * pow(max(middle, 0.0), 3.0) * exp(-reach * reach), 1.0);
}`

/**
 * Light around what shines of its own, in its own colour: a wider shell of the same mesh. Where several meet the
 * brightest is seen: added up, the pipes of a street became one white band in the overview.
 */
export function haloMaterial(shared: Shared): ShaderMaterial {
  return new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: { ...shared },
    blending: CustomBlending,
    blendEquation: MaxEquation,
    blendSrc: OneFactor,
    blendDst: OneFactor,
    transparent: true,
    depthWrite: false,
  })
}

/** The halo of a mesh, drawn while the material is visible; no ray meets it. */
export function addHalo(mesh: Mesh, material: ShaderMaterial): void {
  const halo = new Mesh(mesh.geometry, material)
  halo.raycast = () => {}
  mesh.add(halo)
}
