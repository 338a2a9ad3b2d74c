import { csvRows } from './csv-rows.ts'
import { inputChunks, inputHead, inputSize } from './input-file.ts'
import { type Encoding, wrongEncoding } from './table-encoding.ts'
import {
  cellTexts,
  type RowCells,
  type SourceRow,
  type TableReading,
  type TableSource,
  tableLabel,
} from './table-source.ts'

/**
 * Opens a text table (comma, semicolon or tab; header first) and streams it.
 *
 * @throws UnusableInput when the file is absent, empty or no text, is in another encoding, or has a row without end
 */
export async function openCsv(path: string, options: TableReading): Promise<TableSource> {
  const file = tableLabel(path)
  const { encoding, limits, onBytes } = options
  await inputSize(path)
  const decoding = { isUtf8: true, hasMultibyte: false }
  const delimiter = await delimiterOf(path, encoding)
  const told = telling(inputChunks(path), onBytes, limits.progressEvery)
  const bytes = encoding === 'utf-8' ? told : toUtf8(told, decoding)
  const blocks = csvRows(bytes, delimiter, limits.longestRow, file)
  const { header, rest } = await headOf(blocks)
  return {
    header: header.map((name) => name.replace(/^\uFEFF/, '').trim()),
    headerRow: 1,
    hasGeometry: false,
    crs: null,
    async *rows(): AsyncGenerator<Iterable<SourceRow>> {
      const told = { row: 1 }
      yield filled(rest, told)
      for await (const block of blocks) yield filled(block, told)
      if (encoding === 'gb18030' && decoding.isUtf8 && decoding.hasMultibyte) {
        throw wrongEncoding(file, 1, 'gb18030', 'utf-8')
      }
    },
  }
}

/** The first row, and what follows it in its block. */
async function headOf(blocks: AsyncGenerator<Iterable<RowCells>>) {
  for (;;) {
    const { value, done } = await blocks.next()
    if (done) return { header: [], rest: [] }
    const rest = value[Symbol.iterator]()
    const first = rest.next()
    if (!first.done) return { header: cellTexts(first.value), rest: { [Symbol.iterator]: () => rest } }
  }
}

/** The rows that are not empty, counted on in `told`; one object for all, a million of them would be garbage at once. */
function* filled(block: Iterable<RowCells>, told: { row: number }): Iterable<SourceRow> {
  let current: { row: number; readonly cells: RowCells } | null = null
  for (const cells of block) {
    told.row++
    if (cells.length === 1 && cells.cell(0).trim() === '') continue
    current ??= { row: 0, cells }
    current.row = told.row
    yield current
  }
}

/** Passes chunks on and tells, after every `every` bytes and at the end, how many there were since it told last. */
async function* telling(chunks: AsyncIterable<Uint8Array>, tell: (bytes: number) => void, every: number) {
  let bytes = 0
  for await (const chunk of chunks) {
    yield chunk
    bytes += chunk.length
    if (bytes < every) continue
    tell(bytes)
    bytes = 0
  }
  tell(bytes)
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
