import type { Geometry } from './layer.ts'

/**
 * Columns that a geometry stands in for, in the words of CJJ 61 tables (X north, Y east) and of the city tables (WKT, x
 * east first). `@` keeps them apart from columns of the file.
 */
export const GEOMETRY_COLUMNS = ['@north', '@east', '@z', '@wkt'] as const
type GeometryColumn = (typeof GEOMETRY_COLUMNS)[number]

/** The text of such a column; '' when the geometry is absent or has no such value (only points have single coordinates). */
export function geometryCell(geometry: Geometry | null, column: GeometryColumn | undefined): string {
  if (!geometry || column === undefined) return ''
  if (column === '@wkt') return wktOf(geometry)
  const point = geometry.type === 'MultiPoint' ? onlyOne(geometry.coordinates) : geometry.coordinates
  if (!Array.isArray(point) || !/^(Multi)?Point$/.test(geometry.type)) return ''
  const value: unknown = point[{ '@east': 0, '@north': 1, '@z': 2 }[column]]
  return typeof value === 'number' ? String(value) : ''
}

function onlyOne(coordinates: unknown): unknown {
  return Array.isArray(coordinates) && coordinates.length === 1 ? coordinates[0] : null
}

function wktOf({ type, coordinates }: Geometry): string {
  if (!Array.isArray(coordinates)) return ''
  const isSingle = /^Multi(LineString|Point)$/.test(type) && coordinates.length === 1
  const [shown, kind] = isSingle ? [coordinates[0], type.replace('Multi', '')] : [coordinates, type]
  return `${kind.toUpperCase()} ${kind === 'Point' ? `(${bracketed(shown)})` : bracketed(shown)}`
}

function bracketed(value: unknown): string {
  if (!Array.isArray(value)) return ''
  if (typeof value[0] === 'number') return value.join(' ')
  return `(${value.map(bracketed).join(', ')})`
}
