import { viewBytes } from './decode.ts'
import type { Column, MetadataProperty } from './gltf-schema.ts'
import type { Model } from './read-gltf.ts'

export const TYPE_BYTES = {
  INT8: 1,
  UINT8: 1,
  INT16: 2,
  UINT16: 2,
  INT32: 4,
  UINT32: 4,
  INT64: 8,
  UINT64: 8,
  FLOAT32: 4,
  FLOAT64: 8,
} as const
export type NumberType = keyof typeof TYPE_BYTES

const COMPONENTS: Readonly<Partial<Record<MetadataProperty['type'], number>>> = {
  VEC2: 2,
  VEC3: 3,
  VEC4: 4,
  MAT2: 4,
  MAT3: 9,
  MAT4: 16,
}

/** Numbers in one value of a property: 3 for VEC3. */
export function metadataComponents(property: Pick<MetadataProperty, 'type'>): number {
  return COMPONENTS[property.type] ?? 1
}

/** All numbers of a buffer view; null when it cannot be read. 64-bit integers lose what float64 cannot hold. */
export function numbersOf(model: Model, view: number, type: NumberType): Float64Array | null {
  const bytes = viewBytes(model, view)
  if (!bytes) return null
  const size = TYPE_BYTES[type]
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const read: Record<NumberType, (at: number) => number> = {
    INT8: (at) => data.getInt8(at),
    UINT8: (at) => data.getUint8(at),
    INT16: (at) => data.getInt16(at, true),
    UINT16: (at) => data.getUint16(at, true),
    INT32: (at) => data.getInt32(at, true),
    UINT32: (at) => data.getUint32(at, true),
    INT64: (at) => Number(data.getBigInt64(at, true)),
    UINT64: (at) => Number(data.getBigUint64(at, true)),
    FLOAT32: (at) => data.getFloat32(at, true),
    FLOAT64: (at) => data.getFloat64(at, true),
  }
  return Float64Array.from({ length: Math.floor(bytes.byteLength / size) }, (_, index) => read[type](index * size))
}

/** The texts of a STRING column without arrays, row by row; null when it cannot be read. */
export function textsOf(model: Model, column: Column): string[] | null {
  if (column.stringOffsets === undefined) return null
  const bytes = viewBytes(model, column.values)
  const offsets = numbersOf(model, column.stringOffsets, column.stringOffsetType ?? 'UINT32')
  if (!bytes || !offsets) return null
  const decoder = new TextDecoder()
  return Array.from({ length: offsets.length - 1 }, (_, row) =>
    decoder.decode(bytes.subarray(offsets[row], offsets[row + 1])),
  )
}
