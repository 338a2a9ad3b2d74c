import type { Mesh } from '../mesh/mesh-writer.ts'

/** How exactly positions are kept: leaves within 7 mm, leaves of `--precise` within 0.5 mm, parents by their size. */
export type Precision = 'exact' | 'precise' | 'coarse'

/**
 * Steps of positions [m], powers of two, counted from the frame's origin: what lies in one place has equal numbers in
 * every tile, so joints close across the borders of tiles.
 */
const EXPONENT = { exact: -7, precise: -11 } as const
const MOST_STEPS = 65534
/** of the 24 bits that the filter of wide meshes keeps */
const MOST_WIDE_STEPS = 2 ** 23 - 1

/** Positions y up (east, up, −north) as whole steps: metres = value × scale + translation. */
export interface LatticePositions {
  /** Uint16: rows of four; Int32: rows of three numbers of the EXPONENTIAL filter of EXT_meshopt_compression */
  readonly values: Uint16Array | Int32Array
  readonly scale: number
  readonly translation: readonly [number, number, number]
  /** as an accessor states them, y up */
  readonly min: readonly [number, number, number]
  readonly max: readonly [number, number, number]
}

/**
 * Puts positions on their lattice. 16 bits where the mesh is small enough for the step (511 m), else 24 bits with a
 * shared exponent, which an engine reads as exact float32.
 */
export function onLattice({ positions, vertexCount }: Mesh, precision: Precision): LatticePositions {
  let [west, south, bottom, east, north, top] = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity]
  for (let at = 0; at < vertexCount * 3; at += 3) {
    const [x, y, z] = [positions[at] ?? 0, positions[at + 1] ?? 0, positions[at + 2] ?? 0]
    if (x < west) west = x
    if (x > east) east = x
    if (y < south) south = y
    if (y > north) north = y
    if (z < bottom) bottom = z
    if (z > top) top = z
  }
  const extent = Math.max(east - west, north - south, top - bottom)
  let power: number = precision === 'precise' ? EXPONENT.precise : EXPONENT.exact
  const isNarrow = extent <= MOST_STEPS * 2 ** power
  const isShort = precision !== 'precise' && (isNarrow || precision === 'coarse')
  while (extent > MOST_WIDE_STEPS * 2 ** power) power++
  const step = isShort && !isNarrow ? extent / MOST_STEPS : 2 ** power
  const [low, base, far] = [Math.round(west / step), Math.round(bottom / step), Math.round(-north / step)]
  const width = isShort ? 4 : 3
  const values = isShort ? new Uint16Array(vertexCount * 4) : new Int32Array(vertexCount * 3)
  // The filter keeps the exponent in the highest byte and a 24-bit number below it.
  const exponent = isShort ? 0 : power << 24
  const [fromWest, fromBottom, fromFar, inverse] = [0.5 - low, 0.5 - base, 0.5 - far, 1 / step]
  for (let vertex = 0, from = 0, to = 0; vertex < vertexCount; vertex++, from += 3, to += width) {
    values[to] = Math.floor((positions[from] ?? 0) * inverse + fromWest) | exponent
    values[to + 1] = Math.floor((positions[from + 2] ?? 0) * inverse + fromBottom) | exponent
    values[to + 2] = Math.floor(-(positions[from + 1] ?? 0) * inverse + fromFar) | exponent
  }
  const high = [Math.round(east / step) - low, Math.round(top / step) - base, Math.round(-south / step) - far] as const
  const unit = isShort ? 1 : step
  return {
    values,
    scale: isShort ? step : 1,
    translation: [low * step, base * step, far * step],
    min: [0, 0, 0],
    max: [high[0] * unit, high[1] * unit, high[2] * unit],
  }
}

/**
 * Unit normals as rows of four bytes of the OCTAHEDRAL filter of EXT_meshopt_compression, y up.
 *
 * @param bits  of each of two coordinates, 2…8: with 4 a normal is right within 6°
 */
export function octahedralNormals({ normals, vertexCount }: Mesh, bits: number): Int8Array {
  const one = 2 ** (bits - 1) - 1
  const rows = new Int8Array(vertexCount * 4)
  for (let vertex = 0, from = 0, to = 0; vertex < vertexCount; vertex++, from += 3, to += 4) {
    const [x, y, z] = [normals[from] ?? 0, normals[from + 2] ?? 0, -(normals[from + 1] ?? 0)]
    const size = one / (Math.abs(x) + Math.abs(y) + Math.abs(z))
    let [u, v] = [x * size, y * size]
    if (z < 0) {
      const folded = (one - Math.abs(v)) * (u < 0 ? -1 : 1)
      v = (one - Math.abs(u)) * (v < 0 ? -1 : 1)
      u = folded
    }
    rows[to] = Math.round(u)
    rows[to + 1] = Math.round(v)
    rows[to + 2] = one
  }
  return rows
}
