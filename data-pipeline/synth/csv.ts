export type Cell = string | number | null

/** CSV text (RFC 4180 quoting, \n line ends) of rows that all have the header's columns. */
export function toCsv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [header.join(',')]
  for (const row of rows) {
    if (row.length !== header.length) {
      throw new RangeError(`toCsv: got ${row.length} cells, expected ${header.length}: ${row.join(',')}`)
    }
    lines.push(row.map(quote).join(','))
  }
  return `${lines.join('\n')}\n`
}

function quote(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
