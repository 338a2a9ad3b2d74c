/** A place in the city's own plane: metres east and north of `ORIGIN`. */
export interface Place {
  readonly x: number
  readonly y: number
}

/**
 * South-west corner of the city in EPSG:4549 (CGCS2000, 3° Gauss-Krueger, central meridian 120E) [m].
 * On a real map this is open water off the Shandong coast, so nobody can take a street of the demo city for a real one.
 */
export const ORIGIN = { east: 533_000, north: 3_985_000 }
/** East-west and north-south extent of the built city [m]. */
export const EXTENT = { width: 3100, height: 2050 }

export function distance(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

/** Metres to three decimals, as a survey table has them. */
export function metres(value: number): string {
  return value.toFixed(3)
}

export const eastOf = (place: Place) => metres(ORIGIN.east + place.x)
export const northOf = (place: Place) => metres(ORIGIN.north + place.y)

/** WKT coordinates, X (east) first. */
export function wktLine(path: readonly (Place & { readonly z?: number })[]): string {
  const hasHeight = path.some((place) => place.z !== undefined)
  return `LINESTRING ${hasHeight ? 'Z ' : ''}(${path.map(coordinate).join(', ')})`
}

export function wktPolygon(ring: readonly Place[]): string {
  const [first] = ring
  return `POLYGON ((${[...ring, ...(first ? [first] : [])].map(coordinate).join(', ')}))`
}

function coordinate(place: Place & { readonly z?: number }): string {
  return `${eastOf(place)} ${northOf(place)}${place.z === undefined ? '' : ` ${metres(place.z)}`}`
}
