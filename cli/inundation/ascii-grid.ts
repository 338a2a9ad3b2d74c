import type { Raster } from '../../workers/inundation/case/raster.ts'

const KEYS = ['ncols', 'nrows', 'xllcorner', 'yllcorner', 'xllcenter', 'yllcenter', 'cellsize', 'nodata_value'] as const
type Key = (typeof KEYS)[number]

/**
 * Reads an ESRI ASCII grid: header by name in any order, then rows from north to south; values may break lines anywhere.
 *
 * @param name  of the file, for what is told
 * @throws Error naming the file, the row, the column and the value that is no number
 */
export function parseAsciiGrid(name: string, text: string): Raster {
  const header = new Map<Key, number>()
  const words = /\S+/g
  let begins = 0
  for (let word = words.exec(text); word; word = words.exec(text)) {
    const key = KEYS.find((known) => known === word?.[0].toLowerCase())
    if (!key) {
      begins = word.index
      break
    }
    const value = words.exec(text)?.[0]
    const number = Number(value)
    if (value === undefined || (Number.isNaN(number) && key !== 'nodata_value'))
      throw new Error(`${name}: ${key} is ${value}, expected a number`)
    header.set(key, number)
  }
  const need = (key: Key) => {
    const value = header.get(key)
    if (value === undefined) throw new Error(`${name}: no ${key}, expected an ESRI ASCII grid`)
    return value
  }
  const [columns, rows, size] = [need('ncols'), need('nrows'), need('cellsize')]
  if (!(Number.isInteger(columns) && columns > 0)) throw new Error(`${name}: ncols is ${columns}, expected cells`)
  if (!(Number.isInteger(rows) && rows > 0)) throw new Error(`${name}: nrows is ${rows}, expected cells`)
  if (!(size > 0)) throw new Error(`${name}: cellsize is ${size}, expected metres above 0`)
  const corner = (axis: 'x' | 'y') =>
    header.has(`${axis}llcenter`) ? need(`${axis}llcenter`) - size / 2 : need(`${axis}llcorner`)
  const noData = header.get('nodata_value') ?? -9999
  const values = new Float64Array(columns * rows)
  words.lastIndex = begins
  for (let n = 0; n < values.length; n++) {
    const [row, column] = [Math.floor(n / columns), n % columns]
    const word = words.exec(text)?.[0]
    if (word === undefined)
      throw new Error(`${name}: ends at row ${row + 1}, column ${column + 1}, expected ${rows} rows of ${columns}`)
    const value = Number(word)
    const isNone = value === noData || (Number.isNaN(value) && Number.isNaN(noData))
    if (!(Number.isFinite(value) || isNone))
      throw new Error(`${name}: "${word}" in row ${row + 1}, column ${column + 1}, expected a number or ${noData}`)
    values[(rows - 1 - row) * columns + column] = isNone ? Number.NaN : value
  }
  const more = words.exec(text)?.[0]
  if (more !== undefined) throw new Error(`${name}: "${more}" after the last row, expected ${rows} rows of ${columns}`)
  return { columns, rows, size, west: corner('x'), south: corner('y'), values }
}

/** Writes one, rows from north to south; NaN becomes −9999. */
export function formatAsciiGrid(
  { columns, rows, size, west, south }: Omit<Raster, 'values'>,
  values: ArrayLike<number>,
): string {
  const lines = [
    ...[`ncols ${columns}`, `nrows ${rows}`, `xllcorner ${west}`, `yllcorner ${south}`, `cellsize ${size}`],
    'NODATA_value -9999',
  ]
  for (let row = rows - 1; row >= 0; row--) {
    const cells: string[] = []
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] as number
      cells.push(Number.isNaN(value) ? '-9999' : String(Math.round(value * 1e5) / 1e5))
    }
    lines.push(cells.join(' '))
  }
  return `${lines.join('\n')}\n`
}
