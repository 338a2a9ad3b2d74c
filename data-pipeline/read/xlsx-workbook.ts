import { basename, posix } from 'node:path'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { UnusableInput } from '../check/finding.ts'
import { bytesAt } from './dbf.ts'
import { inputSize } from './input-file.ts'

const ZIP = 'PK\u0003\u0004'
/** begins old .xls files and every workbook behind a password */
const COMPOUND_FILE = 'd0cf11e0a1b11ae1'
/** texts of a workbook are held whole [bytes] */
const LARGEST_TEXTS = 2 ** 30
/** number formats that need no definition: dates and times, and their Chinese, Japanese and Korean forms */
const DATE_FORMATS = [14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]
const EAST_ASIAN_DATE_FORMATS: readonly (readonly [number, number])[] = [
  [27, 36],
  [50, 58],
]

/** One sheet of a workbook: its name and the file in it. */
interface Sheet {
  readonly name: string
  readonly part: string
}

export interface Workbook {
  readonly file: string
  readonly sheets: readonly Sheet[]
  /** texts that cells name by number */
  readonly texts: readonly string[]
  /** numbers of the cell styles that show a date */
  readonly dateStyles: ReadonlySet<number>
  /** days are counted from 1904, as old Macintosh workbooks do */
  readonly isFrom1904: boolean
  /** a part, piece by piece */
  read(part: string): AsyncGenerator<string>
  close(): void
}

export interface XmlHandlers {
  open?(name: string, attributes: SaxesTagPlain['attributes']): void
  text?(text: string): void
  close?(name: string): void
}

/** The sheets of an Excel workbook, in its order. */
export async function sheetsOf(file: string): Promise<readonly Sheet[]> {
  const parts = await openParts(file)
  try {
    return (await bookOf(parts)).sheets
  } finally {
    parts.close()
  }
}

/**
 * Opens an Excel workbook (.xlsx, .xlsm); whoever opens it closes it.
 *
 * @throws UnusableInput when it is none, is damaged, behind a password, or an old .xls
 */
export async function openWorkbook(file: string): Promise<Workbook> {
  const parts = await openParts(file)
  try {
    const book = await bookOf(parts)
    const [texts, dateStyles] = [await textsOf(parts, book.texts), await dateStylesOf(parts, book.styles)]
    return { file, ...book, texts, dateStyles, read: parts.read, close: parts.close }
  } catch (error) {
    parts.close()
    throw error
  }
}

/** Feeds a part to the handlers; names come without their namespace. */
export function xmlReader(handlers: XmlHandlers): SaxesParser {
  const parser = new SaxesParser()
  const plain = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => handlers.open?.(plain(name), attributes))
  parser.on('closetag', ({ name }) => handlers.close?.(plain(name)))
  parser.on('text', (text) => handlers.text?.(text))
  parser.on('cdata', (text) => handlers.text?.(text))
  parser.on('error', (error) => {
    throw error
  })
  return parser
}

/** What a reader throws over a damaged part, told of the file. */
export function badWorkbook(file: string, error: unknown): UnusableInput {
  if (error instanceof UnusableInput) return error
  const detail = error instanceof Error ? error.message : String(error)
  const message = {
    zh: `不是可读的 Excel 工作簿（.xlsx），或不完整：${detail}`,
    en: `not a readable Excel workbook (.xlsx), or cut short: ${detail}`,
  }
  return new UnusableInput('bad-workbook', message, { file: basename(file), expected: '.xlsx' })
}

interface Parts {
  readonly file: string
  readonly sizes: ReadonlyMap<string, number>
  read(part: string): AsyncGenerator<string>
  close(): void
}

async function openParts(file: string): Promise<Parts> {
  await inputSize(file)
  await refuseOthers(file)
  let zip: ZipFile | null = null
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false })
    const entries = new Map<string, Entry>()
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
    const sizes = new Map([...entries].map(([name, { uncompressedSize }]) => [name, uncompressedSize]))
    const opened = zip
    return { file, sizes, read: (part) => piecesOf(opened, entries.get(part), file), close: () => opened.close() }
  } catch (error) {
    zip?.close()
    throw badWorkbook(file, error)
  }
}

async function* piecesOf(zip: ZipFile, entry: Entry | undefined, file: string): AsyncGenerator<string> {
  if (!entry) return
  const decoder = new TextDecoder()
  try {
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
      yield decoder.decode(chunk, { stream: true })
    }
  } catch (error) {
    throw badWorkbook(file, error)
  }
}

