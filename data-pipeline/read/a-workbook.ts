import { crc32 } from 'node:zlib'

/** A cell: text, number, date, or nothing. */
export type WorkbookCell = string | number | Date | null

interface SheetOfTest {
  readonly rows: readonly (readonly WorkbookCell[])[]
  /** "A1:C1" */
  readonly merged?: readonly string[]
}

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'
const EPOCH = Date.UTC(1899, 11, 30)
const DAY = 86_400_000

/** The bytes of an .xlsx with these sheets: shared texts, one date style, empty cells left out, as Excel writes it. */
export function aWorkbook(sheets: Readonly<Record<string, SheetOfTest>>): Uint8Array {
  const texts: string[] = []
  const names = Object.keys(sheets)
  const parts = Object.values(sheets).map((sheet) => sheetXml(sheet, texts))
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
  return zip({
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}">${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr/><sheets>${names
      .map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="s${i + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}">${names
      .map((_, i) => relation(`s${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`))
      .join(
        '',
      )}${relation('t', 'sharedStrings', '/xl/sharedStrings.xml')}${relation('y', 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${MAIN}">${texts
      .map((text) => `<si><t>${text}</t><rPh sb="0" eb="1"><t>reading</t></rPh></si>`)
      .join('')}</sst>`,
    ...Object.fromEntries(parts.map((xml, i) => [`xl/worksheets/sheet${i + 1}.xml`, xml])),
  })
}

function sheetXml({ rows, merged = [] }: SheetOfTest, texts: string[]): string {
  const cells = (row: readonly WorkbookCell[], at: number) =>
    row.map((cell, column) => {
      const place = `r="${columnName(column)}${at + 1}"`
      if (cell === null || cell === '') return ''
      if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`
      if (cell instanceof Date) return `<c ${place} s="1"><v>${(cell.getTime() - EPOCH) / DAY}</v></c>`
      if (!texts.includes(cell)) texts.push(cell)
      return `<c ${place} t="s"><v>${texts.indexOf(cell)}</v></c>`
    })
  const body = rows.map((row, at) => `<row r="${at + 1}">${cells(row, at).join('')}</row>`).join('')
  const areas = merged.map((area) => `<mergeCell ref="${area}"/>`).join('')
  return `<worksheet xmlns="${MAIN}"><sheetData>${body}</sheetData><mergeCells>${areas}</mergeCells></worksheet>`
}

/** "A" for 0, "AA" for 26. */
function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : `${columnName(Math.floor(column / 26) - 1)}${letter}`
}

/** Files in a zip archive, not packed. */
function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const [path, content] = [Buffer.from(name), Buffer.from(text)]
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(path.length, 22)
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    locals.push(Buffer.from('PK\u0003\u0004'), common, path, content)
    central.push(Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, tail, path)
    offset += 4 + common.length + path.length + content.length
  }
  const end = Buffer.alloc(18)
  end.writeUInt16LE(Object.keys(files).length, 4)
  end.writeUInt16LE(Object.keys(files).length, 6)
  end.writeUInt32LE(Buffer.concat(central).length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, ...central, Buffer.from('PK\u0005\u0006'), end])
}
