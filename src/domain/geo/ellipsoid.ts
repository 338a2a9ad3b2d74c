const SEMI_MAJOR = 6378137
/** WGS84; CGCS2000's flattening differs by 1e-9, which is 0.1 mm at the pole. */
const FLATTENING = 1 / 298.257223563
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING)
const RADIANS = Math.PI / 180

/** Earth-centred coordinates [m] of a point at ellipsoidal height h [m]. */
export function toEcef(lon: number, lat: number, ellipsoidalHeight: number): readonly [number, number, number] {
  const sinLat = Math.sin(lat * RADIANS)
  const cosLat = Math.cos(lat * RADIANS)
  const primeVertical = SEMI_MAJOR / Math.sqrt(1 - ECCENTRICITY_SQUARED * sinLat * sinLat)
  const horizontal = (primeVertical + ellipsoidalHeight) * cosLat
  return [
    horizontal * Math.cos(lon * RADIANS),
    horizontal * Math.sin(lon * RADIANS),
    (primeVertical * (1 - ECCENTRICITY_SQUARED) + ellipsoidalHeight) * sinLat,
  ]
}

/**
 * East-north-up frame at a point as a 4 × 4 column-major matrix from local metres to Earth-centred metres:
 * the `transform` of a tileset root.
 */
export function enuToEcef(lon: number, lat: number, ellipsoidalHeight: number): number[] {
  const [x, y, z] = toEcef(lon, lat, ellipsoidalHeight)
  const [sinLon, cosLon] = [Math.sin(lon * RADIANS), Math.cos(lon * RADIANS)]
  const [sinLat, cosLat] = [Math.sin(lat * RADIANS), Math.cos(lat * RADIANS)]
  return [
    -sinLon,
    cosLon,
    0,
    0,
    -sinLat * cosLon,
    -sinLat * sinLon,
    cosLat,
    0,
    cosLat * cosLon,
    cosLat * sinLon,
    sinLat,
    0,
    x,
    y,
    z,
    1,
  ]
}

/** Applies the inverse of an `enuToEcef` frame to an Earth-centred point: local east, north, up [m]. */
export function ecefToEnu(
  frame: readonly number[],
  x: number,
  y: number,
  z: number,
): readonly [number, number, number] {
  const at = (index: number) => frame[index] ?? 0
  const [dx, dy, dz] = [x - at(12), y - at(13), z - at(14)]
  return [
    at(0) * dx + at(1) * dy + at(2) * dz,
    at(4) * dx + at(5) * dy + at(6) * dz,
    at(8) * dx + at(9) * dy + at(10) * dz,
  ]
}

/**
 * Length [m] along the ellipsoid of a short line between two points (below 10 km the error is under 0.1 mm: the chord
 * is corrected by d³ / 24 R²). Levels do not enter: this is the plan length that surveys record.
 */
export function planLength(lonA: number, latA: number, lonB: number, latB: number): number {
  const a = toEcef(lonA, latA, 0)
  const b = toEcef(lonB, latB, 0)
  const chord = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
  return chord + chord ** 3 / (24 * SEMI_MAJOR ** 2)
}

/** Sum of `planLength` along a path [m]; 0 for fewer than two places. */
export function planPathLength(path: readonly { readonly lon: number; readonly lat: number }[]): number {
  let length = 0
  path.forEach((at, index) => {
    const before = path[index - 1]
    if (before) length += planLength(before.lon, before.lat, at.lon, at.lat)
  })
  return length
}

/** Longitude, latitude [degrees] and ellipsoidal height h [m] of an Earth-centred point: the inverse of `toEcef`. */
export function fromEcef(x: number, y: number, z: number): readonly [lon: number, lat: number, height: number] {
  const axis = Math.hypot(x, y)
  let lat = Math.atan2(z, axis * (1 - ECCENTRICITY_SQUARED))
  let height = 0
  // Converges by three digits a turn near the surface.
  for (let turn = 0; turn < 6; turn += 1) {
    const sinLat = Math.sin(lat)
    const primeVertical = SEMI_MAJOR / Math.sqrt(1 - ECCENTRICITY_SQUARED * sinLat * sinLat)
    height = axis / Math.cos(lat) - primeVertical
    lat = Math.atan2(z, axis * (1 - (ECCENTRICITY_SQUARED * primeVertical) / (primeVertical + height)))
  }
  return [Math.atan2(y, x) / RADIANS, lat / RADIANS, height]
}
