import { type Elimination, leastDegree } from './elimination.ts'

/**
 * A sparse matrix whose pattern is that of a graph, and its factors L U. The pattern is the same for good, so the order of
 * elimination (least degree first) and every place that an elimination touches are found once. No pivots are sought: the
 * matrix must be diagonally dominant by columns, as one of storage and conductances is. Filled anew it is solved anew.
 */
export class SparseLu {
  readonly diagonal: Float64Array
  /**
   * Entries beside the diagonal: `place(row, column)` says where. Of the i-th neighbour of an elimination, that of (pivot,
   * neighbour) lies at i, that of (neighbour, pivot) a half of the array behind it.
   */
  readonly entries: Float64Array
  readonly #elimination: Elimination
  /** for each pair of neighbours, row by row: an entry, or −1 − row for the diagonal */
  readonly #targets: Int32Array

  /** @param pairs  rows that share entries, in either order, each pair once or more */
  constructor(size: number, pairs: Iterable<readonly [number, number]>) {
    this.#elimination = leastDegree(size, pairs)
    this.#targets = targetsOf(this.#elimination)
    this.diagonal = new Float64Array(size)
    this.entries = new Float64Array(2 * this.#elimination.neighbours.length)
  }

  /** Where the entry of a row and a column lies; both must share entries. */
  place(row: number, column: number): number {
    const { rank, starts, neighbours } = this.#elimination
    const isUpper = (rank[row] as number) < (rank[column] as number)
    const [k, wanted] = isUpper ? [rank[row] as number, column] : [rank[column] as number, row]
    let [low, high] = [starts[k] as number, (starts[k + 1] as number) - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((neighbours[middle] as number) < wanted) low = middle + 1
      else high = middle
    }
    return isUpper ? low : neighbours.length + low
  }

  /** Solves for a right side, which becomes the solution; the matrix becomes its factors. */
  solve(side: Float64Array): void {
    this.factor()
    this.substitute(side)
  }

  /** Makes L U of the matrix, in its place. */
  factor(): void {
    const { diagonal, entries } = this
    const { order, starts, neighbours } = this.#elimination
    const [targets, half] = [this.#targets, neighbours.length]
    let target = 0
    for (let k = 0; k < order.length; k++) {
      const [from, to] = [starts[k] as number, starts[k + 1] as number]
      const inverse = 1 / (diagonal[order[k] as number] as number)
      for (let a = from; a < to; a++) {
        const factor = (entries[half + a] as number) * inverse
        entries[half + a] = factor
        for (let b = from; b < to; b++) {
          const change = factor * (entries[b] as number)
          const at = targets[target++] as number
          if (at < 0) diagonal[-1 - at] = (diagonal[-1 - at] as number) - change
          else entries[at] = (entries[at] as number) - change
        }
      }
    }
  }

  /** Solves for a right side, which becomes the solution, by the factors that `factor` left: as often as wanted. */
  substitute(side: Float64Array): void {
    const { diagonal, entries } = this
    const { order, starts, neighbours } = this.#elimination
    const half = neighbours.length
    for (let k = 0; k < order.length; k++) {
      const value = side[order[k] as number] as number
      for (let a = starts[k] as number; a < (starts[k + 1] as number); a++) {
        const row = neighbours[a] as number
        side[row] = (side[row] as number) - (entries[half + a] as number) * value
      }
    }
    for (let k = order.length - 1; k >= 0; k--) {
      const pivot = order[k] as number
      let value = side[pivot] as number
      for (let a = starts[k] as number; a < (starts[k + 1] as number); a++)
        value -= (entries[a] as number) * (side[neighbours[a] as number] as number)
      side[pivot] = value / (diagonal[pivot] as number)
    }
  }
}

/** Of each pair of neighbours of an elimination, the entry that it changes: both lie by number, so one walk finds them all. */
function targetsOf({ order, rank, starts, neighbours }: Elimination): Int32Array {
  const half = neighbours.length
  let count = 0
  for (let k = 0; k < order.length; k++) count += ((starts[k + 1] as number) - (starts[k] as number)) ** 2
  const targets = new Int32Array(count)
  let base = 0
  for (let k = 0; k < order.length; k++) {
    const [from, to] = [starts[k] as number, starts[k + 1] as number]
    const width = to - from
    for (let row = 0; row < width; row++) {
      const a = neighbours[from + row] as number
      targets[base + row * width + row] = -1 - a
      let at = starts[rank[a] as number] as number
      const end = starts[(rank[a] as number) + 1] as number
      for (let column = 0; column < width; column++) {
        const b = neighbours[from + column] as number
        while (at < end && (neighbours[at] as number) < b) at += 1
        if (at >= end || neighbours[at] !== b) continue
        targets[base + row * width + column] = at
        targets[base + column * width + row] = half + at
      }
    }
    base += width * width
  }
  return targets
}
