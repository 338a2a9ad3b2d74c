import { MeshoptEncoder } from 'meshoptimizer/encoder'
import type { Mesh } from '../mesh/mesh-writer.ts'
import type { Binary } from './binary.ts'

/** Above this 16-bit positions would be coarser than 10 mm [m]: a leaf is then written in float32. */
const WIDEST_EXACT = 655
const STEPS = 65535

/** Positions with the numbers that turn them into metres, y up: value × scale + translation. */
interface Positions {
  readonly values: Uint16Array | Float32Array
  readonly scale: number
  readonly translation: Triple
  readonly min: Triple
  readonly max: Triple
}
export type Triple = readonly [number, number, number]

export interface CompressedMesh {
  readonly accessors: readonly object[]
  readonly attributes: Readonly<Record<string, number>>
  readonly indices: number
  /** of the node, y up */
  readonly scale: number
  readonly translation: Triple
  /** box of the positions as an engine will decode them, z up: east, north, up [m] from the frame's origin */
  readonly low: Triple
  readonly high: Triple
}

/**
 * Writes a mesh into a binary chunk: KHR_mesh_quantization, EXT_meshopt_compression (codec version 0, which every
 * engine reads), vertices in the order of their first use.
 *
 * @param origin  east, north, up of the mesh's origin in the tileset's frame [m]
 * @param gids  drawing index of each row; null for public tiles, which get no feature attributes
 * @param isExact  positions within 5 mm on each axis, as leaves need. Parents are drawn where a pixel is metres wide
 */
export function compressMesh(
  mesh: Mesh,
  origin: Triple,
  gids: Float32Array | null,
  isExact: boolean,
  binary: Binary,
): CompressedMesh {
  const indices = mesh.indices.slice()
  const [order, count] = MeshoptEncoder.reorderMesh(indices, true, true)
  const positions = quantized(mesh, origin, order, count, isExact)
  const accessors: object[] = []
  const addRows = (values: Uint16Array | Float32Array | Int8Array, stride: number, accessor: object): number => {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    const packed = MeshoptEncoder.encodeGltfBuffer(bytes, count, stride, 'ATTRIBUTES', 0)
    const bufferView = binary.addCompressed(packed, count, stride, 'ATTRIBUTES')
    return accessors.push({ bufferView, count, ...accessor }) - 1
  }
  const isQuantized = positions.values instanceof Uint16Array
  const { min, max } = positions
  const attributes: Record<string, number> = {
    POSITION: addRows(positions.values, isQuantized ? 8 : 12, {
      componentType: isQuantized ? 5123 : 5126,
      type: 'VEC3',
      min,
      max,
    }),
    NORMAL: addRows(reordered(mesh.normals, 4, new Int8Array(count * 4), order), 4, {
      componentType: 5120,
      normalized: true,
      type: 'VEC3',
    }),
  }
  if (gids) {
    const rows = new Uint16Array(count * 2)
    const drawingIndex = new Float32Array(count)
    for (let vertex = 0; vertex < mesh.vertexCount; vertex++) {
      const to = order[vertex] ?? 0
      const row = mesh.features[vertex] ?? 0
      rows[to * 2] = row
      drawingIndex[to] = gids[row] ?? 0
    }
    attributes._FEATURE_ID_0 = addRows(rows, 4, { componentType: 5123, type: 'SCALAR' })
    attributes._GID = addRows(drawingIndex, 4, { componentType: 5126, type: 'SCALAR' })
  }
  const isShort = count < STEPS
  const narrow = isShort ? Uint16Array.from(indices) : indices
  const stride = isShort ? 2 : 4
  const packed = MeshoptEncoder.encodeGltfBuffer(
    new Uint8Array(narrow.buffer, narrow.byteOffset, narrow.byteLength),
    indices.length,
    stride,
    'TRIANGLES',
  )
  const indexAccessor =
    accessors.push({
      bufferView: binary.addCompressed(packed, indices.length, stride, 'TRIANGLES'),
      componentType: isShort ? 5123 : 5125,
      count: indices.length,
      type: 'SCALAR',
    }) - 1
  const metres = (value: Triple): Triple => [
    value[0] * positions.scale + positions.translation[0],
    value[1] * positions.scale + positions.translation[1],
    value[2] * positions.scale + positions.translation[2],
  ]
  const [low, high] = [metres(min), metres(max)]
  return {
    accessors,
    attributes,
    indices: indexAccessor,
    scale: positions.scale,
    translation: positions.translation,
    low: [low[0], -high[2], low[1]],
    high: [high[0], -low[2], high[1]],
  }
}

/** Positions turned from z up (east, north, up) to y up (east, up, −north) and put in their new order. */
function quantized(mesh: Mesh, origin: Triple, order: Uint32Array, count: number, isExact: boolean): Positions {
  const { positions: source, vertexCount } = mesh
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let at = 0; at < vertexCount * 3; at++) {
    const value = source[at] ?? 0
    const axis = at % 3
    if (value < (low[axis] ?? 0)) low[axis] = value
    if (value > (high[axis] ?? 0)) high[axis] = value
  }
  const [west = 0, south = 0, bottom = 0] = low
  const [east = 0, north = 0, top = 0] = high
  const extent = Math.max(east - west, north - south, top - bottom)
  if (isExact && extent > WIDEST_EXACT) {
    const values = new Float32Array(count * 3)
    for (let vertex = 0; vertex < vertexCount; vertex++) {
      const to = (order[vertex] ?? 0) * 3
      values[to] = source[vertex * 3] ?? 0
      values[to + 1] = source[vertex * 3 + 2] ?? 0
      values[to + 2] = -(source[vertex * 3 + 1] ?? 0)
    }
    return {
      values,
      scale: 1,
      translation: [origin[0], origin[2], -origin[1]],
      min: [west, bottom, -north],
      max: [east, top, -south],
    }
  }
  // One scale for the three axes: normals would be bent by different ones.
  const scale = extent / STEPS
  const step = (metres: number) => Math.round(metres / scale)
  const values = new Uint16Array(count * 4)
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const to = (order[vertex] ?? 0) * 4
    values[to] = step((source[vertex * 3] ?? 0) - west)
    values[to + 1] = step((source[vertex * 3 + 2] ?? 0) - bottom)
    values[to + 2] = step(north - (source[vertex * 3 + 1] ?? 0))
  }
  return {
    values,
    scale,
    translation: [origin[0] + west, origin[2] + bottom, -(origin[1] + north)],
    min: [0, 0, 0],
    max: [step(east - west), step(top - bottom), step(north - south)],
  }
}

function reordered(source: Int8Array, width: number, target: Int8Array, order: Uint32Array): Int8Array {
  for (let vertex = 0; vertex < order.length; vertex++) {
    const to = (order[vertex] ?? 0) * width
    // y up, as positions
    target[to] = source[vertex * width] ?? 0
    target[to + 1] = source[vertex * width + 2] ?? 0
    target[to + 2] = -(source[vertex * width + 1] ?? 0)
  }
  return target
}
