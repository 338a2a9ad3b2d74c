/** How lines hang together, as typed arrays that threads can share. */
export interface ComponentSizes {
  /** by running number of a point: the smallest number of a point that it is joined with */
  readonly root: Int32Array
  /** lines of the component, at the number of its root */
  readonly lines: Int32Array
  /** lines of the largest component */
  readonly largest: number
}

/** Components as they lie, by running numbers from 0 on. */
export interface PackedComponents {
  readonly parent: Int32Array<ArrayBuffer>
  readonly joined: Int32Array<ArrayBuffer>
}

const FIRST_CAPACITY = 1024

/** Which points of a city lines join; 8 bytes a point, and near to a constant time a line. */
export class Components {
  private parent = new Int32Array(0)
  private joined = new Int32Array(0)

  /**
   * Counts a line and joins its ends.
   *
   * @param start  running numbers of points; -1 = none there
   */
  join(start: number, end: number): void {
    const [a, b] = [start < 0 ? end : start, end < 0 ? start : end]
    if (a < 0) return
    if (Math.max(a, b) >= this.parent.length) this.reserve(Math.max(a, b) + 1)
    const [one, other] = [this.find(a), this.find(b)]
    const [root, child] = one < other ? [one, other] : [other, one]
    this.joined[root] = (this.joined[root] ?? 0) + 1
    if (root === child) return
    this.parent[child] = root
    this.joined[root] = (this.joined[root] ?? 0) + (this.joined[child] ?? 0)
  }

  /** @param count  of points */
  packed(count: number): PackedComponents {
    if (count > this.parent.length) this.reserve(count)
    return { parent: this.parent.slice(0, count), joined: this.joined.slice(0, count) }
  }

  /** Adds points of another place, which have the running numbers from `first` on. */
  append({ parent, joined }: PackedComponents, first: number): void {
    const count = first + parent.length
    if (count > this.parent.length) this.reserve(count)
    this.joined.set(joined, first)
    for (let point = 0; point < parent.length; point++) this.parent[first + point] = first + (parent[point] ?? 0)
  }

  /** The components of points 0 … count − 1. */
  sizes(count: number): ComponentSizes {
    if (count > this.parent.length) this.reserve(count)
    const root = new Int32Array(new SharedArrayBuffer(count * 4))
    const lines = new Int32Array(new SharedArrayBuffer(count * 4))
    let largest = 0
    for (let point = 0; point < count; point++) {
      root[point] = this.find(point)
      lines[point] = this.joined[point] ?? 0
      largest = Math.max(largest, lines[point] ?? 0)
    }
    return { root, lines, largest }
  }

  private find(point: number): number {
    let at = point
    for (;;) {
      const up = this.parent[at] ?? at
      if (up === at) return at
      const next = this.parent[up] ?? up
      this.parent[at] = next
      at = next
    }
  }

  private reserve(needed: number): void {
    const before = this.parent.length
    const capacity = Math.max(before * 2, needed, FIRST_CAPACITY)
    const [parent, joined] = [new Int32Array(capacity), new Int32Array(capacity)]
    parent.set(this.parent)
    joined.set(this.joined)
    for (let point = before; point < capacity; point++) parent[point] = point
    this.parent = parent
    this.joined = joined
  }
}
