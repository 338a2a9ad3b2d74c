/** What the table is of, one line each. */
type Facts = readonly (readonly [what: string, text: string])[]
type Cell = string | number | null

/** so that spreadsheets read the Chinese words */
const BYTE_ORDER_MARK = '\uFEFF'

/**
 * A table of comma-separated values. Numbers have six digits after the point at most; null and what is no number stay empty.
 *
 * @param facts  told before the table in lines that begin with "#", which most readers can be told to skip
 */
export function csvTable(facts: Facts, columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [
    ...facts.map(([what, text]) => `# ${what}: ${text}`.replaceAll('\n', ' ')),
    columns.map(csvCell).join(','),
    ...rows.map((row) => row.map(csvCell).join(',')),
  ]
  return `${facts.length > 0 ? BYTE_ORDER_MARK : ''}${lines.join('\n')}\n`
}

function csvCell(value: Cell): string {
  if (typeof value === 'string') return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
  return value === null || !Number.isFinite(value) ? '' : String(Math.round(value * 1e6) / 1e6)
}
