import { type Crs, crsOf } from '../../src/domain/geo/crs.ts'
import type { FloodGround } from '../../src/domain/inundation/flood-ground.ts'
import { type Raster, rasterLookup, rasterResolution } from '../read/raster.ts'
import type { Box } from './flood-box.ts'
import type { Passage } from './passages.ts'

/**
 * The ground of a flood in cells of one width: of a DEM with pixels as wide or wider the level at a cell's middle, of a
 * finer one the mean of as many places as it has pixels there. A cell that lacks one of them is not known (NaN). Where a passage leads under something, its floor is the ground.
 *
 * @param size  width of a cell [m]; the sides of the box are multiples of it
 */
export function groundGrid(
  raster: Raster,
  crs: Crs,
  box: Box,
  size: number,
  passages: readonly Passage[],
): FloodGround {
  const columns = Math.round((box.east - box.west) / size)
  const rows = Math.round((box.north - box.south) / size)
  const bed = new Float32Array(columns * rows)
  const at = levelAt(raster, crs)
  const parts = Math.max(1, Math.round(size / rasterResolution(raster)))
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0
      for (let part = 0; part < parts * parts; part++) {
        const x = box.west + (column + ((part % parts) + 0.5) / parts) * size
        const y = box.south + (row + (Math.floor(part / parts) + 0.5) / parts) * size
        sum += at(x, y) ?? Number.NaN
      }
      bed[row * columns + column] = sum / (parts * parts)
    }
  for (const passage of passages) lower(bed, { columns, rows, size, ...box }, passage)
  return { columns, rows, size, west: box.west, south: box.south, bed }
}

function levelAt(raster: Raster, crs: Crs): (x: number, y: number) => number | null {
  const lookup = rasterLookup(raster)
  if (raster.crs === crs.name) return lookup
  const own = crsOf(raster.crs)
  if (!own) throw new Error(`groundGrid: unknown CRS ${raster.crs}`)
  return (x, y) => {
    const { lon, lat } = crs.toLonLat(x, y)
    return lookup(...own.fromLonLat(lon, lat))
  }
}

/** Lowers the cells whose middles lie within a passage to its floor. */
function lower(
  bed: Float32Array,
  grid: {
    readonly columns: number
    readonly rows: number
    readonly size: number
    readonly west: number
    readonly south: number
  },
  { floor, halfWidth }: Passage,
): void {
  const { columns, rows, size, west, south } = grid
  const [xs, ys] = [floor.map(({ x }) => x), floor.map(({ y }) => y)]
  const cells = (low: number, high: number, origin: number, count: number) =>
    [
      Math.max(0, Math.floor((low - halfWidth - origin) / size)),
      Math.min(count - 1, Math.ceil((high + halfWidth - origin) / size)),
    ] as const
  const [left, right] = cells(Math.min(...xs), Math.max(...xs), west, columns)
  const [bottom, top] = cells(Math.min(...ys), Math.max(...ys), south, rows)
  for (let row = bottom; row <= top; row++)
    for (let column = left; column <= right; column++) {
      const level = floorAt(floor, halfWidth, west + (column + 0.5) * size, south + (row + 0.5) * size)
      const cell = row * columns + column
      if (level !== null) bed[cell] = Math.min(bed[cell] ?? Number.NaN, level)
    }
}

/** Level of the floor beside the axis; null farther from it than half its width. */
function floorAt(floor: Passage['floor'], halfWidth: number, x: number, y: number): number | null {
  for (let i = 1; i < floor.length; i++) {
    const [a, b] = [floor[i - 1], floor[i]]
    if (!a || !b) continue
    const [dx, dy] = [b.x - a.x, b.y - a.y]
    const along = ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy)
    const aside = Math.abs((x - a.x) * dy - (y - a.y) * dx) / Math.hypot(dx, dy)
    if (along >= 0 && along <= 1 && aside <= halfWidth) return a.level + (b.level - a.level) * along
  }
  return null
}
