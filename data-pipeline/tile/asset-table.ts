import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { Binary } from './binary.ts'

/** Levels are kept in steps of 0.1 mm, as normalised integers: steps × LEVEL_SCALE / INT32_MAX are metres. */
const LEVEL_STEPS = 10_000
const INT32_MAX = 2 ** 31 - 1
const LEVEL_SCALE = INT32_MAX / LEVEL_STEPS
const NO_LEVEL = -(2 ** 31)
/** A larger number is a date or a slip, and would come back as another year. */
const LATEST_YEAR = 9999

const UNKNOWN = { name: 'unknown', value: 0 }
const level = { type: 'SCALAR', componentType: 'INT32', normalized: true, scale: LEVEL_SCALE, noData: NO_LEVEL }
const millimetres = { type: 'SCALAR', componentType: 'UINT32', noData: 0 }
/** Columns of internal tiles; parents have the first three only. */
const PROPERTIES = {
  id: { type: 'STRING', required: true },
  gid: { type: 'SCALAR', componentType: 'UINT32', required: true },
  discipline: { type: 'ENUM', enumType: 'discipline' },
  material: { type: 'ENUM', enumType: 'material', noData: UNKNOWN.name },
  width_mm: millimetres,
  height_mm: millimetres,
  year: { type: 'SCALAR', componentType: 'INT32', noData: 0 },
  start_level_m: level,
  end_level_m: level,
}
type Column = Exclude<keyof typeof PROPERTIES, 'id'>

/** What a row tells besides its id and gid. Not known: material '', sizes and year 0, levels NaN. */
export interface AssetColumns {
  readonly disciplineIndex: number
  readonly material: string
  /** inside measures [m] */
  readonly width: number
  readonly height: number
  readonly year: number
  /** H [m] */
  readonly startLevel: number
  readonly endLevel: number
}

/** The property table of one tile in the making: row i is feature id i. Its memory is kept for the next tile. */
export class AssetTable {
  count = 0
  gids = new Uint32Array(64)
  private ids = Buffer.alloc(4096)
  private offsets = new Uint32Array(65)
  private disciplines = new Uint32Array(64)
  private materials = new Uint32Array(64)
  private widths = new Uint32Array(64)
  private heights = new Uint32Array(64)
  private years = new Int32Array(64)
  private starts = new Int32Array(64)
  private ends = new Int32Array(64)
  private readonly materialNumbers = new Map<string, number>()

  clear(): void {
    this.count = 0
    this.materialNumbers.clear()
  }

  /** Adds a row whose id is the bytes `from`…`end` of a block after a prefix. */
  push(prefix: Uint8Array, block: Uint8Array, from: number, end: number, gid: number): void {
    const row = this.count++
    if (row >= this.gids.length) this.grow()
    const at = row === 0 ? 0 : (this.offsets[row] ?? 0)
    const length = prefix.length + end - from
    if (at + length > this.ids.length) {
      const larger = Buffer.alloc(Math.max(this.ids.length * 2, at + length))
      this.ids.copy(larger, 0, 0, at)
      this.ids = larger
    }
    this.ids.set(prefix, at)
    for (let i = from, to = at + prefix.length; i < end; i++, to++) this.ids[to] = block[i] ?? 0
    this.offsets[row + 1] = at + length
    this.gids[row] = gid
  }

  /** Tells the rest of the row pushed last. */
  describe(columns: AssetColumns): void {
    const row = this.count - 1
    this.disciplines[row] = columns.disciplineIndex
    this.materials[row] = this.materialNumber(columns.material)
    this.widths[row] = wholeMillimetres(columns.width)
    this.heights[row] = wholeMillimetres(columns.height)
    this.years[row] = columns.year > 0 && columns.year <= LATEST_YEAR ? columns.year : 0
    this.starts[row] = levelSteps(columns.startLevel)
    this.ends[row] = levelSteps(columns.endLevel)
  }

