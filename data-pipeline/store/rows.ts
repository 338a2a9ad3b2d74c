import { type Column, decodeColumns, encodeColumns } from '../../src/domain/formats/columns.ts'
import { ListColumn } from './list-column.ts'
import { TextColumn } from './text-column.ts'

const ARRAYS = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const
type ArrayKind = keyof typeof ARRAYS

/** Columns of a table of rows: numbers, `name` = number of a text in the city's `Names`, text, list of numbers. */
export type RowsSpec = Readonly<Record<string, ArrayKind | 'name' | 'text' | 'list'>>

type ColumnOf<Kind> = Kind extends ArrayKind
  ? InstanceType<(typeof ARRAYS)[Kind]>
  : Kind extends 'name'
    ? Uint32Array
    : Kind extends 'text'
      ? TextColumn
      : ListColumn

export type ColumnsOf<Spec extends RowsSpec> = { -readonly [Name in keyof Spec]: ColumnOf<Spec[Name]> }

const FIRST_CAPACITY = 64

/**
 * Rows of one spec as columns. Numeric columns are longer than `count` while rows are added; texts and lists are as long
 * as what was pushed to them. Encoded and appended chunks of equal rows are equal bytes.
 */
export class Rows<Spec extends RowsSpec> {
  readonly spec: Spec
  readonly columns: ColumnsOf<Spec>
  count = 0
  private capacity = 0

  constructor(spec: Spec) {
    this.spec = spec
    const columns: Record<string, unknown> = {}
    for (const [name, kind] of Object.entries(spec)) columns[name] = emptyColumn(kind)
    this.columns = columns as ColumnsOf<Spec>
  }

  /** Makes room for one more row and returns its index. The caller sets every number and pushes every text and list. */
  protected add(): number {
    if (this.count === this.capacity) this.reserve(this.count + 1)
    return this.count++
  }

  private reserve(needed: number): void {
    this.capacity = Math.max(this.capacity * 2, needed, FIRST_CAPACITY)
    const columns = this.columns as Record<string, unknown>
    for (const [name, kind] of Object.entries(this.spec)) {
      if (kind === 'text' || kind === 'list') continue
      const larger = new ARRAYS[kind === 'name' ? 'u32' : kind](this.capacity)
      larger.set(columns[name] as Uint8Array)
      columns[name] = larger
    }
  }

  /** One chunk of the columns format with all rows. */
  encode(): Uint8Array {
    const parts: Record<string, Column> = {}
    for (const [name, column] of Object.entries(this.columns as Record<string, unknown>)) {
      if (column instanceof TextColumn) parts[name] = column.packed()
      else if (column instanceof ListColumn) {
        const { starts, values } = column.packed()
        parts[`${name}.starts`] = starts
        parts[name] = values
      } else parts[name] = (column as Float64Array).subarray(0, this.count)
    }
    return encodeColumns({ count: this.count }, parts)
  }

  /** Appends the rows of a chunk that `encode` made, which begins at `from`; its buffer may be used again afterwards. */
  appendChunk(chunk: ArrayBuffer, from = 0): void {
    const read = decodeColumns(chunk, from)
    const count = Number(read.meta.count)
    if (this.count + count > this.capacity) this.reserve(this.count + count)
    const columns = this.columns as Record<string, unknown>
    for (const [name, kind] of Object.entries(this.spec)) {
      const column = columns[name]
      if (column instanceof TextColumn) column.append(new TextColumn(read.packed(name)))
      else if (column instanceof ListColumn)
        column.append(read.numeric(`${name}.starts`, 'u32'), read.numeric(name, 'f64'))
      else (column as Float64Array).set(read.numeric(name, kind === 'name' ? 'u32' : (kind as ArrayKind)), this.count)
    }
    this.count += count
  }

  /** Forgets all rows and keeps the memory. */
  clear(): void {
    this.count = 0
    for (const column of Object.values(this.columns as Record<string, unknown>))
      if (column instanceof TextColumn || column instanceof ListColumn) column.clear()
  }
}

function emptyColumn(kind: RowsSpec[string]): unknown {
  if (kind === 'text') return new TextColumn()
  if (kind === 'list') return new ListColumn()
  return new ARRAYS[kind === 'name' ? 'u32' : kind](0)
}
