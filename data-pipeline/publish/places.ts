import type { LonLat } from '../../src/domain/geo/coordinates.ts'

/** lon, lat of every position of our own EWKT points and lines. */
export function placesOf(ewkt: string): LonLat[] {
  return ewkt
    .slice(ewkt.indexOf('(') + 1, ewkt.lastIndexOf(')'))
    .split(', ')
    .map((position) => {
      const [lon = Number.NaN, lat = Number.NaN] = position.split(' ').map(Number)
      return { lon, lat }
    })
}
