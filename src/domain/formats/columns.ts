import { z } from 'zod'
import { type PackedText, PackedTexts, packTexts, type Texts } from './packed-texts.ts'

/**
 * Our one container for flat data (flat extract, terrain grid, network topology): typed arrays side by side behind a
 * small JSON header, so that a worker or a GPU upload uses them as they lie, without parsing.
 *
 * Layout: "LLC1" · u32 header length · JSON header · columns, each on an 8-byte boundary, little endian.
 * A string column is stored as UTF-8 bytes plus u32 offsets (count + 1).
 */
const MAGIC = 0x31434c4c
const ALIGNMENT = 8

const ARRAY_TYPES = {
  f64: Float64Array,
  f32: Float32Array,
  i32: Int32Array,
  u32: Uint32Array,
  u16: Uint16Array,
  u8: Uint8Array,
} as const
type ArrayType = keyof typeof ARRAY_TYPES
export type NumericColumn = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array
export type Column = NumericColumn | Texts | PackedText

const headerSchema = z.object({
  meta: z.record(z.string(), z.unknown()),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['f64', 'f32', 'i32', 'u32', 'u16', 'u8', 'text']),
      length: z.int(),
      offset: z.int(),
    }),
  ),
})

export interface Columns {
  readonly meta: Record<string, unknown>
  numeric<Type extends ArrayType>(name: string, type: Type): InstanceType<(typeof ARRAY_TYPES)[Type]>
  /** decoded one by one, when asked for */
  texts(name: string): PackedTexts
  /** a text column as it lies, without decoding */
  packed(name: string): PackedText
  has(name: string): boolean
}

/** A column that is written piece by piece. */
export interface ColumnShape {
  readonly name: string
  readonly type: ArrayType | 'text'
  readonly length: number
  /** of the whole column; a text column has its offsets before its bytes */
  readonly byteLength: number
}

/**
 * Where the columns of a file lie, for one that is too large to be made in memory.
 *
 * @returns  the bytes before the first column, the place of each column in the file, and the size of the file
 */
export function layOutColumns(
  meta: Record<string, unknown>,
  shapes: readonly ColumnShape[],
): { readonly head: Uint8Array; readonly places: readonly number[]; readonly size: number } {
  const columns: { name: string; type: ArrayType | 'text'; length: number; offset: number }[] = []
  let size = 0
  for (const { name, type, length, byteLength } of shapes) {
    columns.push({ name, type, length, offset: size })
    size += align(byteLength)
  }
  const header = new TextEncoder().encode(JSON.stringify({ meta, columns }))
  const start = align(8 + header.length)
  const head = new Uint8Array(start)
  const view = new DataView(head.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, header.length, true)
  head.set(header, 8)
  return { head, places: columns.map(({ offset }) => start + offset), size: start + size }
}

/** Packs named columns and a JSON-able `meta` into one buffer; equal input gives equal bytes. */
export function encodeColumns(meta: Record<string, unknown>, columns: Record<string, Column>): Uint8Array {
  const parts = Object.entries(columns).map(([name, column]) => {
    if (ArrayBuffer.isView(column)) {
      const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
      return { name, type: typeOf(column), length: column.length, byteLength: bytes.length, bytes }
    }
    const packed = isPacked(column) ? column : packTexts(column)
    const bytes = textBytes(packed)
    return { name, type: 'text' as const, length: packed.offsets.length - 1, byteLength: bytes.length, bytes }
  })
  const { head, places, size } = layOutColumns(meta, parts)
  const out = new Uint8Array(size)
  out.set(head)
  for (const [index, { bytes }] of parts.entries()) out.set(bytes, places[index])
  return out
}

/**
 * Opens a buffer made by `encodeColumns`; numeric columns are views into it, not copies.
 *
 * @param from  where it begins in the buffer, on an 8-byte boundary
 * @throws Error when the buffer is not of this format, or a column is asked for that is absent or of another type
 */
export function decodeColumns(buffer: ArrayBufferLike, from = 0): Columns {
  const view = new DataView(buffer, from)
  if (view.byteLength < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('decodeColumns: not an LLC1 buffer')
  const headerLength = view.getUint32(4, true)
  const decoder = new TextDecoder()
  const header = headerSchema.parse(JSON.parse(decoder.decode(new Uint8Array(buffer, from + 8, headerLength).slice())))
  const start = from + align(8 + headerLength)
  const find = (name: string) => {
    const column = header.columns.find((candidate) => candidate.name === name)
    if (!column) throw new Error(`decodeColumns: no column "${name}"`)
    return column
  }
  const packed = (name: string): PackedText => {
    const column = find(name)
    if (column.type !== 'text') throw new Error(`decodeColumns: column "${name}" is ${column.type}, expected text`)
    const offsets = new Uint32Array(buffer as ArrayBuffer, start + column.offset, column.length + 1)
    const from = start + column.offset + offsets.byteLength
    return { offsets, bytes: new Uint8Array(buffer as ArrayBuffer, from, offsets[column.length] ?? 0) }
  }
  return {
    meta: header.meta,
    has: (name) => header.columns.some((column) => column.name === name),
    numeric: (name, type) => {
      const column = find(name)
      if (column.type !== type) throw new Error(`decodeColumns: column "${name}" is ${column.type}, expected ${type}`)
      const array = new ARRAY_TYPES[type](buffer as ArrayBuffer, start + column.offset, column.length)
      return array as InstanceType<(typeof ARRAY_TYPES)[typeof type]>
    },
    packed,
    texts: (name) => new PackedTexts(packed(name)),
  }
}

function isPacked(column: Texts | PackedText): column is PackedText {
  return 'offsets' in column
}

function textBytes({ bytes, offsets }: PackedText): Uint8Array {
  const out = new Uint8Array(offsets.byteLength + bytes.byteLength)
  out.set(new Uint8Array(offsets.buffer, offsets.byteOffset, offsets.byteLength))
  out.set(bytes, offsets.byteLength)
  return out
}

function typeOf(array: NumericColumn): ArrayType {
  for (const [type, arrayClass] of Object.entries(ARRAY_TYPES)) {
    if (array instanceof arrayClass) return type as ArrayType
  }
  throw new Error(`encodeColumns: unsupported array ${Object.prototype.toString.call(array)}`)
}

function align(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT
}
