import {
  Axis,
  Cartesian2,
  Cartesian3,
  CustomShader,
  CustomShaderTranslucencyMode,
  LightingModel,
  Matrix4,
  Model,
  PixelDatatype,
  PixelFormat,
  type Scene,
  TextureMagnificationFilter,
  TextureMinificationFilter,
  TextureUniform,
  UniformType,
} from 'cesium'
import type { FieldGrid, FieldStep } from '../../../ports/scene.ts'
import type { GridMesh } from './grid-mesh.ts'

/** marks a cell without a surface: NaN does not survive every driver */
const NOWHERE = -9999

/**
 * A corner takes the mean level of the cells around it that have one, so that the surface is closed where cells meet
 * and ends level where they end. The colour is the cell's own: nothing is made up between two values.
 */
const VERTEX = `void vertexMain(VertexInput vsInput, inout czm_modelVertexOutput vsOutput) {
  ivec2 last = ivec2(u_size) - 1;
  vec2 corner = vsInput.attributes.texCoord_0 * u_size;
  float sum = 0.0;
  float count = 0.0;
  for (int i = 0; i < 4; i++) {
    ivec2 cell = clamp(ivec2(floor(corner - vec2(0.5) + vec2(float(i % 2), float(i / 2)))), ivec2(0), last);
    float level = texelFetch(u_level, cell, 0).r;
    if (level > ${NOWHERE}.0) {
      sum += level;
      count += 1.0;
    }
  }
  vsOutput.positionMC.z += count > 0.0 ? sum / count : 0.0;
}`

const FRAGMENT = `void fragmentMain(FragmentInput fsInput, inout czm_modelMaterial material) {
  ivec2 last = ivec2(u_size) - 1;
  ivec2 cell = clamp(ivec2(floor(fsInput.attributes.texCoord_0 * u_size + 1e-4)), ivec2(0), last);
  vec4 color = texelFetch(u_color, cell, 0);
  if (color.a == 0.0) discard;
  material.diffuse = pow(color.rgb, vec3(2.2));
  material.alpha = color.a;
}`

/** One sheet of a field over a grid. */
export interface FieldSurface {
  /**
   * @param values  a value a cell; NaN = outside
   * @param level   height of a cell's surface [m] above the lift, NaN = none; null = flat
   */
  update(values: Float32Array, level: Float32Array | null, steps: readonly FieldStep[]): void
  remove(): void
}

/**
 * A translucent sheet that the shader lifts and colours by two small textures: a step of a simulation is an upload of
 * 2 to 8 ms. (A Primitive with new Geometry each step took 50 to 160 ms.)
 *
 * @param mesh  of this grid; sheets over one another share it
 * @param lift  H [m] of the sheet, before `level`; tells sheets apart, so that the far one is drawn first
 */
export function createFieldSurface(
  scene: Scene,
  grid: FieldGrid,
  mesh: GridMesh,
  lift: number,
  onFailed: (detail: string) => void,
): FieldSurface {
  const { columns, rows } = grid
  const shader = new CustomShader({
    lightingModel: LightingModel.UNLIT,
    translucencyMode: CustomShaderTranslucencyMode.TRANSLUCENT,
    uniforms: {
      u_size: { type: UniformType.VEC2, value: new Cartesian2(columns, rows) },
      u_level: { type: UniformType.SAMPLER_2D, value: levelTexture(grid, null) },
      u_color: { type: UniformType.SAMPLER_2D, value: colorTexture(grid, new Float32Array(columns * rows), []) },
    },
    vertexShaderText: VERTEX,
    fragmentShaderText: FRAGMENT,
  })
  let model: Model | null = null
  let isRemoved = false
  Model.fromGltfAsync({
    // The type asks for an address, but the engine takes the bytes of a glb as well; an address would have to be fetched.
    gltf: mesh.glb,
    modelMatrix: Matrix4.multiplyByTranslation(mesh.toEngine, new Cartesian3(0, 0, lift), new Matrix4()),
    upAxis: Axis.Z,
    forwardAxis: Axis.X,
    customShader: shader,
    allowPicking: false,
    cull: false,
  } as unknown as Parameters<typeof Model.fromGltfAsync>[0]).then(
    (loaded) => {
      if (isRemoved || scene.isDestroyed()) {
        loaded.destroy()
        return
      }
      loaded.environmentMapManager.enabled = false
      model = scene.primitives.add(loaded)
      loaded.readyEvent.addEventListener(() => scene.requestRender())
      scene.requestRender()
    },
    (error: unknown) => onFailed(String(error)),
  )
  return {
    update(values, level, steps) {
      shader.setUniform('u_level', levelTexture(grid, level))
      shader.setUniform('u_color', colorTexture(grid, values, steps))
      scene.requestRender()
    },
    remove() {
      isRemoved = true
      if (model) scene.primitives.remove(model)
      shader.destroy()
    },
  }
}

/** Highest step that a value reaches; steps ascend. */
function stepOf(value: number, steps: readonly FieldStep[]): FieldStep | null {
  let reached: FieldStep | null = null
  for (const step of steps) if (value >= step.from) reached = step
  return reached
}

function colorTexture({ columns, rows }: FieldGrid, values: Float32Array, steps: readonly FieldStep[]): TextureUniform {
  const rgba = new Uint8Array(columns * rows * 4)
  values.forEach((value, cell) => {
    const step = stepOf(value, steps)
    if (step) rgba.set(step.color, 4 * cell)
  })
  return texture(rgba, columns, rows, PixelFormat.RGBA, PixelDatatype.UNSIGNED_BYTE)
}

function levelTexture({ columns, rows }: FieldGrid, level: Float32Array | null): TextureUniform {
  const heights = level
    ? level.map((height) => (Number.isNaN(height) ? NOWHERE : height))
    : new Float32Array(columns * rows)
  return texture(heights, columns, rows, PixelFormat.RED, PixelDatatype.FLOAT)
}

function texture(
  typedArray: Uint8Array | Float32Array,
  width: number,
  height: number,
  pixelFormat: PixelFormat,
  pixelDatatype: PixelDatatype,
): TextureUniform {
  return new TextureUniform({
    // the engine's type names bytes only; it uploads by `pixelDatatype`
    typedArray: typedArray as Uint8Array,
    width,
    height,
    repeat: false,
    pixelFormat,
    pixelDatatype,
    minificationFilter: TextureMinificationFilter.NEAREST,
    magnificationFilter: TextureMagnificationFilter.NEAREST,
  })
}