  /** The EXT_structural_metadata object: numbers packed by meshopt, ids as they are. A column that no row knows is left out. */
  write(binary: Binary, isParent: boolean): object {
    const { count } = this
    const id = {
      values: binary.add(this.ids.subarray(0, this.offsets[count] ?? 0).slice()),
      stringOffsets: packed(this.offsets.subarray(0, count + 1), binary),
      stringOffsetType: 'UINT32',
    }
    const columns = this.columns(isParent)
    const values = columns.map(([name, numbers]) => [name, { values: packed(numbers, binary) }])
    return {
      schema: this.schema(columns.map(([name]) => name)),
      propertyTables: [{ name: 'assets', class: 'asset', count, properties: { id, ...Object.fromEntries(values) } }],
    }
  }

  private columns(isParent: boolean): readonly (readonly [Column, Uint32Array | Int32Array])[] {
    const always: readonly (readonly [Column, Uint32Array | Int32Array])[] = [
      ['gid', this.gids.subarray(0, this.count)],
      ['discipline', this.disciplines.subarray(0, this.count)],
    ]
    if (isParent) return always
    const where = (name: Column, column: Uint32Array | Int32Array, unknown = 0) => {
      const rows = column.subarray(0, this.count)
      return rows.some((value) => value !== unknown) ? [[name, rows] as const] : []
    }
    return [
      ...always,
      ...where('material', this.materials),
      ...where('width_mm', this.widths),
      ...where('height_mm', this.heights),
      ...where('year', this.years),
      ...where('start_level_m', this.starts, NO_LEVEL),
      ...where('end_level_m', this.ends, NO_LEVEL),
    ]
  }

  private schema(columns: readonly Column[]): object {
    const present = new Set(this.disciplines.subarray(0, this.count))
    const named = disciplines.map(({ id }, value) => ({ name: id, value })).filter(({ value }) => present.has(value))
    const materials = [UNKNOWN, ...[...this.materialNumbers].map(([name, value]) => ({ name, value }))]
    const enums = {
      discipline: { valueType: 'UINT32', values: named },
      ...(columns.includes('material') ? { material: { valueType: 'UINT32', values: materials } } : {}),
    }
    const properties = Object.fromEntries((['id', ...columns] as const).map((name) => [name, PROPERTIES[name]]))
    return { id: 'lifeline_assets', classes: { asset: { properties } }, enums }
  }

  private materialNumber(name: string): number {
    if (name === '' || name === UNKNOWN.name) return UNKNOWN.value
    const known = this.materialNumbers.get(name)
    if (known !== undefined) return known
    const number = this.materialNumbers.size + 1
    this.materialNumbers.set(name, number)
    return number
  }

  private grow(): void {
    const size = this.gids.length * 2
    const wide = (column: Uint32Array, length = size) => {
      const larger = new Uint32Array(length)
      larger.set(column)
      return larger
    }
    const signed = (column: Int32Array) => {
      const larger = new Int32Array(size)
      larger.set(column)
      return larger
    }
    this.gids = wide(this.gids)
    this.offsets = wide(this.offsets, size + 1)
    this.disciplines = wide(this.disciplines)
    this.materials = wide(this.materials)
    this.widths = wide(this.widths)
    this.heights = wide(this.heights)
    this.years = signed(this.years)
    this.starts = signed(this.starts)
    this.ends = signed(this.ends)
  }
}

function packed(column: Uint32Array | Int32Array, binary: Binary): number {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
  const rows = MeshoptEncoder.encodeGltfBuffer(bytes, column.length, 4, 'ATTRIBUTES', 0)
  return binary.addCompressed(rows, { count: column.length, byteStride: 4, mode: 'ATTRIBUTES' })
}

function wholeMillimetres(metres: number): number {
  return metres > 0 && metres < 1e6 ? Math.round(metres * 1000) : 0
}

function levelSteps(metres: number): number {
  return Math.abs(metres) < 100_000 ? Math.round(metres * LEVEL_STEPS) : NO_LEVEL
}
