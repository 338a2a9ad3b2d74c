import { disciplines } from '../../src/domain/disciplines/index.ts'
import { type CellGrid, firstOfArea } from '../../src/domain/geo/cell-grid.ts'
import type { LonLat } from '../../src/domain/geo/coordinates.ts'
import type { ModelMesh } from '../survey.ts'
import type { PlacedAsset } from './placed.ts'

/** columns of the globe's cells, so that row and column are one number */
const COLUMNS = 2 ** 26

/** How many lines of each discipline lie in each area of two public cells; tunnels and galleries count as lines. */
export class CellCounts {
  private readonly grid: CellGrid
  private readonly counts = new Map<number, Uint32Array>()
  private readonly passed = new Set<number>()

  constructor(grid: CellGrid) {
    this.grid = grid
  }

  /** Counts one line along its path. @param path  lon, lat and further numbers a vertex, `stride` in all, from `start` to `end` */
  addLine(discipline: number, path: ArrayLike<number>, stride: number, start = 0, end = path.length): void {
    this.passed.clear()
    this.passPath(path, stride, start, end)
    this.count(discipline)
  }

  private passPath(path: ArrayLike<number>, stride: number, start: number, end: number): void {
    const { lonStep, latStep } = this.grid
    for (let at = start; at < end; at += stride) {
      const to = { x: (path[at] ?? 0) / lonStep, y: (path[at + 1] ?? 0) / latStep }
      const before = at > start ? at - stride : at
      const from = { x: (path[before] ?? 0) / lonStep, y: (path[before + 1] ?? 0) / latStep }
      this.passAlong(from, to)
    }
  }

  /** Counts one body: the cells along its outline and in the boxes of its triangles. None that it touches is left out, one beside a large slope may be told too. */
  addBody(discipline: number, { positions, indices }: ModelMesh, outline: readonly LonLat[]): void {
    const { lonStep, latStep } = this.grid
    this.passed.clear()
    const path = flat(outline)
    this.passPath(path, 2, 0, path.length)
    for (let at = 0; at < indices.length; at += 3) {
      const corners = [...indices.subarray(at, at + 3)]
      const columns = corners.map((vertex) => Math.floor((positions[3 * vertex] ?? 0) / lonStep))
      const rows = corners.map((vertex) => Math.floor((positions[3 * vertex + 1] ?? 0) / latStep))
      for (let row = Math.min(...rows); row <= Math.max(...rows); row++)
        for (let column = Math.min(...columns); column <= Math.max(...columns); column++) this.pass(column, row)
    }
    this.count(discipline)
  }

  /** lines by discipline of the area that begins at a column */
  of(column: number, row: number): Uint32Array | null {
    return this.counts.get(row * COLUMNS + firstOfArea(column)) ?? null
  }

  /** All counts as numbers: key, then a count for each discipline. */
  packed(): Float64Array {
    const width = disciplines.length + 1
    const packed = new Float64Array(this.counts.size * width)
    for (const [index, key] of [...this.counts.keys()].sort((a, b) => a - b).entries()) {
      packed[index * width] = key
      packed.set(this.counts.get(key) ?? [], index * width + 1)
    }
    return packed
  }

  addPacked(packed: Float64Array): void {
    const width = disciplines.length + 1
    for (let at = 0; at < packed.length; at += width) {
      const counts = this.at(packed[at] ?? 0)
      for (let i = 0; i < counts.length; i++) counts[i] = (counts[i] ?? 0) + (packed[at + 1 + i] ?? 0)
    }
  }

  private count(discipline: number): void {
    for (const key of this.passed) {
      const counts = this.at(key)
      counts[discipline] = (counts[discipline] ?? 0) + 1
    }
  }

  private at(key: number): Uint32Array {
    const known = this.counts.get(key)
    if (known) return known
    const made = new Uint32Array(disciplines.length)
    this.counts.set(key, made)
    return made
  }

  private pass(column: number, row: number): void {
    this.passed.add(row * COLUMNS + firstOfArea(column))
  }

  /**
   * The cells that a segment passes through, however short the way through a corner: it is cut at every grid line, and
   * the middle of a piece lies in its cell. A cell that is left out tells a digger that nothing lies there.
   */
  private passAlong(from: GridPoint, to: GridPoint): void {
    const [column, row] = [Math.floor(from.x), Math.floor(from.y)]
    if (column === Math.floor(to.x) && row === Math.floor(to.y)) {
      this.pass(column, row)
      return
    }
    const cuts = [0, ...crossings(from.x, to.x), ...crossings(from.y, to.y), 1].sort((a, b) => a - b)
    for (let i = 1; i < cuts.length; i++) {
      const share = ((cuts[i] ?? 0) + (cuts[i - 1] ?? 0)) / 2
      this.pass(Math.floor(from.x + (to.x - from.x) * share), Math.floor(from.y + (to.y - from.y) * share))
    }
  }
}

/** Counts tunnels, galleries and models as lines; bridges are seen by anyone. */
export function countStructures(counts: CellCounts, assets: readonly PlacedAsset[]): void {
  for (const { of, discipline, path } of assets) {
    if (of.type === 'device' || discipline === 'bridge') continue
    const index = disciplines.findIndex(({ id }) => id === discipline)
    if (of.type === 'model') counts.addBody(index, of.model.mesh, path)
    else counts.addLine(index, flat(path), 2)
  }
}

function flat(path: readonly LonLat[]): number[] {
  return path.flatMap(({ lon, lat }) => [lon, lat])
}

interface GridPoint {
  /** in cells */
  readonly x: number
  readonly y: number
}

/** Where between `from` (0) and `to` (1) whole numbers are passed. */
function crossings(from: number, to: number): number[] {
  const first = Math.floor(Math.min(from, to)) + 1
  const count = Math.max(0, Math.ceil(Math.max(from, to)) - first)
  return Array.from({ length: count }, (_, index) => (first + index - from) / (to - from))
}
