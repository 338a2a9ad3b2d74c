/** Rings or lines of a WKT text in source coordinates, x east first; null when it is not readable. */
export type WktShape =
  | { readonly kind: 'point' | 'line'; readonly coordinates: readonly Coordinate[] }
  | { readonly kind: 'polygons'; readonly polygons: readonly (readonly (readonly Coordinate[])[])[] }

export interface Coordinate {
  readonly x: number
  readonly y: number
  readonly z: number | null
}

/** Reads POINT, LINESTRING, POLYGON and MULTIPOLYGON, with or without Z; null for anything else or a bad number. */
export function parseWkt(text: string): WktShape | null {
  const match = /^\s*(?:SRID=\d+;)?\s*(POINT|LINESTRING|POLYGON|MULTIPOLYGON)\s*Z?\s*(\(.*\))\s*$/is.exec(text)
  if (!match) return null
  const nested = nest(match[2] ?? '')
  if (nested === null) return null
  const kind = (match[1] ?? '').toUpperCase()
  if (kind === 'POINT' || kind === 'LINESTRING') {
    const coordinates = nested as readonly Coordinate[]
    if (!coordinates.every(isCoordinate) || coordinates.length < (kind === 'POINT' ? 1 : 2)) return null
    return { kind: kind === 'POINT' ? 'point' : 'line', coordinates }
  }
  const polygons = (kind === 'POLYGON' ? [nested] : nested) as Coordinate[][][]
  const isWhole = polygons.every((rings) => rings.every((ring) => Array.isArray(ring) && ring.every(isCoordinate)))
  return isWhole ? { kind: 'polygons', polygons } : null
}

function isCoordinate(value: unknown): value is Coordinate {
  return typeof value === 'object' && value !== null && 'x' in value
}

/** Turns the brackets into JSON, so that the one parser in the language reads them. */
function nest(body: string): unknown {
  const json = body
    .replace(/[^(),]+/g, (words) => {
      const numbers = words.trim().split(/\s+/).filter(Boolean).map(Number)
      if (numbers.length === 0) return ''
      return numbers.length < 2 || numbers.some((value) => !Number.isFinite(value)) ? 'bad' : JSON.stringify(numbers)
    })
    .replaceAll('(', '[')
    .replaceAll(')', ']')
  try {
    return toCoordinates(JSON.parse(json))
  } catch {
    return null
  }
}

function toCoordinates(value: unknown): unknown {
  if (!Array.isArray(value)) return value
  const [x, y, z] = value
  if (typeof x === 'number' && typeof y === 'number') return { x, y, z: typeof z === 'number' ? z : null }
  return value.map(toCoordinates)
}
