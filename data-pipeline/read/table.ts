import { basename } from 'node:path'
import { type Findings, UnusableInput } from '../check/finding.ts'
import { csvRows } from './csv-rows.ts'
import { inputChunks, inputHead, inputSize, mebibytes } from './input-file.ts'

/** More rows than this share with undecodable bytes is a wrong encoding, not a few damaged rows. */
const DAMAGED_ROWS_LIMIT = 0.01
/** After this many damaged rows, if they are most of the rows so far, the rest is not read: it may be gigabytes of junk. */
const DAMAGED_ROWS_ENOUGH = 1000
const SHOWN_CHARACTERS = 200
const REPLACEMENT = '\uFFFD'

export type Encoding = 'utf-8' | 'gb18030'

/** One row; good until the next is asked for. */
export interface TableRow {
  /** 1-based, the header being row 1 */
  readonly row: number
  /** the trimmed cell of a column, '' when the column or cell is absent */
  cell(column: string): string
}

/** Names a column may have in a file, by the name the pipeline knows it by; the first that exists is taken. */
export type ColumnAliases = Readonly<Record<string, readonly string[]>>

/** How long a row may be, and how often a large table says how far it is read. */
interface TableLimits {
  /** bytes; a district's outline of 200,000 vertices fits */
  readonly longestRow: number
  /** bytes between two messages; smaller tables say nothing */
  readonly progressEvery: number
}
const LIMITS: TableLimits = { longestRow: 8 << 20, progressEvery: 64 << 20 }

export interface TableOptions {
  readonly encoding: Encoding
  readonly required: readonly string[]
  /** columns whose absence costs something: one error each, and the run goes on; of a list one is enough */
  readonly wanted?: readonly (string | readonly [string, ...string[]])[]
  readonly aliases?: ColumnAliases
  readonly limits?: TableLimits
  /** where large tables say how far they are read; stderr when absent */
  readonly progress?: (message: string) => void
}

/**
 * Streams the rows of a CSV file (comma, semicolon or tab; header first). Rows with undecodable bytes are reported and
 * left out.
 *
 * @throws UnusableInput when the file is absent, empty or no text, lacks a required column, is in another encoding, or
 *   has a row without end
 */
export async function* readTable(path: string, options: TableOptions, findings: Findings): AsyncGenerator<TableRow> {
  const file = basename(path)
  const limits = options.limits ?? LIMITS
  const size = await inputSize(path)
  const decoding = { isUtf8: true, hasMultibyte: false }
  const delimiter = await delimiterOf(path, options.encoding)
  const progress = options.progress ?? ((message) => process.stderr.write(`${message}\n`))
  const told = telling(inputChunks(path), (bytes) => progress(readSoFar(file, bytes, size)), limits.progressEvery)
  const bytes = options.encoding === 'utf-8' ? told : toUtf8(told, decoding)
  let columns: Map<string, number> | null = null
  // one object for all rows: a million of them would be garbage at once
  let current: { row: number; readonly cell: TableRow['cell'] } | null = null
  let row = 0
  let firstDamaged = 0
  let damaged = 0
  for await (const cells of csvRows(bytes, delimiter, limits.longestRow, file)) {
    row++
    if (!columns) {
      const header = Array.from({ length: cells.length }, (_, index) => cells.cell(index))
      columns = resolveColumns(header, options, file, findings)
      const at = columns
      current = { row, cell: (column) => cells.cell(at.get(column) ?? -1).trim() }
      continue
    }
    if (cells.length === 1 && cells.cell(0).trim() === '') continue
    if (cells.isDamaged) {
      damaged++
      firstDamaged ||= row
      const texts = Array.from({ length: cells.length }, (_, index) => cells.cell(index))
      findings.add('error', 'undecodable', undecodable(options.encoding), {
        file,
        row,
        value: texts.find((text) => text.includes(REPLACEMENT))?.slice(0, SHOWN_CHARACTERS) ?? null,
        expected: options.encoding,
      })
      if (damaged > DAMAGED_ROWS_ENOUGH && damaged > row / 2) break
      continue
    }
    if (!current) continue
    current.row = row
    yield current
  }
  if (damaged > Math.max(1, row * DAMAGED_ROWS_LIMIT)) {
    throw wrongEncoding(file, firstDamaged, options.encoding, options.encoding === 'utf-8' ? 'gb18030' : 'utf-8')
  }
  if (options.encoding === 'gb18030' && decoding.isUtf8 && decoding.hasMultibyte) {
    throw wrongEncoding(file, 1, 'gb18030', 'utf-8')
  }
  if (row <= 1) {
    findings.add(
      'warning',
      'no-rows',
      { zh: '表中只有表头，没有数据行', en: 'the table has a header but no rows' },
      { file, row },
    )
  }
}

