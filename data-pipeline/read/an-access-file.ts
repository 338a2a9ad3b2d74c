type Cell = string | number | null
type Row = Readonly<Record<string, Cell>>
type Kind = 'text' | 'object' | 'double' | 'long'

const PAGE = 4096
/** the header of every Jet 4 file is hidden by RC4 with this key */
const HEADER_KEY = [0xc7, 0xda, 0x39, 0x6b]
const [HIDDEN_FROM, HIDDEN_BYTES] = [0x18, 128]
/** where the catalogue of a Jet file stands, and the usage maps here */
const [CATALOGUE, MAPS] = [2, 1]
const CODES: Readonly<Record<Kind, number>> = { text: 0x0a, object: 0x0b, double: 0x07, long: 0x04 }
const SIZES: Readonly<Record<Kind, number>> = { text: 510, object: 0, double: 8, long: 4 }
const SYSTEM_TABLE = 0x53
const USER_TABLE = 0x4e
/** of a usage map: 512 pages */
const MAP_BYTES = 64

interface TableOfFile {
  readonly name: string
  readonly type: number
  readonly page: number
  readonly columns: readonly { readonly name: string; readonly kind: Kind }[]
  readonly rows: readonly Row[]
}

/**
 * A Jet 4 database (.mdb) with these tables, as far as readers look: no indices, no properties. A column of numbers is
 * double, any other text of at most 255 letters.
 */
export function anAccessFile(tables: Readonly<Record<string, readonly Row[]>>): Buffer {
  const pages: Buffer[] = [headerPage(), Buffer.alloc(PAGE), Buffer.alloc(PAGE)]
  const users = Object.entries(tables).map(([name, rows]): TableOfFile => {
    const names = Object.keys(rows[0] ?? {})
    const columns = names.map((column) => {
      const isNumber = rows.every((row) => typeof row[column] === 'number')
      return { name: column, kind: isNumber ? ('double' as const) : ('text' as const) }
    })
    pages.push(Buffer.alloc(PAGE))
    return { name, type: USER_TABLE, page: pages.length - 1, columns, rows }
  })
  const catalogue: TableOfFile = {
    ...{ name: 'MSysObjects', type: SYSTEM_TABLE, page: CATALOGUE },
    columns: [
      { name: 'Id', kind: 'long' },
      { name: 'Name', kind: 'text' },
      { name: 'Type', kind: 'long' },
      { name: 'Flags', kind: 'long' },
      // properties, of which there are none; mdbtools asks for the column
      { name: 'LvProp', kind: 'object' },
    ],
    rows: users.map(({ name, page }) => ({ Id: page, Name: name, Type: 1, Flags: 0 })),
  }
  const maps = [catalogue, ...users].map((table, index) => {
    pages[table.page] = definitionPage(table, index)
    const own = dataPages(table)
    const map = Buffer.alloc(1 + 4 + MAP_BYTES)
    for (const page of own) {
      map[5 + (pages.length >> 3)] = (map[5 + (pages.length >> 3)] ?? 0) | (1 << (pages.length & 7))
      pages.push(page)
    }
    return map
  })
  pages[MAPS] = dataPage(0, maps)
  return Buffer.concat(pages)
}

function isFixed(kind: Kind): boolean {
  return kind === 'double' || kind === 'long'
}

function headerPage(): Buffer {
  const page = Buffer.alloc(PAGE)
  page[1] = 1
  page.write('Standard Jet DB', 4, 'latin1')
  page[0x14] = 1
  keyStream(HEADER_KEY, HIDDEN_BYTES).copy(page, HIDDEN_FROM)
  return page
}

/** RC4, which hides zeros as what it adds. */
function keyStream(key: readonly number[], length: number): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index)
  const at = (index: number) => state[index & 255] ?? 0
  const swap = (a: number, b: number) => {
    const kept = at(a)
    state[a & 255] = at(b)
    state[b & 255] = kept
  }
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(i) + (key[i % key.length] ?? 0)) & 255
    swap(i, j)
  }
  const stream = Buffer.alloc(length)
  for (let k = 0, j = 0; k < length; k++) {
    j = (j + at(k + 1)) & 255
    swap(k + 1, j)
    stream[k] = at(at(k + 1) + at(j))
  }
  return stream
}

