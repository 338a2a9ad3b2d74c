import type { Layer } from './layer.ts'
import { type SourceRow, type TableSource, textCells } from './table-source.ts'

/** The features of a layer as rows of a table. A feature that cannot be read is a row without geometry. */
export async function openLayerTable(layer: Layer): Promise<TableSource> {
  const header = await layer.fields()
  return {
    header,
    headerRow: 0,
    hasGeometry: layer.hasGeometry,
    crs: layer.crs,
    async *rows(): AsyncGenerator<SourceRow[]> {
      for await (const { row, properties, geometry } of layer.features()) {
        yield [{ row, cells: textCells(header.map((name) => cellText(properties[name]))), geometry }]
      }
    },
  }
}

/** The text of a value: numbers as they are, true as 1, nothing as ''. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return value ? '1' : '0'
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, '')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