/** Passes chunks on and tells after every `every` bytes how many there were. */
async function* telling(chunks: AsyncIterable<Uint8Array>, tell: (bytes: number) => void, every: number) {
  let [bytes, told] = [0, 0]
  for await (const chunk of chunks) {
    yield chunk
    bytes += chunk.length
    if (bytes - told < every) continue
    told = bytes
    tell(bytes)
  }
}

function readSoFar(file: string, bytes: number, size: number): string {
  return `${file}: 已读 read ${mebibytes(bytes)} / ${mebibytes(size)}`
}

/** GB18030 as UTF-8, noting whether it was that already. */
async function* toUtf8(
  chunks: AsyncIterable<Uint8Array>,
  decoding: { isUtf8: boolean; hasMultibyte: boolean },
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('gb18030')
  const strict = new TextDecoder('utf-8', { fatal: true })
  for await (const chunk of chunks) {
    if (decoding.isUtf8) decoding.isUtf8 = isDecodable(strict, chunk)
    decoding.hasMultibyte ||= chunk.some((byte) => byte > 127)
    const text = decoder.decode(chunk, { stream: true })
    if (text) yield Buffer.from(text)
  }
  const rest = decoder.decode()
  if (rest) yield Buffer.from(rest)
}

function isDecodable(decoder: TextDecoder, chunk: Uint8Array): boolean {
  try {
    decoder.decode(chunk, { stream: true })
    return true
  } catch {
    return false
  }
}

async function delimiterOf(path: string, encoding: Encoding): Promise<string> {
  const header = new TextDecoder(encoding).decode(await inputHead(path)).split(/[\r\n]/, 1)[0] ?? ''
  const counts = [',', '\t', ';'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }))
  return counts.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ','
}

function resolveColumns(
  header: readonly string[],
  options: TableOptions,
  file: string,
  findings: Findings,
): Map<string, number> {
  const present = new Map(
    header.map((name, index) => [
      name
        .replace(/^\uFEFF/, '')
        .trim()
        .toLowerCase(),
      index,
    ]),
  )
  const columns = new Map<string, number>()
  for (const [name, index] of present) columns.set(name, index)
  for (const [name, index] of header.map((cell, i) => [cell.replace(/^\uFEFF/, '').trim(), i] as const)) {
    columns.set(name, index)
  }
  for (const [known, aliases] of Object.entries(options.aliases ?? {})) {
    const alias = [known, ...aliases].find((name) => present.has(name.toLowerCase()))
    if (alias !== undefined) columns.set(known, present.get(alias.toLowerCase()) ?? -1)
  }
  const list = header.join(', ').slice(0, SHOWN_CHARACTERS)
  for (const column of options.required) {
    if (columns.has(column)) continue
    if (header.some((name) => name.includes(REPLACEMENT))) throw wrongEncoding(file, 1, options.encoding, 'gb18030')
    const message = {
      zh: `缺少必需的列 ${column}；可在映射文件中指定`,
      en: `required column ${column} is missing; a mapping file can name it`,
    }
    throw new UnusableInput('missing-column', message, { file, row: 1, column, value: list, expected: column })
  }
  for (const wanted of options.wanted ?? []) {
    const [column, ...others] = typeof wanted === 'string' ? [wanted] : wanted
    if ([column, ...others].some((name) => columns.has(name))) continue
    const message = {
      zh: `缺少列 ${column}，相应数值未知`,
      en: `column ${column} is missing: its values are not known`,
    }
    findings.add('error', 'missing-column', message, { file, row: 1, column, value: list, expected: column })
  }
  return columns
}

function undecodable(encoding: Encoding) {
  return {
    zh: `该行有不能按 ${encoding} 解码的字节，已略去`,
    en: `bytes that are not ${encoding}; the row is left out`,
  }
}

function wrongEncoding(file: string, row: number, declared: Encoding, likely: Encoding): UnusableInput {
  return new UnusableInput(
    'wrong-encoding',
    {
      zh: `文件不是 ${declared} 编码；若确是表格，请在 survey.json 中为该表设置 "encoding": "${likely}"`,
      en: `the file is not ${declared}; if it is a table at all, set "encoding": "${likely}" for this table in survey.json`,
    },
    { file, row, value: declared, expected: likely },
  )
}
