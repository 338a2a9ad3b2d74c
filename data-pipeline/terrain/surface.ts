import type { Bounds } from '../../src/domain/geo/coordinates.ts'
import { crsOf } from '../../src/domain/geo/crs.ts'
import { type Ground as GroundGrid, groundHeight } from '../../src/domain/geo/ground.ts'
import type { GroundData } from '../publish/ground.ts'
import { rasterLookup } from '../read/raster.ts'

/** A square is projected at so many places a side; between them plane coordinates run straight, to 5 mm in 600 m. */
const PROJECTED = 8

/** Heights of the posts of a square: H [m] of (cells + 1)² posts, row 0 north, none NaN. */
export type Surface = (square: Bounds, cells: number) => Float64Array

/**
 * The ground of a city everywhere: its DEM at full resolution; where that knows nothing, and beyond the city's bounds, the
 * nearest height of the grid that pages read. A ground that is made of the survey's points is the grid alone, which is no
 * finer than public cells.
 */
export function surfaceOf(data: GroundData, grid: GroundGrid): Surface {
  const lookup = data.origin === 'dem' ? demPosts(data.raster) : null
  return (square, cells) => {
    const size = cells + 1
    const heights = lookup ? lookup(square, grid.bounds, cells) : new Float64Array(size * size).fill(Number.NaN)
    const [west, south, east, north] = square
    for (let post = 0; post < heights.length; post += 1) {
      if (!Number.isNaN(heights[post])) continue
      const [column, row] = [post % size, Math.floor(post / size)]
      const lon = (west * (cells - column) + east * column) / cells
      heights[post] = groundHeight(grid, lon, (north * (cells - row) + south * row) / cells)
    }
    return heights
  }
}

type DemPosts = (square: Bounds, within: Bounds, cells: number) => Float64Array

function demPosts(raster: Extract<GroundData, { origin: 'dem' }>['raster']): DemPosts {
  const crs = crsOf(raster.crs)
  if (!crs) throw new Error(`demPosts: unknown CRS ${raster.crs}`)
  const at = rasterLookup(raster)
  return ([west, south, east, north], within, cells) => {
    const size = cells + 1
    const heights = new Float64Array(size * size).fill(Number.NaN)
    if (west > within[2] || east < within[0] || south > within[3] || north < within[1]) return heights
    const lattice = Math.min(cells, PROJECTED)
    const places = Array.from({ length: (lattice + 1) ** 2 }, (_, i) => {
      const [column, row] = [i % (lattice + 1), Math.floor(i / (lattice + 1))]
      const lon = (west * (lattice - column) + east * column) / lattice
      return crs.fromLonLat(lon, (north * (lattice - row) + south * row) / lattice)
    })
    const step = cells / lattice
    for (let row = 0; row < size; row += 1) {
      const lat = (north * (cells - row) + south * row) / cells
      if (lat < within[1] || lat > within[3]) continue
      const band = Math.min(Math.floor(row / step), lattice - 1)
      const down = row / step - band
      for (let column = 0; column < size; column += 1) {
        const lon = (west * (cells - column) + east * column) / cells
        if (lon < within[0] || lon > within[2]) continue
        const strip = Math.min(Math.floor(column / step), lattice - 1)
        const right = column / step - strip
        const corner = (dx: number, dy: number) => places[(band + dy) * (lattice + 1) + strip + dx] ?? [0, 0]
        const part = (axis: 0 | 1) =>
          (corner(0, 0)[axis] * (1 - right) + corner(1, 0)[axis] * right) * (1 - down) +
          (corner(0, 1)[axis] * (1 - right) + corner(1, 1)[axis] * right) * down
        heights[row * size + column] = at(part(0), part(1)) ?? Number.NaN
      }
    }
    return heights
  }
}
