/** A growing column of lists of numbers, such as the vertices of paths: all values side by side, and where each begins. */
export class ListColumn {
  private values = new Float64Array(0)
  private starts = new Uint32Array(1)
  private count = 0

  get length(): number {
    return this.count
  }

  push(list: ArrayLike<number>): void {
    const from = this.extend(list.length)
    for (let i = 0; i < list.length; i++) this.values[from + i] = list[i] ?? Number.NaN
  }

  /** Appends a list of so many values, which the caller puts into `block`. @returns index of the first */
  extend(length: number): number {
    const from = this.starts[this.count] ?? 0
    const end = from + length
    if (end > this.values.length) this.values = larger(this.values, end, Float64Array)
    if (this.count + 1 >= this.starts.length) this.starts = larger(this.starts, this.count + 2, Uint32Array)
    this.count++
    this.starts[this.count] = end
    return from
  }

  /** index in `block` of the first value of a list */
  start(index: number): number {
    return this.starts[index] ?? 0
  }

  /** index in `block` after the last value of a list */
  end(index: number): number {
    return this.starts[index + 1] ?? 0
  }

  /** all values, one list after the other */
  get block(): Float64Array {
    return this.values
  }

  /** The column as it lies; views, good until the next push. */
  packed(): { readonly starts: Uint32Array; readonly values: Float64Array } {
    const starts = this.starts.subarray(0, this.count + 1)
    return { starts, values: this.values.subarray(0, starts[this.count] ?? 0) }
  }

  /** Appends all lists of another column, as `packed` gives them. */
  append(starts: Uint32Array, values: Float64Array): void {
    const from = this.starts[this.count] ?? 0
    const count = this.count + starts.length - 1
    if (from + values.length > this.values.length) this.values = larger(this.values, from + values.length, Float64Array)
    this.values.set(values, from)
    if (count + 1 > this.starts.length) this.starts = larger(this.starts, count + 1, Uint32Array)
    for (let i = 1; i < starts.length; i++) this.starts[this.count + i] = from + (starts[i] ?? 0)
    this.count = count
  }

  clear(): void {
    this.count = 0
  }
}

function larger<Kind extends Float64Array | Uint32Array>(
  array: Kind,
  needed: number,
  Class: new (length: number) => Kind,
): Kind {
  const next = new Class(Math.max(array.length * 2, needed, 64))
  next.set(array)
  return next
}
