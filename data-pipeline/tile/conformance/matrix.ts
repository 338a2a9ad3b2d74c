/** 4 × 4 matrices, column-major, as glTF and 3D Tiles write them. */
export type Matrix = readonly number[]

export const IDENTITY: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]
/** glTF is y up, 3D Tiles z up: (x, y, z) becomes (x, −z, y). */
export const Y_UP_TO_Z_UP: Matrix = [1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1]

export type Point = readonly [number, number, number]

export function multiply(a: Matrix, b: Matrix): Matrix {
  return Array.from({ length: 16 }, (_, at) => {
    const [column, row] = [at - (at % 4), at % 4]
    let sum = 0
    for (let k = 0; k < 4; k++) sum += (a[k * 4 + row] ?? 0) * (b[column + k] ?? 0)
    return sum
  })
}

export function transform(m: Matrix, [x, y, z]: Point): Point {
  const row = (index: number) =>
    (m[index] ?? 0) * x + (m[index + 4] ?? 0) * y + (m[index + 8] ?? 0) * z + (m[index + 12] ?? 0)
  return [row(0), row(1), row(2)]
}

/** The matrix of a glTF node. */
export function nodeMatrix(node: {
  readonly matrix?: readonly number[] | undefined
  readonly translation?: readonly number[] | undefined
  readonly rotation?: readonly number[] | undefined
  readonly scale?: readonly number[] | undefined
}): Matrix {
  if (node.matrix) return node.matrix
  const [x = 0, y = 0, z = 0, w = 1] = node.rotation ?? []
  const [sx = 1, sy = 1, sz = 1] = node.scale ?? []
  const [tx = 0, ty = 0, tz = 0] = node.translation ?? []
  return [
    ...[(1 - 2 * (y * y + z * z)) * sx, 2 * (x * y + z * w) * sx, 2 * (x * z - y * w) * sx, 0],
    ...[2 * (x * y - z * w) * sy, (1 - 2 * (x * x + z * z)) * sy, 2 * (y * z + x * w) * sy, 0],
    ...[2 * (x * z + y * w) * sz, 2 * (y * z - x * w) * sz, (1 - 2 * (x * x + y * y)) * sz, 0],
    ...[tx, ty, tz, 1],
  ]
}
