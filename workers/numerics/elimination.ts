/**
 * In which order the rows of a sparse symmetric pattern are eliminated, and which of the others each then touches. By elimination
 * k, the neighbours of `order[k]` that are left, by number, lie in `neighbours` from `starts[k]` to `starts[k + 1]`.
 */
export interface Elimination {
  readonly order: Int32Array
  /** by row, its place in the order */
  readonly rank: Int32Array
  readonly starts: Int32Array
  readonly neighbours: Int32Array
}

/**
 * Orders by least degree: the row with the fewest neighbours left goes first, of equals the one that came to its degree first;
 * those that it touches become neighbours of each other. A tree is so taken from its leaves, without any fill.
 *
 * @param pairs  rows that share entries, in either order, each pair once or more
 * @source  George, A. & Liu, J. W. H. (1989). The evolution of the minimum degree ordering algorithm. SIAM Review 31(1).
 */
export function leastDegree(size: number, pairs: Iterable<readonly [number, number]>): Elimination {
  const beside = neighboursOf(size, pairs)
  const queue = new ByDegree(beside)
  const [order, rank] = [new Int32Array(size), new Int32Array(size)]
  const starts = new Int32Array(size + 1)
  const neighbours: number[] = []
  // a row is marked with the stamp of whom it was last seen beside
  const mark = new Int32Array(size).fill(-1)
  let stamp = 0
  for (let k = 0; k < size; k++) {
    const pivot = queue.takeLeast()
    order[k] = pivot
    rank[pivot] = k
    const around = (beside[pivot] as number[]).sort((a, b) => a - b)
    for (const a of around) {
      const own = beside[a] as number[]
      stamp += 1
      mark[a] = stamp
      let at = 0
      for (let i = 0; i < own.length; i++) {
        const each = own[i] as number
        mark[each] = stamp
        if (each === pivot) at = i
      }
      own[at] = own[own.length - 1] as number
      own.pop()
      for (const b of around) if (mark[b] !== stamp) own.push(b)
      queue.changed(a, own.length)
      neighbours.push(a)
    }
    starts[k + 1] = neighbours.length
    beside[pivot] = []
  }
  return { order, rank, starts, neighbours: Int32Array.from(neighbours) }
}

function neighboursOf(size: number, pairs: Iterable<readonly [number, number]>): number[][] {
  const beside = Array.from({ length: size }, (): number[] => [])
  for (const [a, b] of pairs) {
    if (a === b) continue
    beside[a]?.push(b)
    beside[b]?.push(a)
  }
  return beside.map((own) => (own.length > 1 ? [...new Set(own)] : own))
}

const NONE = -1

/** Rows in lists by how many neighbours they have left; a list is taken from its front. */
class ByDegree {
  readonly #degree: Int32Array
  readonly #next: Int32Array
  readonly #before: Int32Array
  /** by degree */
  readonly #first: number[] = []
  readonly #last: number[] = []
  #least = 0

  constructor(beside: readonly (readonly number[])[]) {
    this.#degree = new Int32Array(beside.length).fill(NONE)
    this.#next = new Int32Array(beside.length)
    this.#before = new Int32Array(beside.length)
    beside.forEach(({ length }, row) => {
      this.changed(row, length)
    })
  }

  /** Puts a row at the end of the list of its degree. */
  changed(row: number, degree: number): void {
    this.#takeOut(row)
    while (this.#first.length <= degree) {
      this.#first.push(NONE)
      this.#last.push(NONE)
    }
    const last = this.#last[degree] as number
    this.#before[row] = last
    this.#next[row] = NONE
    if (last === NONE) this.#first[degree] = row
    else this.#next[last] = row
    this.#last[degree] = row
    this.#degree[row] = degree
    if (degree < this.#least) this.#least = degree
  }

  takeLeast(): number {
    while (this.#first[this.#least] === NONE) this.#least += 1
    const row = this.#first[this.#least]
    if (row === undefined) throw new Error('ByDegree.takeLeast: nothing is left')
    this.#takeOut(row)
    return row
  }

  #takeOut(row: number): void {
    const degree = this.#degree[row] as number
    if (degree === NONE) return
    const [before, next] = [this.#before[row] as number, this.#next[row] as number]
    if (before === NONE) this.#first[degree] = next
    else this.#next[before] = next
    if (next === NONE) this.#last[degree] = before
    else this.#before[next] = before
    this.#degree[row] = NONE
  }
}
