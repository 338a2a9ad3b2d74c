/** more rows than a table of one city has: two numbers of that size are one exact number */
const ROWS = 2 ** 24

/** Rows in the order of their running numbers. */
export function orderOf(numbers: Uint32Array, count: number): Uint32Array {
  const keys = new Float64Array(count)
  for (let row = 0; row < count; row++) keys[row] = (numbers[row] ?? 0) * ROWS + row
  return Uint32Array.from(keys.sort(), (key) => key % ROWS)
}
