import type { Binary } from './binary.ts'
import type { FeatureProperties } from './feature.ts'

/** Columns in the order of `FeatureProperties`; all tilesets of a city have the same. */
const SCHEMA = {
  id: 'lifeline_assets',
  classes: {
    asset: {
      properties: {
        id: { type: 'STRING', required: true },
        gid: { type: 'SCALAR', componentType: 'UINT32', required: true },
        discipline: { type: 'STRING' },
        kind: { type: 'STRING' },
        material: { type: 'STRING' },
        size: { type: 'STRING' },
        // 0 stands for a year that is not known.
        year: { type: 'SCALAR', componentType: 'INT16', noData: 0 },
        // NaN stands for a level that is not known: JSON cannot name it as noData.
        startLevel: { type: 'SCALAR', componentType: 'FLOAT64' },
        endLevel: { type: 'SCALAR', componentType: 'FLOAT64' },
      },
    },
  },
}
const TEXT_COLUMNS = ['id', 'discipline', 'kind', 'material', 'size'] as const
const LARGEST_UINT16 = 65535
/** A larger number is a date or a slip, and would come back as another year. */
const LATEST_YEAR = 9999

const encoder = new TextEncoder()

/** The EXT_structural_metadata object of a tile: row i is feature id i. A text column without any text is left out. */
export function propertyTable(rows: readonly FeatureProperties[], binary: Binary): object {
  const numbers = (column: Uint32Array | Int16Array | Float64Array) => ({
    values: binary.add(new Uint8Array(column.buffer)),
  })
  const texts = Object.fromEntries(
    TEXT_COLUMNS.flatMap((name) => {
      const column = textColumn(rows, name, binary)
      return column ? [[name, column]] : []
    }),
  )
  const properties = {
    ...texts,
    gid: numbers(Uint32Array.from(rows, (row) => row.gid)),
    year: numbers(Int16Array.from(rows, (row) => (row.year > 0 && row.year <= LATEST_YEAR ? row.year : 0))),
    startLevel: numbers(Float64Array.from(rows, (row) => row.startLevel)),
    endLevel: numbers(Float64Array.from(rows, (row) => row.endLevel)),
  }
  return { schema: SCHEMA, propertyTables: [{ name: 'assets', class: 'asset', count: rows.length, properties }] }
}

function textColumn(
  rows: readonly FeatureProperties[],
  name: (typeof TEXT_COLUMNS)[number],
  binary: Binary,
): object | null {
  const offsets = new Uint32Array(rows.length + 1)
  const parts = rows.map((row) => row[name])
  const bytes = encoder.encode(parts.join(''))
  if (bytes.byteLength === 0) return null
  let end = 0
  for (const [index, part] of parts.entries()) {
    end += Buffer.byteLength(part)
    offsets[index + 1] = end
  }
  const isShort = end <= LARGEST_UINT16
  const offsetBytes = isShort ? new Uint8Array(Uint16Array.from(offsets).buffer) : new Uint8Array(offsets.buffer)
  return {
    values: binary.add(bytes),
    stringOffsets: binary.add(offsetBytes),
    stringOffsetType: isShort ? 'UINT16' : 'UINT32',
  }
}
