import { Cartesian3, Matrix4, Transforms } from 'cesium'
import type { FieldGrid } from '../../../ports/scene.ts'
import type { Frame } from './frame.ts'

/** Squares along a side at most: beyond it one square stands for several cells in height, never in colour. */
const MOST_SQUARES = 256
/** H [m] between which a field may lie; tells the engine when the mesh is in the picture */
const LOWEST = -200
const HIGHEST = 1000

const [GLB_MAGIC, GLB_VERSION, JSON_CHUNK, BINARY_CHUNK] = [0x46546c67, 2, 0x4e4f534a, 0x004e4942]
const [FLOAT, UNSIGNED_INT, ARRAY_BUFFER, ELEMENT_ARRAY_BUFFER] = [5126, 5125, 34962, 34963]

export interface GridMesh {
  readonly glb: Uint8Array
  /** from the mesh's metres east, north, up to the engine's metres */
  readonly toEngine: Matrix4
}

/**
 * A flat mesh over the bounds of a grid, at H = 0: the shader lifts its corners by a texture, so that it is made once
 * for a grid and every later step is one upload. `TEXCOORD_0` is 0,0 in the north-west corner and 1,1 in the south-east.
 */
export function gridMesh(grid: FieldGrid, frame: Frame): GridMesh {
  const [columns, rows] = [Math.min(grid.columns, MOST_SQUARES), Math.min(grid.rows, MOST_SQUARES)]
  const [west, south, east, north] = grid.bounds
  const middle = frame.toEngine({ lon: (west + east) / 2, lat: (south + north) / 2, height: 0 })
  const toEngine = Transforms.eastNorthUpToFixedFrame(middle)
  const toMesh = Matrix4.inverseTransformation(toEngine, new Matrix4())
  const corners = (columns + 1) * (rows + 1)
  const position = new Float32Array(corners * 3)
  const place = new Float32Array(corners * 2)
  const scratch = new Cartesian3()
  for (let corner = 0; corner < corners; corner += 1) {
    const u = (corner % (columns + 1)) / columns
    const v = Math.floor(corner / (columns + 1)) / rows
    const at = frame.toEngine({ lon: west + u * (east - west), lat: north + v * (south - north), height: 0 })
    const { x, y, z } = Matrix4.multiplyByPoint(toMesh, at, scratch)
    position.set([x, y, z], 3 * corner)
    place.set([u, v], 2 * corner)
  }
  return { glb: glbOf(position, place, triangles(columns, rows)), toEngine }
}

/** Two triangles a square, seen from above counter-clockwise. */
function triangles(columns: number, rows: number): Uint32Array {
  const out = new Uint32Array(columns * rows * 6)
  for (let square = 0; square < columns * rows; square += 1) {
    const northWest = square + Math.floor(square / columns)
    const southWest = northWest + columns + 1
    out.set([northWest, southWest, northWest + 1, northWest + 1, southWest, southWest + 1], 6 * square)
  }
  return out
}

function glbOf(position: Float32Array, place: Float32Array, index: Uint32Array): Uint8Array {
  const [min, max] = boxOf(position)
  const parts = [position, place, index]
  const offsets = [0, position.byteLength, position.byteLength + place.byteLength]
  const size = parts.reduce((sum, part) => sum + part.byteLength, 0)
  const json = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    materials: [{ doubleSided: true, alphaMode: 'BLEND' }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 1 }, indices: 2, material: 0 }] }],
    accessors: [
      { bufferView: 0, componentType: FLOAT, count: position.length / 3, type: 'VEC3', min, max },
      { bufferView: 1, componentType: FLOAT, count: place.length / 2, type: 'VEC2' },
      { bufferView: 2, componentType: UNSIGNED_INT, count: index.length, type: 'SCALAR' },
    ],
    bufferViews: parts.map((part, i) => ({
      buffer: 0,
      byteOffset: offsets[i],
      byteLength: part.byteLength,
      target: i === 2 ? ELEMENT_ARRAY_BUFFER : ARRAY_BUFFER,
    })),
    buffers: [{ byteLength: size }],
  }
  const text = new TextEncoder().encode(JSON.stringify(json))
  const textSize = Math.ceil(text.length / 4) * 4
  const out = new Uint8Array(12 + 8 + textSize + 8 + size)
  const view = new DataView(out.buffer)
  const header = [GLB_MAGIC, GLB_VERSION, out.length, textSize, JSON_CHUNK]
  header.forEach((word, i) => {
    view.setUint32(4 * i, word, true)
  })
  out.fill(0x20, 20, 20 + textSize)
  out.set(text, 20)
  view.setUint32(20 + textSize, size, true)
  view.setUint32(24 + textSize, BINARY_CHUNK, true)
  parts.forEach((part, i) => {
    out.set(new Uint8Array(part.buffer), 28 + textSize + (offsets[i] ?? 0))
  })
  return out
}

function boxOf(position: Float32Array): [min: number[], max: number[]] {
  const [min, max] = [
    [Infinity, Infinity, LOWEST],
    [-Infinity, -Infinity, HIGHEST],
  ]
  position.forEach((value, i) => {
    const axis = i % 3
    if (axis === 2) return
    min[axis] = Math.min(min[axis] ?? value, value)
    max[axis] = Math.max(max[axis] ?? value, value)
  })
  return [min, max]
}
