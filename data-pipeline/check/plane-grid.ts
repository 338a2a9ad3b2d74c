import type { Shard } from '../shard/shard.ts'
import { f64, u32 } from './read-column.ts'

/** A grid wider than this many cells gets larger cells: a network may be spread over a country. */
const MOST_CELLS = 4_000_000

/** Rows of a shard by the cells of a plane that their boxes touch: counting sort, no object a row. */
export class PlaneGrid {
  private readonly west: number
  private readonly south: number
  private readonly columns: number
  private readonly rows: number
  private readonly size: number
  private readonly starts: Uint32Array
  private readonly items: Uint32Array
  private readonly stamp: Uint32Array
  private round = 0
  /** what the last `collect` found */
  readonly found: Uint32Array

  /**
   * @param boxes  west, south, east, north [m] of every piece
   * @param owner  row of every piece, ascending; a row may have several
   * @param size  side of a cell [m]
   */
  constructor(boxes: Float64Array, owner: Uint32Array, rowCount: number, size: number) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let box = 0; box < boxes.length; box += 4) {
      west = Math.min(west, f64(boxes, box))
      south = Math.min(south, f64(boxes, box + 1))
      east = Math.max(east, f64(boxes, box + 2))
      north = Math.max(north, f64(boxes, box + 3))
    }
    const isEmpty = !(west <= east && south <= north)
    this.west = isEmpty ? 0 : west
    this.south = isEmpty ? 0 : south
    const area = isEmpty ? 0 : (east - west) * (north - south)
    this.size = Math.max(size, Math.sqrt(area / MOST_CELLS))
    this.columns = isEmpty ? 1 : Math.floor((east - west) / this.size) + 1
    this.rows = isEmpty ? 1 : Math.floor((north - south) / this.size) + 1
    this.starts = new Uint32Array(this.columns * this.rows + 1)
    this.stamp = new Uint32Array(rowCount)
    this.found = new Uint32Array(rowCount)
    this.eachPiece(boxes, (cell) => {
      this.starts[cell + 1] = u32(this.starts, cell + 1) + 1
    })
    for (let cell = 1; cell < this.starts.length; cell++)
      this.starts[cell] = u32(this.starts, cell) + u32(this.starts, cell - 1)
    this.items = new Uint32Array(u32(this.starts, this.starts.length - 1))
    const next = this.starts.slice()
    this.eachPiece(boxes, (cell, piece) => {
      this.items[u32(next, cell)] = u32(owner, piece)
      next[cell] = u32(next, cell) + 1
    })
  }

  static ofLines({ lines, plane }: Shard, size: number): PlaneGrid {
    const { path } = lines.columns
    const pieces = plane.length / 2 - lines.count
    const boxes = new Float64Array(pieces * 4)
    const owner = new Uint32Array(pieces)
    let piece = 0
    for (let line = 0; line < lines.count; line++) {
      for (let at = path.start(line); at + 3 < path.end(line); at += 2) {
        boxes[piece * 4] = Math.min(f64(plane, at), f64(plane, at + 2))
        boxes[piece * 4 + 1] = Math.min(f64(plane, at + 1), f64(plane, at + 3))
        boxes[piece * 4 + 2] = Math.max(f64(plane, at), f64(plane, at + 2))
        boxes[piece * 4 + 3] = Math.max(f64(plane, at + 1), f64(plane, at + 3))
        owner[piece++] = line
      }
    }
    return new PlaneGrid(boxes.subarray(0, piece * 4), owner, lines.count, size)
  }

  static ofPoints(pointPlane: Float64Array, size: number): PlaneGrid {
    const count = pointPlane.length / 2
    const boxes = new Float64Array(count * 4)
    const owner = new Uint32Array(count)
    for (let point = 0; point < count; point++) {
      for (let side = 0; side < 4; side++) boxes[point * 4 + side] = f64(pointPlane, point * 2 + (side & 1))
      owner[point] = point
    }
    return new PlaneGrid(boxes, owner, count, size)
  }

  /** Visits once every row with a piece in a cell that the box touches; more rows than the box has, never fewer. */
  near(west: number, south: number, east: number, north: number, visit: (row: number) => void): void {
    const count = this.collect(-1, west, south, east, north)
    for (let at = 0; at < count; at++) visit(u32(this.found, at))
  }

  /** As `near`, of rows after `row` only; they are in `found` until the next look. Returns how many. */
  collect(row: number, west: number, south: number, east: number, north: number): number {
    const { starts, items, stamp, found } = this
    const round = ++this.round
    const [left, right] = [this.column(west), this.column(east)]
    const [low, high] = [this.row(south), this.row(north)]
    let count = 0
    for (let line = low; line <= high; line++) {
      for (let cell = line * this.columns + left; cell <= line * this.columns + right; cell++) {
        const first = u32(starts, cell)
        let at = u32(starts, cell + 1)
        // rows ascend in a cell
        while (at > first && u32(items, at - 1) > row) at--
        for (const end = u32(starts, cell + 1); at < end; at++) {
          const item = u32(items, at)
          if (u32(stamp, item) === round) continue
          stamp[item] = round
          found[count++] = item
        }
      }
    }
    return count
  }

  private eachPiece(boxes: Float64Array, visit: (cell: number, piece: number) => void): void {
    for (let piece = 0; piece * 4 < boxes.length; piece++) {
      const [left, right] = [this.column(f64(boxes, piece * 4)), this.column(f64(boxes, piece * 4 + 2))]
      const [low, high] = [this.row(f64(boxes, piece * 4 + 1)), this.row(f64(boxes, piece * 4 + 3))]
      for (let row = low; row <= high; row++)
        for (let column = left; column <= right; column++) visit(row * this.columns + column, piece)
    }
  }

  private column(x: number): number {
    return Math.min(Math.max(Math.floor((x - this.west) / this.size), 0), this.columns - 1)
  }

  private row(y: number): number {
    return Math.min(Math.max(Math.floor((y - this.south) / this.size), 0), this.rows - 1)
  }
}
