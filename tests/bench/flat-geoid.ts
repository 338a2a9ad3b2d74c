import type { GeoidGrid } from '../../src/domain/geo/heights.ts'

/** Undulation 0 where the made city lies. */
export const FLAT_GEOID: GeoidGrid = {
  source: 'none',
  accuracy: null,
  west: 116,
  south: 29,
  east: 118,
  north: 31,
  columns: 2,
  rows: 2,
  values: [0, 0, 0, 0],
}
