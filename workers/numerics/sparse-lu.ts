/**
 * A sparse matrix whose pattern is that of a graph, and its factors L U. The pattern is the same for good, so the order of
 * elimination (least degree first) and every place that an elimination touches are found once. No pivots are sought: the
 * matrix must be diagonally dominant by columns, as one of storage and conductances is. Filled anew it is solved anew.
 */
export class SparseLu {
  readonly diagonal: Float64Array
  /** entries beside the diagonal: `place(row, column)` says where */
  readonly entries: Float64Array
  readonly #places = new Map<number, number>()
  readonly #size: number
  readonly #order: Int32Array
  /** by elimination: where its neighbours begin in `#neighbours`, and its updates in `#targets` */
  readonly #starts: Int32Array
  readonly #neighbours: Int32Array
  /** places of (pivot, neighbour) and (neighbour, pivot) */
  readonly #upper: Int32Array
  readonly #lower: Int32Array
  /** for each pair of neighbours, row by row: an entry, or −1 − row for the diagonal */
  readonly #targets: Int32Array

  /** @param pairs  rows that share entries, in either order, each pair once or more */
  constructor(size: number, pairs: Iterable<readonly [number, number]>) {
    this.#size = size
    const beside = Array.from({ length: size }, () => new Set<number>())
    for (const [a, b] of pairs) {
      beside[a]?.add(b)
      beside[b]?.add(a)
    }
    const order = new Int32Array(size)
    const neighbours: number[] = []
    const starts = new Int32Array(size + 1)
    const queue = new ByDegree(beside)
    for (let k = 0; k < size; k++) {
      const pivot = queue.takeLeast()
      order[k] = pivot
      const around = [...(beside[pivot] ?? [])].sort((a, b) => a - b)
      for (const a of around) {
        beside[a]?.delete(pivot)
        for (const b of around) if (a !== b) beside[a]?.add(b)
        queue.changed(a)
      }
      for (const a of around) {
        this.#reserve(pivot, a)
        this.#reserve(a, pivot)
        neighbours.push(a)
      }
      starts[k + 1] = neighbours.length
    }
    const targets: number[] = []
    for (let k = 0; k < size; k++) {
      const around = neighbours.slice(starts[k], starts[k + 1])
      for (const a of around) for (const b of around) targets.push(a === b ? -1 - a : this.place(a, b))
    }
    this.#order = order
    this.#starts = starts
    this.#neighbours = Int32Array.from(neighbours)
    const pivots = Array.from(order, (pivot, k) =>
      new Array((starts[k + 1] ?? 0) - (starts[k] ?? 0)).fill(pivot),
    ).flat()
    this.#upper = Int32Array.from(neighbours, (a, i) => this.place(pivots[i] as number, a))
    this.#lower = Int32Array.from(neighbours, (a, i) => this.place(a, pivots[i] as number))
    this.#targets = Int32Array.from(targets)
    this.diagonal = new Float64Array(size)
    this.entries = new Float64Array(this.#places.size)
  }

  /** Where the entry of a row and a column lies; both must share entries. */
  place(row: number, column: number): number {
    return this.#places.get(row * this.#size + column) as number
  }

  /** Solves for a right side, which becomes the solution; the matrix becomes its factors. */
  solve(side: Float64Array): void {
    this.factor()
    this.substitute(side)
  }

  /** Makes L U of the matrix, in its place. */
  factor(): void {
    const { diagonal, entries } = this
    const [order, starts] = [this.#order, this.#starts]
    const [upper, lower, targets] = [this.#upper, this.#lower, this.#targets]
    let target = 0
    for (let k = 0; k < order.length; k++) {
      const [from, to] = [starts[k] as number, starts[k + 1] as number]
      const inverse = 1 / (diagonal[order[k] as number] as number)
      for (let a = from; a < to; a++) {
        const factor = (entries[lower[a] as number] as number) * inverse
        entries[lower[a] as number] = factor
        for (let b = from; b < to; b++) {
          const change = factor * (entries[upper[b] as number] as number)
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
    const [order, starts, neighbours] = [this.#order, this.#starts, this.#neighbours]
    const [upper, lower] = [this.#upper, this.#lower]
    for (let k = 0; k < order.length; k++) {
      const value = side[order[k] as number] as number
      for (let a = starts[k] as number; a < (starts[k + 1] as number); a++) {
        const row = neighbours[a] as number
        side[row] = (side[row] as number) - (entries[lower[a] as number] as number) * value
      }
    }
    for (let k = order.length - 1; k >= 0; k--) {
      const pivot = order[k] as number
      let value = side[pivot] as number
      for (let a = starts[k] as number; a < (starts[k + 1] as number); a++)
        value -= (entries[upper[a] as number] as number) * (side[neighbours[a] as number] as number)
      side[pivot] = value / (diagonal[pivot] as number)
    }
  }

  #reserve(row: number, column: number): void {
    const key = row * this.#size + column
    if (!this.#places.has(key)) this.#places.set(key, this.#places.size)
  }
}

/** Rows by how many neighbours they have left. */
class ByDegree {
  readonly #beside: readonly Set<number>[]
  readonly #buckets: Set<number>[] = []
  readonly #degree: Int32Array

  constructor(beside: readonly Set<number>[]) {
    this.#beside = beside
    this.#degree = new Int32Array(beside.length).fill(-1)
    beside.forEach((_, row) => {
      this.changed(row)
    })
  }

  changed(row: number): void {
    const degree = this.#beside[row]?.size ?? 0
    this.#buckets[this.#degree[row] as number]?.delete(row)
    this.#degree[row] = degree
    for (let i = this.#buckets.length; i <= degree; i++) this.#buckets.push(new Set())
    this.#buckets[degree]?.add(row)
  }

  takeLeast(): number {
    for (const bucket of this.#buckets)
      for (const row of bucket) {
        bucket.delete(row)
        this.#degree[row] = -1
        return row
      }
    throw new Error('ByDegree.takeLeast: nothing is left')
  }
}
