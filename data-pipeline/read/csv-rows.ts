import { isUtf8 } from 'node:buffer'
import { UnusableInput } from '../check/finding.ts'
import { decimal } from './decimal.ts'
import { RepeatedTexts } from './repeated-texts.ts'
import { numberOf, type RowCells } from './table-source.ts'

const [QUOTE, LINE_FEED, CARRIAGE_RETURN, SPACE] = [0x22, 0x0a, 0x0d, 0x20]
const ASCII_END = 0x80
/** U+FFFD in UTF-8: what a decoder writes for bytes that it cannot read */
const REPLACEMENT = Buffer.from('\uFFFD')
const FIRST_CELLS = 64

/**
 * Rows out of chunks of UTF-8, a block of rows for each chunk; a row is good until the next is asked for, and a block must
 * be gone through before the next. Only cells that are asked for become texts. A quote opens only at the start of a cell
 * (`DN 2"` is text) and closes only before a delimiter or the end of the row.
 *
 * @param delimiter  one ASCII character
 * @param longestRow  bytes
 * @throws UnusableInput at a row that is longer, with `file` and its place: an endless line would fill the memory
 */
export async function* csvRows(
  chunks: AsyncIterable<Uint8Array>,
  delimiter: string,
  longestRow: number,
  file: string,
): AsyncGenerator<Iterable<RowCells>> {
  const scanner = new Scanner(delimiter.charCodeAt(0))
  for await (const chunk of chunks) {
    scanner.feed(chunk)
    yield scanner.rows(false)
    if (scanner.pending > longestRow) throw endlessRow(file, scanner.count + 1, longestRow, scanner.head())
  }
  yield scanner.rows(true)
}

class Scanner implements RowCells {
  length = 0
  /** rows so far */
  count = 0
  private readonly delimiter: number
  private buffer: Buffer = Buffer.alloc(0)
  /** where the next row begins */
  private at = 0
  private rowStart = 0
  private isAscii = true
  /** no byte of the block, as far as its rows are whole, is damaged */
  private isSound = true
  private starts = new Int32Array(FIRST_CELLS)
  private ends = new Int32Array(FIRST_CELLS)
  /** 1 where the cell was in quotes */
  private quoted = new Uint8Array(FIRST_CELLS)
  private readonly repeatedTexts = new RepeatedTexts()

  constructor(delimiter: number) {
    this.delimiter = delimiter
  }

  /** bytes that are no whole row yet */
  get pending(): number {
    return this.buffer.length - this.at
  }

  get isDamaged(): boolean {
    if (this.isAscii || this.isSound) return false
    const row = this.buffer.subarray(this.rowStart, this.at)
    return !isUtf8(row) || row.includes(REPLACEMENT)
  }

  feed(chunk: Uint8Array): void {
    const rest = this.buffer.subarray(this.at)
    this.buffer =
      rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk])
    this.at = 0
    const whole = this.buffer.subarray(0, this.buffer.lastIndexOf(LINE_FEED) + 1)
    this.isSound = isUtf8(whole) && !whole.includes(REPLACEMENT)
  }

  /** The rows that are whole. */
  *rows(isLast: boolean): Iterable<RowCells> {
    // the end of the last row was not looked at
    if (isLast) this.isSound = false
    while (this.next(isLast)) {
      this.count++
      yield this
    }
  }

  head(): string {
    return this.buffer.toString('utf8', this.at, this.at + 320)
  }

  cell(index: number): string {
    if (index < 0 || index >= this.length) return ''
    const [start, end] = [this.starts[index] ?? 0, this.ends[index] ?? 0]
    if (start === end) return ''
    const text = this.buffer.toString(this.isAscii ? 'latin1' : 'utf8', start, end)
    return this.quoted[index] === 1 ? text.replaceAll('""', '"') : text
  }

  repeated(index: number): string {
    if (index < 0 || index >= this.length) return ''
    if (this.quoted[index] === 1) return this.cell(index).trim()
    const [start, end] = [this.starts[index] ?? 0, this.ends[index] ?? 0]
    return start === end ? '' : this.repeatedTexts.text(this.buffer, start, end)
  }

  number(index: number): number {
    if (index < 0 || index >= this.length) return Number.NaN
    const value = decimal(this.buffer, this.starts[index] ?? 0, this.ends[index] ?? 0)
    return Number.isNaN(value) ? numberOf(this.cell(index)) : value
  }

  /** Finds the cells of the next row; false when there is no whole one. The last row of a file may end without a line feed. */
  next(isLast: boolean): boolean {
    const { buffer, delimiter } = this
    const size = buffer.length
    let at = this.at
    if (at >= size) return false
    let [start, count, bits] = [at, 0, 0]
    while (at < size) {
      const byte = buffer[at] ?? 0
      if (byte === delimiter) {
        this.put(count++, start, at, 0)
        start = ++at
      } else if (byte === LINE_FEED) break
      else if (byte === QUOTE && at === start) {
        const close = this.closingQuote(at + 1)
        if (close < 0 && !isLast) return false
        const end = close < 0 ? size : close
        this.put(count++, at + 1, end, 1)
        for (let i = at; i < end; i++) bits |= buffer[i] ?? 0
        at = end + 1
        while (at < size && buffer[at] !== delimiter && buffer[at] !== LINE_FEED) at++
        start = -1
        if (at >= size || buffer[at] === LINE_FEED) break
        start = ++at
      } else {
        bits |= byte
        at++
      }
    }
    if (at >= size && !isLast) return false
    if (start >= 0) this.put(count++, start, at > start && buffer[at - 1] === CARRIAGE_RETURN ? at - 1 : at, 0)
    this.length = count
    this.isAscii = bits < ASCII_END
    this.rowStart = this.at
    this.at = Math.min(at + 1, size)
    return true
  }

  private put(index: number, start: number, end: number, quoted: number): void {
    if (index === this.starts.length) {
      this.starts = doubled(this.starts, Int32Array)
      this.ends = doubled(this.ends, Int32Array)
      this.quoted = doubled(this.quoted, Uint8Array)
    }
    this.starts[index] = start
    this.ends[index] = end
    this.quoted[index] = quoted
  }

  private closingQuote(from: number): number {
    const { buffer, delimiter } = this
    for (let at = buffer.indexOf(QUOTE, from); at >= 0; at = buffer.indexOf(QUOTE, at + 1)) {
      let next = at + 1
      if (buffer[next] === QUOTE) {
        at = next
        continue
      }
      while (buffer[next] === SPACE) next++
      // a quote at the end of what was read may be the first of two
      if (next === buffer.length) return at + 1 === buffer.length ? -1 : at
      const byte = buffer[next]
      if (byte === delimiter || byte === LINE_FEED || byte === CARRIAGE_RETURN) return at
    }
    return -1
  }
}

function doubled<Kind extends Int32Array | Uint8Array>(array: Kind, Class: new (length: number) => Kind): Kind {
  const larger = new Class(array.length * 2)
  larger.set(array)
  return larger
}

function endlessRow(file: string, row: number, longest: number, text: string): UnusableInput {
  const message = {
    zh: `一行超过 ${longest} 字节：不是表格？或有未闭合的引号`,
    en: `a row of more than ${longest} bytes: not a table? or a quote that is never closed`,
  }
  return new UnusableInput('endless-row', message, { file, row, value: text.slice(0, 80), expected: 'CSV' })
}
