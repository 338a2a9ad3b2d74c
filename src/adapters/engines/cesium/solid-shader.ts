import {
  Cartesian4,
  CustomShader,
  CustomShaderTranslucencyMode,
  LightingModel,
  PixelDatatype,
  PixelFormat,
  TextureMagnificationFilter,
  TextureMinificationFilter,
  TextureUniform,
  UniformType,
} from 'cesium'
import type { AssetPaint } from '../../../ports/scene.ts'

/** Texels in a row of the state texture: 16,000,000 gids need 3,907 rows, below every engine's limit of 8,192. */
const ROW = 4096

type Rgba = readonly [red: number, green: number, blue: number, alpha: number]

/**
 * A light that travels with the eye, from its upper left: solids read the same from above, below and inside a gallery,
 * where a sun would leave them black. Colours are given as on screen and the engine wants them linear: hence the 2.2.
 */
const LIGHT =
  'float light = 0.72 + 0.28 * max(dot(fsInput.attributes.normalEC, normalize(vec3(-0.35, 0.6, 0.7))), 0.0);'

/**
 * From 150 m on, solids grow so that a pipe is never thinner than about 1.6 px and the network reads from afar; nearer,
 * every diameter is true. `scale` undoes the quantisation of the tile's positions. Under a closed ground nothing grows:
 * swollen wells would stand out of the street.
 */
const GROW = `void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
      float away = -(czm_modelView * vec4(vsInput.attributes.positionMC, 1.0)).z;
      float scale = length((czm_modelView * vec4(1.0, 0.0, 0.0, 0.0)).xyz);
      float metres = max(away - 150.0, 0.0) * czm_metersPerPixel(vec4(0.0, 0.0, -1.0, 1.0)) * u_growth;
      vsOutput.positionMC += vsInput.attributes.normalMC * metres / scale;
    }`

/** radius that a solid gains far away, in pixels, while one looks beneath the ground */
const GROWTH = 0.8

/** opacity that is left of what stands on the ground while one looks beneath it */
const FADED = 0.4

/** Shader of tiles without identity: one colour. */
export function plainShader(color: Rgba): CustomShader {
  return new CustomShader({
    lightingModel: LightingModel.UNLIT,
    translucencyMode: translucency(color),
    uniforms: { u_color: { type: UniformType.VEC4, value: unit(color) } },
    fragmentShaderText: `void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
      ${LIGHT}
      material.diffuse = pow(u_color.rgb * light, vec3(2.2));
      material.alpha = u_color.a;
    }`,
  })
}

/** Lets translucent tiles without identity step back, or come forward again; opaque ones stay. */
export function fadePlain(shader: CustomShader, color: Rgba, isFaded: boolean): void {
  const { x, y, z, w } = unit(color)
  if (w < 1) shader.setUniform('u_color', new Cartesian4(x, y, z, isFaded ? w * FADED : w))
}

/**
 * Shader of asset tiles: the colour of `_GID` in a texture of the whole city, so that painting costs the same however
 * many tiles are loaded, and tiles that load later are right at once. Until the first paint the source's own colour.
 */
export function assetShader(color: Rgba): CustomShader {
  return new CustomShader({
    lightingModel: LightingModel.UNLIT,
    translucencyMode: translucency(color),
    uniforms: {
      u_color: { type: UniformType.VEC4, value: unit(color) },
      u_isPainted: { type: UniformType.BOOL, value: false },
      u_growth: { type: UniformType.FLOAT, value: 0 },
      u_state: { type: UniformType.SAMPLER_2D, value: stateTexture({ rgba: new Uint8Array(4) }) },
    },
    vertexShaderText: GROW,
    fragmentShaderText: `void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
      int gid = int(fsInput.attributes.gid + 0.5);
      vec4 state = u_isPainted ? texelFetch(u_state, ivec2(gid % ${ROW}, gid / ${ROW}), 0) : vec4(u_color.rgb, 1.0);
      if (state.a == 0.0) discard;
      ${LIGHT}
      material.diffuse = pow(state.rgb * light, vec3(2.2));
      material.alpha = state.a * u_color.a;
    }`,
  })
}

/** Lets far solids grow while the ground is open; with the ground closed every size is true at any distance. */
export function growAsset(shader: CustomShader, isOpen: boolean): void {
  shader.setUniform('u_growth', isOpen ? GROWTH : 0)
}

/** Copies a paint into the shader's texture. */
export function applyPaint(shader: CustomShader, paint: AssetPaint): void {
  shader.setUniform('u_state', stateTexture(paint))
  shader.setUniform('u_isPainted', true)
}

function stateTexture({ rgba }: AssetPaint): TextureUniform {
  const height = Math.max(1, Math.ceil(rgba.length / 4 / ROW))
  const typedArray = new Uint8Array(ROW * height * 4)
  typedArray.set(rgba)
  return new TextureUniform({
    typedArray,
    width: ROW,
    height,
    repeat: false,
    pixelFormat: PixelFormat.RGBA,
    pixelDatatype: PixelDatatype.UNSIGNED_BYTE,
    minificationFilter: TextureMinificationFilter.NEAREST,
    magnificationFilter: TextureMagnificationFilter.NEAREST,
  })
}

function translucency(color: Rgba): CustomShaderTranslucencyMode {
  return color[3] < 255 ? CustomShaderTranslucencyMode.TRANSLUCENT : CustomShaderTranslucencyMode.OPAQUE
}

function unit(color: Rgba): Cartesian4 {
  return new Cartesian4(color[0] / 255, color[1] / 255, color[2] / 255, color[3] / 255)
}
