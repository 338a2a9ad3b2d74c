import { type Layout, MARGIN, TASK } from './layout.ts'

/** Edges of a box of cells, each at its place after 4 × block: nothing = east ≤ west. */
const [WEST, EAST, SOUTH, NORTH] = [0, 1, 2, 3]
/** Columns of a vector. */
const VECTOR = 4

/**
 * Which cells a step must compute: of each block the box of those that are wet, a cell further, and what comes over from
 * the blocks beside it. Both states of the water are dry outside the boxes of both.
 *
 * Places are those of the kernel, margin included; west and east lie between vectors.
 */
export class WetBlocks {
  readonly #block: Layout['block']
  readonly #across: number
  readonly #up: number
  readonly #east: number
  readonly #north: number
  #now: Int32Array
  #before: Int32Array
  /** block of each task of this step */
  readonly #blocks: Int32Array

  constructor({ columns, rows, block, across, up }: Layout) {
    this.#block = block
    this.#across = across
    this.#up = up
    this.#east = MARGIN.columns + Math.ceil(columns / VECTOR) * VECTOR
    this.#north = MARGIN.rows + rows
    this.#now = new Int32Array(4 * across * up)
    this.#before = new Int32Array(4 * across * up)
    this.#blocks = new Int32Array(across * up)
  }

  /** Water of this cell of the grid was changed. */
  touch(column: number, row: number): void {
    const block = Math.floor(row / this.#block.rows) * this.#across + Math.floor(column / this.#block.columns)
    const west = MARGIN.columns + Math.floor(column / VECTOR) * VECTOR
    const south = MARGIN.rows + row
    widen(this.#now, 4 * block, west, west + VECTOR, south, south + 1)
  }

  /** Writes the tasks of a step, and answers how many they are. */
  plan(isEverywhere: boolean, tasks: Int32Array): number {
    let count = 0
    for (let y = 0; y < this.#up; y++)
      for (let x = 0; x < this.#across; x++) {
        const at = count * TASK.words
        tasks[at + TASK.west] = tasks[at + TASK.east] = 0
        if (isEverywhere) widen(tasks, at, ...this.#edges(x, y))
        else this.#box(x, y, tasks, at)
        if ((tasks[at + TASK.east] as number) > (tasks[at + TASK.west] as number))
          this.#blocks[count++] = y * this.#across + x
      }
    return count
  }

  /** Takes over what the tasks of the step left wet, and answers the fastest wave of all [m/s]. */
  settle(count: number, tasks: Int32Array, speeds: Float32Array): number {
    ;[this.#now, this.#before] = [this.#before, this.#now]
    let fastest = 0
    for (let task = 0; task < count; task++) {
      const at = task * TASK.words
      const box = 4 * (this.#blocks[task] as number)
      for (let edge = 0; edge < 4; edge++) this.#now[box + edge] = tasks[at + TASK.wetWest + edge] as number
      fastest = Math.max(fastest, speeds[at + TASK.fastest] as number)
    }
    return fastest
  }

  #edges(x: number, y: number): [west: number, east: number, south: number, north: number] {
    const [west, south] = [MARGIN.columns + x * this.#block.columns, MARGIN.rows + y * this.#block.rows]
    return [
      west,
      Math.min(this.#east, west + this.#block.columns),
      south,
      Math.min(this.#north, south + this.#block.rows),
    ]
  }

  #box(x: number, y: number, tasks: Int32Array, at: number): void {
    const block = 4 * (y * this.#across + x)
    const [west, east, south, north] = this.#edges(x, y)
    const [now, before] = [this.#now, this.#before]
    const edge = (box: number, which: number) => now[box + which] as number
    if (edge(block, EAST) > edge(block, WEST))
      widen(
        ...([tasks, at] as const),
        ...([Math.max(west, edge(block, WEST) - VECTOR), Math.min(east, edge(block, EAST) + VECTOR)] as const),
        ...([Math.max(south, edge(block, SOUTH) - 1), Math.min(north, edge(block, NORTH) + 1)] as const),
      )
    if ((before[block + EAST] as number) > (before[block + WEST] as number))
      widen(
        ...([tasks, at] as const),
        ...([before[block + WEST] as number, before[block + EAST] as number] as const),
        ...([before[block + SOUTH] as number, before[block + NORTH] as number] as const),
      )
    // an empty box reaches no edge: its east is not above its west, its north not above its south
    const beside = (box: number) => [edge(box, SOUTH), edge(box, NORTH)] as const
    const above = (box: number) => [edge(box, WEST), edge(box, EAST)] as const
    const isWet = (box: number) => edge(box, EAST) > edge(box, WEST)
    const [left, right, below, over] = [block - 4, block + 4, block - 4 * this.#across, block + 4 * this.#across]
    if (x > 0 && isWet(left) && edge(left, EAST) === west) widen(tasks, at, west, west + VECTOR, ...beside(left))
    if (x < this.#across - 1 && isWet(right) && edge(right, WEST) === east)
      widen(tasks, at, east - VECTOR, east, ...beside(right))
    if (y > 0 && isWet(below) && edge(below, NORTH) === south) widen(tasks, at, ...above(below), south, south + 1)
    if (y < this.#up - 1 && isWet(over) && edge(over, SOUTH) === north)
      widen(tasks, at, ...above(over), north - 1, north)
  }
}

/** Makes the box at `at` hold another. */
function widen(boxes: Int32Array, at: number, west: number, east: number, south: number, north: number): void {
  const isEmpty = (boxes[at + EAST] as number) <= (boxes[at + WEST] as number)
  boxes[at + WEST] = isEmpty ? west : Math.min(boxes[at + WEST] as number, west)
  boxes[at + EAST] = isEmpty ? east : Math.max(boxes[at + EAST] as number, east)
  boxes[at + SOUTH] = isEmpty ? south : Math.min(boxes[at + SOUTH] as number, south)
  boxes[at + NORTH] = isEmpty ? north : Math.max(boxes[at + NORTH] as number, north)
}
