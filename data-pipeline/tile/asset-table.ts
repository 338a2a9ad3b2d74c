import { MeshoptEncoder } from 'meshoptimizer/encoder'
import { ASSET_KINDS, type AssetKind } from '../../src/domain/asset/asset.ts'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import type { Binary } from './binary.ts'

/** Levels are kept in steps of 0.1 mm, as normalised integers: steps × LEVEL_SCALE / INT32_MAX are metres. */
const LEVEL_STEPS = 10_000
const INT32_MAX = 2 ** 31 - 1
const LEVEL_SCALE = INT32_MAX / LEVEL_STEPS
const NO_LEVEL = -(2 ** 31)
/** A larger number is a date or a slip, and would come back as another year. */
const LATEST_YEAR = 9999

const KINDS = ASSET_KINDS.map((name, value) => ({ name, value }))
const UNKNOWN = { name: 'unknown', value: 0 }
const level = { type: 'SCALAR', componentType: 'INT32', normalized: true, scale: LEVEL_SCALE, noData: NO_LEVEL }
const millimetres = { type: 'SCALAR', componentType: 'UINT32', noData: 0 }
/** Columns of every internal tile; parents have the first three only. */
const PROPERTIES = {
  id: { type: 'STRING', required: true },
  gid: { type: 'SCALAR', componentType: 'UINT32', required: true },
  discipline: { type: 'ENUM', enumType: 'discipline' },
  kind: { type: 'ENUM', enumType: 'kind' },
  material: { type: 'ENUM', enumType: 'material', noData: UNKNOWN.name },
  width_mm: millimetres,
  height_mm: millimetres,
  year: { type: 'SCALAR', componentType: 'INT32', noData: 0 },
  start_level_m: level,
  end_level_m: level,
}
const PARENT_COLUMNS = ['id', 'gid', 'discipline'] as const

/** What a row tells besides its id and gid. Not known: material '', sizes and year 0, levels NaN. */
export interface AssetColumns {
  readonly disciplineIndex: number
  readonly kind: AssetKind
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
  private kinds = new Uint32Array(64)
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
    this.kinds[row] = ASSET_KINDS.indexOf(columns.kind)
    this.materials[row] = this.materialNumber(columns.material)
    this.widths[row] = wholeMillimetres(columns.width)
    this.heights[row] = wholeMillimetres(columns.height)
    this.years[row] = columns.year > 0 && columns.year <= LATEST_YEAR ? columns.year : 0
    this.starts[row] = levelSteps(columns.startLevel)
    this.ends[row] = levelSteps(columns.endLevel)
  }

  /** The EXT_structural_metadata object: numbers packed by meshopt, ids as they are. */
  write(binary: Binary, isParent: boolean): object {
    const { count } = this
    const numbers = (column: Uint32Array | Int32Array) => packed(column.subarray(0, count), binary)
    const id = {
      values: binary.add(this.ids.subarray(0, this.offsets[count] ?? 0).slice()),
      stringOffsets: packed(this.offsets.subarray(0, count + 1), binary),
      stringOffsetType: 'UINT32',
    }
    const first = { id, gid: { values: numbers(this.gids) }, discipline: { values: numbers(this.disciplines) } }
    const properties = isParent
      ? first
      : {
          ...first,
          kind: { values: numbers(this.kinds) },
          material: { values: numbers(this.materials) },
          width_mm: { values: numbers(this.widths) },
          height_mm: { values: numbers(this.heights) },
          year: { values: numbers(this.years) },
          start_level_m: { values: numbers(this.starts) },
          end_level_m: { values: numbers(this.ends) },
        }
    return {
      schema: this.schema(isParent),
      propertyTables: [{ name: 'assets', class: 'asset', count, properties }],
    }
  }

  private schema(isParent: boolean): object {
    const present = new Set(this.disciplines.subarray(0, this.count))
    const discipline = {
      valueType: 'UINT32',
      values: disciplines.map(({ id }, value) => ({ name: id, value })).filter(({ value }) => present.has(value)),
    }
    const materials = [...this.materialNumbers].map(([name, value]) => ({ name, value }))
    const enums = isParent
      ? { discipline }
      : {
          discipline,
          kind: { valueType: 'UINT32', values: KINDS },
          material: { valueType: 'UINT32', values: [UNKNOWN, ...materials] },
        }
    const properties = isParent
      ? Object.fromEntries(PARENT_COLUMNS.map((name) => [name, PROPERTIES[name]]))
      : PROPERTIES
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
    this.kinds = wide(this.kinds)
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
