import { sigmas, virtualDistance } from './briggs.ts'
import { type Air, hazardDistance, plume, profile, type Release, widths } from './plume.ts'
import type { Puff } from './puffs.ts'

/** Cells of the longer side at most. */
const MOST_CELLS = 120
/** Beyond so many σ a puff adds nothing that counts. */
const CUT = 4
/** Places downwind at which it is asked how wide the plume is. */
const SAMPLES = 64

/** Square cells around a source; row 0 lies in the north, column 0 in the west. */
export interface AirGrid {
  /** of a cell [m] */
  readonly size: number
  /** north-western corner, from the source [m] */
  readonly west: number
  readonly north: number
  readonly columns: number
  readonly rows: number
}

/** A steady plume over cells. */
export interface PlumeField extends AirGrid {
  /** [amount/m³], a value a cell */
  readonly values: Float32Array
}

/** Cells of all places within a distance [m]. */
export function gridAround(far: number): AirGrid {
  return { size: (2 * far) / MOST_CELLS, west: -far, north: far, columns: MOST_CELLS, rows: MOST_CELLS }
}

/**
 * The most that a steady plume holds between the ground and the height of its source, which is no less than what it holds
 * above: as far as it reaches a concentration there. A cell has the most of its width across the wind, so that a plume
 * narrower than a cell is not lost between two middles.
 *
 * @param towards  where the wind blows to, degrees clockwise from north
 * @param least    [amount/m³], > 0
 * @returns null = it holds so much nowhere beyond the source
 */
export function plumeField(air: Air, release: Release, towards: number, least: number): PlumeField | null {
  const far = hazardDistance(air, release, least)
  if (far === 0) return null
  const half = halfWidth(air, release, far, least)
  const [east, north] = [Math.sin((towards * Math.PI) / 180), Math.cos((towards * Math.PI) / 180)]
  // corners of the rectangle that holds it: downwind 0 and far, across −half and half
  const corners = [0, far].flatMap((x) =>
    [-half, half].map((y) => [x * east + y * north, x * north - y * east] as const),
  )
  const [west, right] = extent(corners.map(([x]) => x))
  const [bottom, top] = extent(corners.map(([, y]) => y))
  const size = Math.max(right - west, top - bottom) / MOST_CELLS
  const [columns, rows] = [cells(right - west, size), cells(top - bottom, size)]
  const values = Float32Array.from({ length: columns * rows }, (_, cell) => {
    const x = west + ((cell % columns) + 0.5) * size
    const y = top - (Math.floor(cell / columns) + 0.5) * size
    const across = Math.max(0, Math.abs(x * north - y * east) - size / 2)
    const at = (height: number) => plume(air, release, x * east + y * north, across, height)
    return Math.max(at(0), at(release.height))
  })
  return { size, west, north: top, columns, rows, values }
}

/**
 * The same of puffs: the most between the ground and the height of their source [amount/m³], a value a cell, with the most of
 * its width across the wind that let them go: dQ/((2π)^1.5 σx σy σz) …, σx = σy, reflected by ground and lid. A train of them is a
 * plume to 1 % in stable air; the wider its puffs against their way, the more is told too much (σ/x 0.2: 10 %).
 */
export function puffField(air: Air, release: Release, puffs: readonly Puff[], grid: AirGrid): Float32Array {
  const { size, west, north, columns, rows } = grid
  const { terrain, stability, lid } = air
  const upwind = virtualDistance(terrain, stability, 'y', release.width ?? 0)
  const below = virtualDistance(terrain, stability, 'z', release.rise ?? 0)
  const half = size / 2
  const [onGround, aloft] = [new Float32Array(columns * rows), new Float32Array(columns * rows)]
  const within = (place: number, most: number) => Math.min(most, Math.max(0, Math.floor(place)))
  for (const puff of puffs) {
    const [sigma] = sigmas(terrain, stability, puff.way + upwind)
    const [, upwards] = sigmas(terrain, stability, puff.way + below)
    if (sigma === 0) continue
    const [low, high] = [0, release.height].map(
      (z) => (puff.amount / (2 * Math.PI * sigma * sigma)) * profile(upwards, release.height, z, lid),
    ) as [number, number]
    const reach = CUT * sigma + size
    const [left, right] = [-reach, reach].map((by) => within((puff.x + by - west) / size, columns - 1)) as [
      number,
      number,
    ]
    const [top, bottom] = [reach, -reach].map((by) => within((north - puff.y - by) / size, rows - 1)) as [
      number,
      number,
    ]
    const [least, twice] = [(CUT * sigma) ** 2, 2 * sigma * sigma]
    for (let row = top; row <= bottom; row++) {
      const y = north - (row + 0.5) * size - puff.y
      for (let column = left; column <= right; column++) {
        const x = west + (column + 0.5) * size - puff.x
        const along = x * puff.east + y * puff.north
        const across = Math.max(0, Math.abs(x * puff.north - y * puff.east) - half)
        const square = along * along + across * across
        if (square > least) continue
        const share = Math.exp(-square / twice)
        const cell = row * columns + column
        onGround[cell] = (onGround[cell] as number) + low * share
        aloft[cell] = (aloft[cell] as number) + high * share
      }
    }
  }
  return onGround.map((value, cell) => Math.max(value, aloft[cell] as number))
}

/** How far aside of its axis a plume holds a concentration [m], at the height of its source. */
function halfWidth(air: Air, release: Release, far: number, least: number): number {
  let most = 0
  for (let n = 1; n <= SAMPLES; n++) {
    const x = (far * n) / SAMPLES
    const onAxis = plume(air, release, x, 0, release.height)
    if (onAxis > least) most = Math.max(most, widths(air, release, x)[0] * Math.sqrt(2 * Math.log(onAxis / least)))
  }
  // between two samples it may be a little wider
  return 1.05 * most
}

function extent(values: readonly number[]): readonly [least: number, most: number] {
  return [Math.min(...values), Math.max(...values)]
}

function cells(length: number, size: number): number {
  return Math.min(MOST_CELLS, Math.max(1, Math.ceil(length / size - 1e-9)))
}
