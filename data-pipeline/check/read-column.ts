/** A value of a numeric column; rows are in range, so NaN is never met. */
export function read(column: { readonly [index: number]: number | undefined }, index: number): number {
  return column[index] ?? Number.NaN
}