function definitionPage({ type, columns, rows }: TableOfFile, map: number): Buffer {
  const page = Buffer.alloc(PAGE)
  page[0] = 2
  page[1] = 1
  page.writeUInt32LE(rows.length, 16)
  page[40] = type
  page.writeUInt16LE(columns.length, 41)
  page.writeUInt16LE(columns.filter(({ kind }) => !isFixed(kind)).length, 43)
  page.writeUInt16LE(columns.length, 45)
  for (const at of [55, 59]) page.writeUInt32LE((MAPS << 8) | map, at)
  let [at, fixed, variable] = [63, 0, 0]
  for (const [index, { kind }] of columns.entries()) {
    page[at] = CODES[kind]
    page.writeUInt16LE(index, at + 5)
    page.writeUInt16LE(isFixed(kind) ? 0 : variable++, at + 7)
    page.writeUInt16LE(index, at + 9)
    // may be null, and has a fixed length where it is a number
    page[at + 15] = isFixed(kind) ? 3 : 2
    page.writeUInt16LE(isFixed(kind) ? fixed : 0, at + 21)
    page.writeUInt16LE(SIZES[kind], at + 23)
    fixed += isFixed(kind) ? SIZES[kind] : 0
    at += 25
  }
  for (const { name } of columns) {
    at = page.writeUInt16LE(2 * name.length, at)
    at += page.write(name, at, 'utf16le')
  }
  page.writeUInt32LE(at - 8, 8)
  return page
}

function dataPages({ page, columns, rows }: TableOfFile): Buffer[] {
  const records = rows.map((row) => recordOf(row, columns))
  const pages: Buffer[] = []
  for (let from = 0; from < records.length; ) {
    let [to, bytes] = [from, 14]
    while (to < records.length && bytes + 2 + (records[to]?.length ?? 0) <= PAGE)
      bytes += 2 + (records[to++]?.length ?? 0)
    pages.push(dataPage(page, records.slice(from, to)))
    from = to
  }
  return pages
}

/** Records lie from the end of their page on, their places at its beginning. */
function dataPage(owner: number, records: readonly Buffer[]): Buffer {
  const page = Buffer.alloc(PAGE)
  page[0] = 1
  page[1] = 1
  page.writeUInt32LE(owner, 4)
  page.writeUInt16LE(records.length, 12)
  let end = PAGE
  for (const [index, record] of records.entries()) {
    end -= record.copy(page, end - record.length)
    page.writeUInt16LE(end, 14 + 2 * index)
  }
  page.writeUInt16LE(end - 14 - 2 * records.length, 2)
  return page
}

/** Number of columns, fixed cells, texts, where the texts end and begin from the last to the first, which are not null. */
function recordOf(row: Row, columns: TableOfFile['columns']): Buffer {
  const fixed: Buffer[] = []
  const texts: Buffer[] = []
  const known = Buffer.alloc(Math.ceil(columns.length / 8))
  for (const [index, { name, kind }] of columns.entries()) {
    const value = row[name] ?? null
    if (value !== null) known[index >> 3] = (known[index >> 3] ?? 0) | (1 << (index & 7))
    if (!isFixed(kind)) texts.push(Buffer.from(value === null ? '' : String(value), 'utf16le'))
    else {
      const cell = Buffer.alloc(SIZES[kind])
      if (kind === 'long') cell.writeInt32LE(Number(value))
      else cell.writeDoubleLE(Number(value))
      fixed.push(cell)
    }
  }
  const ends: number[] = [2 + fixed.reduce((sum, { length }) => sum + length, 0)]
  for (const text of texts) ends.push((ends.at(-1) ?? 0) + text.length)
  const numbers = (values: readonly number[]) => Buffer.from(new Uint16Array(values).buffer)
  return Buffer.concat([
    numbers([columns.length]),
    ...fixed,
    ...texts,
    numbers([...ends.reverse(), texts.length]),
    known,
  ])
}