/** Tells a text table, an old workbook and one behind a password from a damaged one. */
async function refuseOthers(file: string): Promise<void> {
  const head = await bytesAt(file, 0, 8)
  if (head.toString('latin1', 0, ZIP.length) === ZIP) return
  const place = { file: basename(file), expected: '.xlsx' }
  if (head.toString('hex') === COMPOUND_FILE) {
    const message = {
      zh: '工作簿加有密码，或是旧的 .xls 格式；请在 Excel 中去掉密码并另存为 .xlsx',
      en: 'the workbook is behind a password or of the old .xls kind: take the password off and save it as .xlsx',
    }
    throw new UnusableInput('locked-workbook', message, place)
  }
  const isText = !(await bytesAt(file, 0, 4096)).includes(0)
  const message = isText
    ? {
        zh: '内容是文本而不是 Excel 工作簿；若是 CSV，请把扩展名改为 .csv',
        en: 'it holds text and no Excel workbook: if it is CSV, name it .csv',
      }
    : { zh: '不是 Excel 工作簿（.xlsx）', en: 'not an Excel workbook (.xlsx)' }
  throw new UnusableInput('bad-workbook', message, place)
}

/** Runs a whole part through the handlers. */
async function readPart(parts: Parts, part: string, handlers: XmlHandlers): Promise<void> {
  const parser = xmlReader(handlers)
  try {
    for await (const piece of parts.read(part)) parser.write(piece)
    if (parts.sizes.has(part)) parser.close()
  } catch (error) {
    throw badWorkbook(parts.file, error)
  }
}

async function bookOf(parts: Parts) {
  const main = (await targetsOf(parts, '', '_rels/.rels')).find(({ type }) => type.endsWith('/officeDocument'))
  const book = main?.part ?? 'xl/workbook.xml'
  if (!parts.sizes.has(book)) throw badWorkbook(parts.file, new Error(book))
  const folder = posix.dirname(book)
  const targets = await targetsOf(parts, folder, posix.join(folder, '_rels', `${posix.basename(book)}.rels`))
  const partOf = (kind: string) => targets.find(({ type }) => type.endsWith(`/${kind}`))?.part
  const sheets: Sheet[] = []
  let isFrom1904 = false
  await readPart(parts, book, {
    open(name, attributes) {
      if (name === 'workbookPr') isFrom1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1]
      const target = targets.find((one) => one.id === id && one.type.endsWith('/worksheet'))
      if (target && attributes.name !== undefined) sheets.push({ name: attributes.name, part: target.part })
    },
  })
  return { sheets, isFrom1904, texts: partOf('sharedStrings'), styles: partOf('styles') }
}

async function targetsOf(parts: Parts, folder: string, relations: string) {
  const targets: { readonly id: string; readonly type: string; readonly part: string }[] = []
  await readPart(parts, relations, {
    open(name, { Id = '', Type = '', Target = '' }) {
      if (name !== 'Relationship') return
      const part = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target)
      targets.push({ id: Id, type: Type, part })
    },
  })
  return targets
}

/** The shared texts. Readings printed over Chinese or Japanese characters (rPh) are no part of them. */
async function textsOf(parts: Parts, part: string | undefined): Promise<string[]> {
  const texts: string[] = []
  if (part === undefined) return texts
  if ((parts.sizes.get(part) ?? 0) > LARGEST_TEXTS) throw badWorkbook(parts.file, new Error(`${part} > 1 GiB`))
  let [isText, isReading, text] = [false, false, '']
  await readPart(parts, part, {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') isReading = true
      if (name === 't') isText = !isReading
    },
    text(piece) {
      if (isText) text += piece
    },
    close(name) {
      if (name === 't') isText = false
      if (name === 'rPh') isReading = false
      if (name === 'si') texts.push(text)
    },
  })
  return texts
}

async function dateStylesOf(parts: Parts, part: string | undefined): Promise<Set<number>> {
  const formats = new Set(DATE_FORMATS)
  for (const [first, last] of EAST_ASIAN_DATE_FORMATS) for (let id = first; id <= last; id++) formats.add(id)
  const styles: number[] = []
  let isInCells = false
  if (part === undefined) return new Set()
  await readPart(parts, part, {
    open(name, { numFmtId = '', formatCode = '' }) {
      if (name === 'numFmt' && showsDate(formatCode)) formats.add(Number(numFmtId))
      if (name === 'cellXfs') isInCells = true
      if (name === 'xf' && isInCells) styles.push(Number(numFmtId))
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false
    },
  })
  return new Set(styles.flatMap((format, style) => (formats.has(format) ? [style] : [])))
}

/** A format code with a letter of a date outside quotes, brackets and escapes. */
function showsDate(code: string): boolean {
  return /[ymdh]/i.test(code.replace(/"[^"]*"|\\.|_.|\[[^\]]*\]/g, '').replace(/general/gi, ''))
}
