import { noTable, type SourceRow, type TableReading, type TableSource, textCells } from './table-source.ts'
import { badWorkbook, openWorkbook, type Workbook, xmlReader } from './xlsx-workbook.ts'

/** a title, notes and a header of two or three rows stand above the first row of data */
const HEADER_WITHIN = 20
const DAY = 86_400_000
/** day 0 of Excel's count, which takes 1900 for a leap year: right from 1900-03-01 on */
const EPOCH = Date.UTC(1899, 11, 30)
const LEAP_DAY_OF_1900 = 60
const DAYS_TO_1904 = 1462

/** row as Excel counts them, from 1 */
interface SheetRow {
  readonly row: number
  readonly cells: readonly string[]
}

type SheetPart = { readonly kind: 'row'; readonly row: SheetRow } | { readonly kind: 'merge'; readonly area: Area }

/** 0-based, inclusive; rows as Excel counts them, from 1 */
interface Area {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/**
 * Opens a sheet of an Excel workbook and streams its rows, counted as Excel does. The header is the first of the upper
 * 20 rows that has what the table must have, with merged cells filled where none has; else the first row.
 *
 * @param table  null = the only sheet
 * @throws UnusableInput when it is no workbook, is damaged, or has no such sheet
 */
export async function openSheet(
  file: string,
  table: string | null,
  isHeader: TableReading['isHeader'],
): Promise<TableSource> {
  const workbook = await openWorkbook(file)
  try {
    const names = workbook.sheets.map(({ name }) => name)
    const sheet = workbook.sheets.find(({ name }) => name === (table ?? (names.length === 1 ? names[0] : null)))
    if (!sheet) throw noTable(file, table, names)
    const header = await headerOf(workbook, sheet.part, isHeader)
    return {
      header: header.cells.map((cell) => cell.replace(/\s+/g, ' ').trim()),
      headerRow: header.row,
      hasGeometry: false,
      crs: null,
      async *rows(): AsyncGenerator<SourceRow[]> {
        try {
          for await (const part of partsOf(workbook, sheet.part)) {
            if (part.kind !== 'row' || part.row.row <= header.row) continue
            const { row, cells } = part.row
            if (cells.some((cell) => cell !== '')) yield [{ row, cells: textCells(cells) }]
          }
        } finally {
          workbook.close()
        }
      },
    }
  } catch (error) {
    workbook.close()
    throw error
  }
}

async function headerOf(workbook: Workbook, part: string, isHeader: TableReading['isHeader']): Promise<SheetRow> {
  const upper: SheetRow[] = []
  for await (const one of partsOf(workbook, part)) {
    if (one.kind !== 'row' || one.row.row > HEADER_WITHIN) break
    upper.push(one.row)
  }
  const plain = upper.find(({ cells }) => isHeader(cells))
  if (plain) return plain
  // merged areas are told after the rows, so they cost a run through the sheet
  const merged: Area[] = []
  for await (const one of partsOf(workbook, part)) if (one.kind === 'merge') merged.push(one.area)
  const filled = upper.map((row) => fill(row, upper, merged))
  const first = filled.find(({ cells }) => cells.some((cell) => cell !== ''))
  return filled.find(({ cells }) => isHeader(cells)) ?? first ?? { row: 0, cells: [] }
}

/** The row with the value of every merged area in each of its cells. */
function fill({ row, cells }: SheetRow, upper: readonly SheetRow[], merged: readonly Area[]): SheetRow {
  const whole = [...cells]
  for (const { left, right, top, bottom } of merged) {
    const value = upper.find((one) => one.row === top)?.cells[left]
    if (value === undefined || row < top || row > bottom) continue
    for (let column = left; column <= right; column++) whole[column] = value
  }
  return { row, cells: Array.from(whole, (cell) => cell ?? '') }
}

async function* partsOf(workbook: Workbook, part: string): AsyncGenerator<SheetPart> {
  const ready: SheetPart[] = []
  let row = 0
  let cells: string[] = []
  let column = -1
  let kind = ''
  let style = -1
  let value = ''
  let formula = ''
  /** what text belongs to: v value, t text within the cell, f formula, '' nothing */
  let inside = ''
  let isReading = false
  const parser = xmlReader({
    open(name, { r, t = 'n', s, ref = '' }) {
      if (name === 'row') {
        row = r === undefined ? row + 1 : Number(r)
        cells = []
        column = -1
      } else if (name === 'c') {
        column = r === undefined ? column + 1 : placeOf(r).column
        kind = t
        style = s === undefined ? -1 : Number(s)
        value = ''
        formula = ''
      } else if (name === 'rPh') isReading = true
      else if (name === 'v' || name === 'f' || (name === 't' && !isReading)) inside = name
      else if (name === 'mergeCell') ready.push({ kind: 'merge', area: areaOf(ref) })
    },
    text(text) {
      if (inside === 'f') formula += text
      else if (inside === 'v' || inside === 't') value += text
    },
    close(name) {
      if (name === 'v' || name === 'f' || name === 't') inside = ''
      else if (name === 'rPh') isReading = false
      else if (name === 'c') {
        while (cells.length < column) cells.push('')
        // a formula that nobody has calculated has no value; its text makes that visible
        cells[column] = value === '' && formula !== '' ? `=${formula}` : cellText(workbook, kind, style, value)
      } else if (name === 'row') ready.push({ kind: 'row', row: { row, cells } })
    },
  })
  try {
    for await (const piece of workbook.read(part)) {
      parser.write(piece)
      yield* ready
      ready.length = 0
    }
    parser.close()
    yield* ready
  } catch (error) {
    throw badWorkbook(workbook.file, error)
  }
}

function cellText({ texts, dateStyles, isFrom1904 }: Workbook, kind: string, style: number, value: string): string {
  if (kind === 's') return texts[Number(value)] ?? ''
  if (kind === 'd') return value.replace(/T00:00(:00(\.0+)?)?Z?$/, '')
  if (kind !== 'n' || value === '' || !Number.isFinite(Number(value))) return value
  // "5.0999999999999996" is how Excel writes 5.1
  return dateStyles.has(style) ? dateText(Number(value), isFrom1904) : String(Number(value))
}

/** Excel's day count as a date, with the time where it has one; a time alone stays a number. */
function dateText(days: number, isFrom1904: boolean): string {
  if (days < 1) return String(days)
  const counted = isFrom1904 ? days + DAYS_TO_1904 : days < LEAP_DAY_OF_1900 ? days + 1 : days
  const text = new Date(EPOCH + Math.round(counted * DAY)).toISOString()
  return text.replace(/T00:00:00\.000Z$/, '').replace(/\.\d+Z$/, '')
}

function areaOf(ref: string): Area {
  const [from = '', to = from] = ref.split(':')
  const [first, last] = [placeOf(from), placeOf(to)]
  return { left: first.column, right: last.column, top: first.row, bottom: last.row }
}

/** "AB12" as its 0-based column and its row. */
function placeOf(reference: string): { readonly column: number; readonly row: number } {
  let column = 0
  let at = 0
  for (; at < reference.length; at++) {
    const letter = reference.charCodeAt(at) - 64
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return { column: column - 1, row: Number(reference.slice(at)) }
}
