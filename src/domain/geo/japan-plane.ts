/** Origins of the 19 plane rectangular systems of Japan, lat and lon in degrees (Geospatial Information Authority, 2002). */
const ORIGINS: readonly (readonly [lat: number, lon: number])[] = [
  [33, 129.5],
  [33, 131],
  [36, 132 + 10 / 60],
  [33, 133.5],
  [36, 134 + 20 / 60],
  [36, 136],
  [36, 137 + 10 / 60],
  [36, 138.5],
  [36, 139 + 50 / 60],
  [40, 140 + 50 / 60],
  [44, 140.25],
  [44, 142.25],
  [44, 144.25],
  [26, 142],
  [26, 127.5],
  [26, 124],
  [26, 131],
  [20, 136],
  [26, 154],
]
const FIRST_CODE = 6669

/** proj4 text of JGD2011 / Japan Plane Rectangular CS I–XIX (EPSG:6669–6687), east first; null for another code. */
export function japanPlane(code: number): string | null {
  const origin = ORIGINS[code - FIRST_CODE]
  if (!origin) return null
  const [lat, lon] = origin
  return `+proj=tmerc +lat_0=${lat} +lon_0=${lon} +k=0.9999 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs`
}
