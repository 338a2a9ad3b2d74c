import { Buffer, BufferUsage, ComponentDatatype, type Context, IndexDatatype, VertexArray } from 'cesium'
import { BLOCK } from './texels.ts'

/** Cells that one square of a block stands for, from near to far. */
export const STRIDES = [1, 2, 4, 8, 16] as const

export const ATTRIBUTES = { place: 0 }

/** A flat block of squares for each stride: `place` counts corners from the south-west, 0…BLOCK / stride. */
export function blockMeshes(context: Context): VertexArray[] {
  return STRIDES.map((stride) => {
    const squares = BLOCK / stride
    const corners = squares + 1
    const place = Uint8Array.from({ length: corners * corners * 2 }, (_, i) =>
      i % 2 === 0 ? (i / 2) % corners : Math.floor(i / 2 / corners),
    )
    const triangles = new Uint16Array(squares * squares * 6)
    for (let square = 0; square < squares * squares; square += 1) {
      const southWest = square + Math.floor(square / squares)
      const northWest = southWest + corners
      triangles.set([southWest, southWest + 1, northWest, northWest, southWest + 1, northWest + 1], 6 * square)
    }
    return new VertexArray({
      context,
      attributes: [
        {
          index: ATTRIBUTES.place,
          vertexBuffer: Buffer.createVertexBuffer({ context, typedArray: place, usage: BufferUsage.STATIC_DRAW }),
          componentsPerAttribute: 2,
          componentDatatype: ComponentDatatype.UNSIGNED_BYTE,
        },
      ],
      indexBuffer: Buffer.createIndexBuffer({
        context,
        typedArray: triangles,
        usage: BufferUsage.STATIC_DRAW,
        indexDatatype: IndexDatatype.UNSIGNED_SHORT,
      }),
    })
  })
}
