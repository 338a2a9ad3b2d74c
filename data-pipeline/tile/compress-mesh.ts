import { MeshoptEncoder } from 'meshoptimizer/encoder'
import type { Mesh } from '../mesh/mesh-writer.ts'
import type { Binary } from './binary.ts'
import { octahedralNormals, onLattice, type Precision } from './lattice.ts'

/** One more vertex would need the index that means "restart". */
const MOST_SHORT_INDICES = 65535

export type Triple = readonly [number, number, number]

export interface CompressedMesh {
  readonly accessors: readonly object[]
  readonly attributes: Readonly<Record<string, number>>
  /** null for lines */
  readonly indices: number | null
  /** of the node, y up */
  readonly scale: number
  readonly translation: Triple
  /** box of the positions as an engine will decode them, z up: east, north, up [m] */
  readonly low: Triple
  readonly high: Triple
}

export interface MeshPrecision {
  readonly positions: Precision
  /** bits of each coordinate of a normal, see `octahedralNormals` */
  readonly normalBits: number
}

/**
 * Writes a mesh into a binary chunk: KHR_mesh_quantization and EXT_meshopt_compression, codec version 0, which every
 * engine reads. Vertices stay in the order they were drawn in: whoever draws puts what is alike side by side.
 *
 * @param gids  drawing index of each row; null for public tiles, which get no feature attributes
 */
export function compressMesh(
  mesh: Mesh,
  gids: Uint32Array | null,
  precision: MeshPrecision,
  binary: Binary,
): CompressedMesh {
  const { vertexCount: count, indices } = mesh
  const { values, scale, translation, min, max } = onLattice(mesh, precision.positions)
  const accessors: object[] = []
  const addRows = (rows: ArrayBufferView, stride: number, accessor: object, filter?: 'OCTAHEDRAL' | 'EXPONENTIAL') => {
    const bytes = new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)
    const packed = MeshoptEncoder.encodeGltfBuffer(bytes, count, stride, 'ATTRIBUTES', 0)
    const bufferView = binary.addCompressed(
      packed,
      { count, byteStride: stride, mode: 'ATTRIBUTES', target: 34962 },
      filter,
    )
    return accessors.push({ bufferView, count, ...accessor }) - 1
  }
  const isShort = values instanceof Uint16Array
  const place = { componentType: isShort ? 5123 : 5126, type: 'VEC3', min, max }
  const attributes: Record<string, number> = {
    POSITION: isShort ? addRows(values, 8, place) : addRows(values, 12, place, 'EXPONENTIAL'),
    NORMAL: addRows(
      octahedralNormals(mesh, precision.normalBits),
      4,
      { componentType: 5120, normalized: true, type: 'VEC3' },
      'OCTAHEDRAL',
    ),
  }
  if (gids) {
    const rows = new Uint16Array(count * 2)
    const drawingIndex = new Float32Array(count)
    for (let vertex = 0; vertex < count; vertex++) {
      const row = mesh.features[vertex] ?? 0
      rows[vertex * 2] = row
      drawingIndex[vertex] = gids[row] ?? 0
    }
    attributes._FEATURE_ID_0 = addRows(rows, 4, { componentType: 5123, type: 'SCALAR' })
    attributes._GID = addRows(drawingIndex, 4, { componentType: 5126, type: 'SCALAR' })
  }
  const metres = (value: Triple): Triple => [
    value[0] * scale + translation[0],
    value[1] * scale + translation[1],
    value[2] * scale + translation[2],
  ]
  const [low, high] = [metres(min), metres(max)]
  return {
    attributes,
    indices: indices.length === 0 ? null : accessors.push(triangleAccessor(indices, count, binary)) - 1,
    accessors,
    scale,
    translation,
    low: [low[0], -high[2], low[1]],
    high: [high[0], -low[2], high[1]],
  }
}

function triangleAccessor(indices: Uint32Array, vertices: number, binary: Binary): object {
  const isShort = vertices <= MOST_SHORT_INDICES
  const bytes = new Uint8Array(indices.buffer, indices.byteOffset, indices.byteLength)
  // The packed bytes are the same for both widths; the encoder takes the wide ones without a copy.
  const packed = MeshoptEncoder.encodeGltfBuffer(bytes, indices.length, 4, 'TRIANGLES')
  const form = { count: indices.length, byteStride: isShort ? 2 : 4, mode: 'TRIANGLES', target: 34963 } as const
  return {
    bufferView: binary.addCompressed(packed, form),
    componentType: isShort ? 5123 : 5125,
    count: indices.length,
    type: 'SCALAR',
  }
}
