import type { BoundingSphere, Cartesian3, IndexDatatype, Matrix4, PrimitiveType } from 'cesium'

/**
 * The part of the engine's own renderer that a primitive of ours draws with. The engine exports it and describes it only
 * in its source: the exact version in package.json is what these lines were read from (engine 26.3, Source/Renderer).
 */
declare module 'cesium' {
  class Context {
    private constructor()
  }

  interface FrameState {
    readonly context: Context
    readonly commandList: DrawCommand[]
    readonly passes: { readonly render: boolean }
    readonly camera: {
      readonly positionWC: Cartesian3
      /** `fovy` [rad] of a perspective frustum */
      readonly frustum: { readonly fovy?: number }
    }
  }

  class Texture {
    constructor(options: {
      readonly context: Context
      readonly width: number
      readonly height: number
      readonly pixelFormat: number
      readonly pixelDatatype: number
      readonly flipY: boolean
      readonly sampler: Sampler
    })
    copyFrom(options: {
      readonly xOffset?: number
      readonly yOffset?: number
      readonly source: { readonly width: number; readonly height: number; readonly arrayBufferView: ArrayBufferView }
    }): void
    destroy(): void
  }

  interface Sampler {
    readonly minificationFilter: number
  }
  const Sampler: { readonly NEAREST: Sampler }

  class Buffer {
    private constructor()
    static createVertexBuffer(options: {
      readonly context: Context
      readonly typedArray: ArrayBufferView
      readonly usage: number
    }): Buffer
    static createIndexBuffer(options: {
      readonly context: Context
      readonly typedArray: ArrayBufferView
      readonly usage: number
      readonly indexDatatype: IndexDatatype
    }): Buffer
  }

  const BufferUsage: { readonly STATIC_DRAW: number }

  class VertexArray {
    constructor(options: {
      readonly context: Context
      readonly attributes: readonly {
        readonly index: number
        readonly vertexBuffer: Buffer
        readonly componentsPerAttribute: number
        readonly componentDatatype: number
      }[]
      readonly indexBuffer: Buffer
    })
    destroy(): void
  }

  class ShaderProgram {
    private constructor()
    static fromCache(options: {
      readonly context: Context
      readonly vertexShaderSource: string
      readonly fragmentShaderSource: string
      readonly attributeLocations: Readonly<Record<string, number>>
    }): ShaderProgram
    destroy(): void
  }

  class RenderState {
    private constructor()
    static fromCache(options: object): RenderState
  }

  const Pass: { readonly TRANSLUCENT: number }

  class DrawCommand {
    constructor(options: {
      readonly boundingVolume: BoundingSphere
      readonly modelMatrix: Matrix4
      readonly primitiveType: PrimitiveType
      readonly vertexArray: VertexArray
      readonly shaderProgram: ShaderProgram
      readonly uniformMap: Readonly<Record<string, () => unknown>>
      readonly renderState: RenderState
      readonly pass: number
      readonly owner: object
    })
    boundingVolume: BoundingSphere
    vertexArray: VertexArray
  }
}
