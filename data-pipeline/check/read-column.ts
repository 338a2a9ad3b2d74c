/*
 * A value of a numeric column; rows are in range, so the other side of `??` is never met. One function a kind of array:
 * one for all would see so many kinds that V8 stops compiling its callers well (measured: five times slower).
 */

export function f64(column: Float64Array, index: number): number {
  return column[index] ?? Number.NaN
}

export function i32(column: Int32Array, index: number): number {
  return column[index] ?? -1
}

export function u32(column: Uint32Array, index: number): number {
  return column[index] ?? 0
}

export function u16(column: Uint16Array, index: number): number {
  return column[index] ?? 0
}

export function u8(column: Uint8Array, index: number): number {
  return column[index] ?? 0
}
