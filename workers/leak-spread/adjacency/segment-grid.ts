/** A grid has no more cells than this: what lies far apart gets larger ones. */
const MOST_CELLS = 4_000_000

/** Pieces of straight line by the cells of a plane that their boxes touch. */
export class SegmentGrid {
  readonly #west: number
  readonly #south: number
  readonly #size: number
  readonly #columns: number
  readonly #rows: number
  readonly #starts: Uint32Array
  readonly #items: Uint32Array
  readonly #seen: Uint32Array
  #round = 0

  /**
   * @param ends  x, y, x, y by piece [m]
   * @param size  side of a cell [m]
   * @param grown  by so much each piece is found from farther [m]; left out = none
   */
  constructor(ends: Float64Array, size: number, grown?: ArrayLike<number>) {
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
    for (let i = 0; i < ends.length; i += 2) {
      west = Math.min(west, ends[i] as number)
      east = Math.max(east, ends[i] as number)
      south = Math.min(south, ends[i + 1] as number)
      north = Math.max(north, ends[i + 1] as number)
    }
    const isEmpty = !(west <= east)
    this.#west = isEmpty ? 0 : west
    this.#south = isEmpty ? 0 : south
    this.#size = isEmpty ? size : Math.max(size, Math.sqrt(((east - west) * (north - south)) / MOST_CELLS))
    this.#columns = isEmpty ? 1 : Math.floor((east - west) / this.#size) + 1
    this.#rows = isEmpty ? 1 : Math.floor((north - south) / this.#size) + 1
    const count = ends.length / 4
    this.#seen = new Uint32Array(count)
    const starts = new Uint32Array(this.#columns * this.#rows + 1)
    for (let i = 0; i < count; i++)
      this.#cells(ends, i, grown?.[i] ?? 0, (cell) => {
        starts[cell + 1] = (starts[cell + 1] as number) + 1
      })
    for (let cell = 1; cell < starts.length; cell++)
      starts[cell] = (starts[cell] as number) + (starts[cell - 1] as number)
    const next = starts.slice()
    this.#items = new Uint32Array(starts.at(-1) as number)
    for (let i = 0; i < count; i++)
      this.#cells(ends, i, grown?.[i] ?? 0, (cell) => {
        this.#items[next[cell] as number] = i
        next[cell] = (next[cell] as number) + 1
      })
    this.#starts = starts
  }

  /** Visits each piece once whose box, grown by what is its own, touches that of piece `n` of `ends` grown by the reach. */
  near(ends: Float64Array, n: number, reach: number, visit: (piece: number) => void): void {
    const round = ++this.#round
    this.#cells(ends, n, reach, (cell) => {
      for (let at = this.#starts[cell] as number; at < (this.#starts[cell + 1] as number); at++) {
        const piece = this.#items[at] as number
        if (this.#seen[piece] === round) continue
        this.#seen[piece] = round
        visit(piece)
      }
    })
  }

  #cells(ends: Float64Array, n: number, around: number, visit: (cell: number) => void): void {
    const [x1, y1, x2, y2] = [ends[4 * n], ends[4 * n + 1], ends[4 * n + 2], ends[4 * n + 3]] as [
      ...[number, number, number, number],
    ]
    const place = (value: number, origin: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor((value - origin) / this.#size)))
    const left = place(Math.min(x1, x2) - around, this.#west, this.#columns)
    const right = place(Math.max(x1, x2) + around, this.#west, this.#columns)
    const low = place(Math.min(y1, y2) - around, this.#south, this.#rows)
    const high = place(Math.max(y1, y2) + around, this.#south, this.#rows)
    for (let row = low; row <= high; row++)
      for (let column = left; column <= right; column++) visit(row * this.#columns + column)
  }
}

/** Where two pieces of line in a plane come nearest. */
export interface Nearest {
  /** [m]; 0 where they cross */
  distance: number
  /** along the first and the second, 0…1 */
  along: number
  alongOther: number
}

/** Least distance of two pieces of line in a plane, and where; written into `found`. */
export function nearestOf(a: Float64Array, i: number, b: Float64Array, j: number, found: Nearest): void {
  const [ax, ay, bx, by] = [a[i], a[i + 1], a[i + 2], a[i + 3]] as [number, number, number, number]
  const [cx, cy, dx, dy] = [b[j], b[j + 1], b[j + 2], b[j + 3]] as [number, number, number, number]
  const fromC = side(ax, ay, bx, by, cx, cy)
  const fromD = side(ax, ay, bx, by, dx, dy)
  const fromA = side(cx, cy, dx, dy, ax, ay)
  const fromB = side(cx, cy, dx, dy, bx, by)
  if (fromC * fromD < 0 && fromA * fromB < 0) {
    found.distance = 0
    found.along = fromA / (fromA - fromB)
    found.alongOther = fromC / (fromC - fromD)
    return
  }
  found.distance = Number.POSITIVE_INFINITY
  const offer = (x: number, y: number, along: number, alongOther: number, px: number, py: number) => {
    const distance = Math.hypot(x - px, y - py)
    if (distance >= found.distance) return
    found.distance = distance
    found.along = along
    found.alongOther = alongOther
  }
  let at = partOf(cx, cy, ax, ay, bx, by)
  offer(cx, cy, at, 0, ax + at * (bx - ax), ay + at * (by - ay))
  at = partOf(dx, dy, ax, ay, bx, by)
  offer(dx, dy, at, 1, ax + at * (bx - ax), ay + at * (by - ay))
  at = partOf(ax, ay, cx, cy, dx, dy)
  offer(ax, ay, 0, at, cx + at * (dx - cx), cy + at * (dy - cy))
  at = partOf(bx, by, cx, cy, dx, dy)
  offer(bx, by, 1, at, cx + at * (dx - cx), cy + at * (dy - cy))
}

/** Twice the area left of P → Q. */
function side(px: number, py: number, qx: number, qy: number, x: number, y: number): number {
  return (qx - px) * (y - py) - (qy - py) * (x - px)
}

/** Where a point lies nearest on P → Q, 0…1. */
function partOf(x: number, y: number, px: number, py: number, qx: number, qy: number): number {
  const [dx, dy] = [qx - px, qy - py]
  const square = dx * dx + dy * dy
  return square > 0 ? Math.min(1, Math.max(0, ((x - px) * dx + (y - py) * dy) / square)) : 0
}
