/**
 * Longitude and latitude [degrees, CGCS2000/WGS84] and normal height H [m] in the city's declared datum.
 * Never an ellipsoidal height: that exists only in engine geometry, made by `toEllipsoidal`.
 */
export interface LonLatHeight {
  readonly lon: number
  readonly lat: number
  readonly height: number
}

export interface LonLat {
  readonly lon: number
  readonly lat: number
}

/** west, south, east, north [degrees] */
export type Bounds = readonly [west: number, south: number, east: number, north: number]
