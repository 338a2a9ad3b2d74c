import {
  BlendingState,
  BoundingSphere,
  Cartesian2,
  Cartesian3,
  type Context,
  DrawCommand,
  Ellipsoid,
  type FrameState,
  Matrix4,
  Pass,
  PrimitiveType,
  RenderState,
  type Scene,
  ShaderProgram,
} from 'cesium'
import type { WaterGrid } from '../../../../ports/scene.ts'
import type { Frame } from '../frame.ts'
import { ATTRIBUTES, blockMeshes, STRIDES } from './block-mesh.ts'
import { FRAGMENT, VERTEX } from './shader.ts'
import { BLOCK, type Blocks, firstCell } from './texels.ts'

/** pixels that one square of a block may be wide before nearer squares are taken */
const SQUARE_PIXELS = 1.5
/** [rad] of a frustum that tells none */
const FOVY = Math.PI / 3

type Uniforms = Readonly<Record<string, () => unknown>>

/** Where a block lies, in the engine's metres. */
interface Place {
  readonly middle: Cartesian3
  readonly up: Cartesian3
  readonly matrix: Matrix4
  /** south-west, south-east, north-west, north-east at H = 0, from the middle */
  readonly corners: readonly [Cartesian3, Cartesian3, Cartesian3, Cartesian3]
  readonly width: number
}

/** A block as it is drawn; its place never changes, its water and its squares do. */
interface DrawnBlock {
  readonly place: Place
  readonly command: DrawCommand
  stride: number
}

/** The blocks of a grid in the engine's context. */
export interface BlockCommands {
  /** draws the blocks with water. @param deepest  `Texels.deepest` */
  draw(state: FrameState, deepest: Uint16Array): void
  destroy(): void
}

/** @param common  uniforms that are the same for all blocks: textures, time, colours */
export function createBlockCommands(
  { scene, context, frame }: { readonly scene: Scene; readonly context: Context; readonly frame: Frame },
  grid: WaterGrid,
  blocks: Blocks,
  common: Uniforms,
): BlockCommands {
  const meshes = blockMeshes(context)
  const [nearest] = meshes
  if (!nearest) throw new Error('createBlockCommands: no mesh')
  const shaderProgram = ShaderProgram.fromCache({
    context,
    vertexShaderSource: VERTEX,
    fragmentShaderSource: FRAGMENT,
    attributeLocations: ATTRIBUTES,
  })
  const renderState = RenderState.fromCache({
    depthTest: { enabled: true },
    depthMask: false,
    cull: { enabled: false },
    blending: BlendingState.ALPHA_BLEND,
  })
  const cells = new Cartesian2(grid.columns, grid.rows)
  const drawn: (DrawnBlock | undefined)[] = []

  const make = (number: number): DrawnBlock => {
    const place = placeOf(number, grid, blocks, frame)
    const [southWest, southEast, northWest, northEast] = place.corners
    const at = new Cartesian3(firstCell(number % blocks.across), firstCell(Math.floor(number / blocks.across)), 1)
    const base = blocks.lowest[number] ?? 0
    const block: DrawnBlock = {
      place,
      stride: 1,
      command: new DrawCommand({
        boundingVolume: sphereOf(place, blocks, number, 0),
        modelMatrix: place.matrix,
        primitiveType: PrimitiveType.TRIANGLES,
        vertexArray: nearest,
        shaderProgram,
        renderState,
        pass: Pass.TRANSLUCENT,
        owner: drawn,
        uniformMap: {
          ...common,
          u_cells: () => cells,
          u_block: () => {
            at.z = block.stride
            return at
          },
          u_southWest: () => southWest,
          u_southEast: () => southEast,
          u_northWest: () => northWest,
          u_northEast: () => northEast,
          u_up: () => place.up,
          u_base: () => base,
          u_size: () => place.width / BLOCK,
        },
      }),
    }
    return block
  }
  return {
    draw({ camera, commandList }, deepest) {
      const perPixel = (2 * Math.tan((camera.frustum.fovy ?? FOVY) / 2)) / Math.max(1, scene.drawingBufferHeight)
      deepest.forEach((depth, number) => {
        if (depth === 0) return
        drawn[number] ??= make(number)
        const block = drawn[number]
        if (!block) return
        const sphere = sphereOf(block.place, blocks, number, depth / 1000)
        const away = Math.max(0, Cartesian3.distance(camera.positionWC, sphere.center) - sphere.radius)
        const widest = (away * perPixel * SQUARE_PIXELS * BLOCK) / block.place.width
        const level = Math.max(
          0,
          STRIDES.findLastIndex((stride) => stride <= widest),
        )
        block.stride = STRIDES[level] ?? 1
        block.command.vertexArray = meshes[level] ?? nearest
        block.command.boundingVolume = sphere
        commandList.push(block.command)
      })
    },
    destroy() {
      for (const mesh of meshes) mesh.destroy()
      shaderProgram.destroy()
    },
  }
}

function placeOf(number: number, { place }: WaterGrid, { across }: Blocks, frame: Frame): Place {
  // corners of the mesh stand in the middle of cells
  const [column, row] = [firstCell(number % across) + 0.5, firstCell(Math.floor(number / across)) + 0.5]
  const at = (east: number, north: number) => frame.toEngine({ ...place(column + east, row + north), height: 0 })
  const middle = at(BLOCK / 2, BLOCK / 2)
  const corner = (east: number, north: number) => Cartesian3.subtract(at(east, north), middle, new Cartesian3())
  const corners = [corner(0, 0), corner(BLOCK, 0), corner(0, BLOCK), corner(BLOCK, BLOCK)] as const
  return {
    middle,
    up: Ellipsoid.WGS84.geodeticSurfaceNormal(middle, new Cartesian3()),
    matrix: Matrix4.fromTranslation(middle),
    corners,
    width: Cartesian3.distance(corners[0], corners[1]),
  }
}

/** @param depth  of the deepest water on the block [m] */
function sphereOf({ middle, up, corners }: Place, { lowest, highest }: Blocks, number: number, depth: number) {
  const [bottom, top] = [lowest[number] ?? 0, (highest[number] ?? 0) + depth]
  const rise = Cartesian3.multiplyByScalar(up, (bottom + top) / 2, new Cartesian3())
  const flat = Math.max(...corners.map((corner) => Cartesian3.magnitude(corner)))
  return new BoundingSphere(Cartesian3.add(middle, rise, new Cartesian3()), Math.hypot(flat, (top - bottom) / 2))
}
