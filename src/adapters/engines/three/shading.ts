import { Color, DataTexture, Vector3, Vector4 } from 'three'

/** Texels in a row of the state texture: 16,000,000 gids need 3,907 rows, below every engine's limit of 8,192. */
export const ROW = 4096

/** What every material of a scene shares: changing a value here changes them all at the next frame. */
export interface Shared {
  readonly u_state: { value: DataTexture }
  readonly u_isPainted: { value: boolean }
  readonly u_background: { value: Color }
  /** [m] */
  readonly u_haze: { value: number }
  readonly u_glow: { value: number }
  /** radius that far assets gain [px] */
  readonly u_growth: { value: number }
  /** width of the light around assets [px] */
  readonly u_halo: { value: number }
  /** [m] of a pixel at a distance of 1 m */
  readonly u_pixel: { value: number }
  /** normal and offset of the cut: what has a positive distance is taken away */
  readonly u_cut: { value: Vector4 }
  readonly u_isCut: { value: boolean }
  readonly u_cutEast: { value: Vector3 }
  readonly u_cutUp: { value: Vector3 }
}

export function createShared(): Shared {
  return {
    u_state: { value: new DataTexture(new Uint8Array(4), 1, 1) },
    u_isPainted: { value: false },
    u_background: { value: new Color() },
    u_haze: { value: 1e6 },
    u_glow: { value: 0 },
    u_growth: { value: 0 },
    u_halo: { value: 0 },
    u_pixel: { value: 0.001 },
    u_cut: { value: new Vector4(0, 0, 1, 0) },
    u_isCut: { value: false },
    u_cutEast: { value: new Vector3(1, 0, 0) },
    u_cutUp: { value: new Vector3(0, 0, 1) },
  }
}

/** Fragment code: the cut, and the haze into the background. Needs `vWorld`. */
export const HAZE_AND_CUT = `
uniform vec3 u_background;
uniform float u_haze;
uniform vec4 u_cut;
uniform bool u_isCut;
float beyondCut() { return u_isCut ? dot(u_cut.xyz, vWorld) + u_cut.w : -1.0; }
vec3 hazed(vec3 color) {
  float reach = distance(vWorld, cameraPosition) / u_haze;
  return mix(color, u_background, 1.0 - exp(-reach * reach));
}`

/**
 * A light that travels with the eye, from its upper left: solids read the same from above, below and inside a gallery,
 * where a sun would leave them black.
 */
export const LIGHT = `
float lamp(vec3 normal) { return 0.72 + 0.28 * max(dot(normal, normalize(vec3(-0.35, 0.6, 0.7))), 0.0); }`
