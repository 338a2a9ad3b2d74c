const FIRST_SIZE = 1 << 16
const TAB = 0x09
const NEWLINE = 0x0a
const BACKSLASH = 0x5c
const ZERO = 0x30
const POINT = 0x2e
const MINUS = 0x2d
const ASCII_END = 0x80
/** bytes that one UTF-16 unit needs at most in UTF-8, or as an escape */
const WIDEST = 3
/** the longest number that `String` makes */
const NUMBER_SIZE = 32
const DOUBLE = 8
/** numbers are written to so many parts of one */
const DECIMAL = 10_000
/** above this a number with four decimals is no longer exact */
const LARGEST_EXACT = 1e11
const LARGEST_INTEGER = 2 ** 31 - 1
/** digits of 0 … 99 */
const TENS = Uint8Array.from({ length: 100 }, (_, i) => ZERO + Math.floor(i / 10))
const ONES = Uint8Array.from({ length: 100 }, (_, i) => ZERO + (i % 10))
/** both digits of a byte, the first in the low half */
const HEX = Uint16Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte.toString(16).padStart(2, '0').toUpperCase()).readUInt16LE(),
)
const N = 0x4e
/** bytes that COPY text cannot have as they are, and the letter of their escape */
const ESCAPES = new Map([
  [BACKSLASH, BACKSLASH],
  [TAB, 0x74],
  [NEWLINE, 0x6e],
  [0x0d, 0x72],
])
const IS_SPECIAL = new Uint8Array(256)
for (const byte of [0, ...ESCAPES.keys()]) IS_SPECIAL[byte] = 1
/** PostgreSQL has no text with a zero in it */
const REPLACEMENT = Buffer.from('\uFFFD')

/**
 * Rows in the text format of PostgreSQL's COPY, made in one buffer that is used again: cells parted by tabs, `\N` for
 * null, a line feed after each row. A cell is written in one or more parts, then `next()` ends it.
 *
 * @source PostgreSQL manual, COPY, "Text Format"
 */
export class CopyText {
  private bytes = Buffer.allocUnsafeSlow(FIRST_SIZE)
  private view = new DataView(this.bytes.buffer)
  private length = 0
  private doubles: Float64Array = new Float64Array(0)
  private octets: Uint8Array = new Uint8Array(0)

  /** All rows written so far; a view, good until the next one is begun. */
  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  /** bytes written so far */
  get size(): number {
    return this.length
  }

  clear(): void {
    this.length = 0
  }

  next(): void {
    this.reserve(1)
    this.bytes[this.length++] = TAB
  }

  /** Ends the row, whose last cell was ended already. */
  endRow(): void {
    this.bytes[this.length - 1] = NEWLINE
  }

  /** One byte of ASCII that needs no escape. */
  sign(byte: number): void {
    this.reserve(1)
    this.bytes[this.length++] = byte
  }

  /** Bytes that need no escape, such as `\N`. */
  raw(bytes: Uint8Array): void {
    this.reserve(bytes.length)
    for (let i = 0; i < bytes.length; i++) this.bytes[this.length + i] = bytes[i] ?? 0
    this.length += bytes.length
  }

  /** A whole cell that is null. */
  none(): void {
    this.reserve(3)
    const target = this.bytes
    const at = this.length
    target[at] = BACKSLASH
    target[at + 1] = N
    target[at + 2] = TAB
    this.length = at + 3
  }

  /** A whole cell of bytes that need no escape. */
  cell(bytes: Uint8Array): void {
    this.reserve(bytes.length + 1)
    const target = this.bytes
    let at = this.length
    for (let i = 0; i < bytes.length; i++) target[at++] = bytes[i] ?? 0
    target[at++] = TAB
    this.length = at
  }

  text(text: string): void {
    this.reserve(text.length * WIDEST)
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit >= ASCII_END) {
        const rest = Buffer.from(text.slice(i))
        this.utf8(rest, 0, rest.length)
        return
      }
      this.byte(unit)
    }
  }

  /** UTF-8 from a column, `from` up to before `end`. */
  utf8(block: Uint8Array, from: number, end: number): void {
    this.reserve((end - from) * WIDEST)
    const target = this.bytes
    let to = this.length
    for (let at = from; at < end; at++) {
      const byte = block[at] ?? 0
      if (IS_SPECIAL[byte]) {
        this.length = to
        this.byte(byte)
        to = this.length
      } else target[to++] = byte
    }
    this.length = to
  }

  /** A whole number ≥ 0. */
  whole(value: number): void {
    this.reserve(NUMBER_SIZE)
    this.digits(value)
  }

  /** The shortest text that gives the number again, as `String` does. */
  number(value: number): void {
    this.reserve(NUMBER_SIZE)
    const scaled = Math.round(Math.abs(value) * DECIMAL)
    if (!(scaled < LARGEST_EXACT && scaled / DECIMAL === Math.abs(value))) {
      this.text(String(value))
      return
    }
    this.decimal(scaled, value < 0)
  }

  /** A number to four decimals, without trailing zeros. */
  rounded(value: number): void {
    const scaled = Math.round(value * DECIMAL)
    if (!(Math.abs(scaled) < LARGEST_EXACT)) {
      this.number(scaled / DECIMAL)
      return
    }
    this.reserve(NUMBER_SIZE)
    this.decimal(Math.abs(scaled), scaled < 0)
  }

  /** @param scaled  whole number of ten thousandths */
  private decimal(scaled: number, isNegative: boolean): void {
    const target = this.bytes
    if (isNegative) target[this.length++] = MINUS
    const whole = Math.floor(scaled / DECIMAL)
    this.digits(whole)
    const rest = (scaled - whole * DECIMAL) | 0
    if (rest === 0) return
    let to = this.length
    const [high, low] = [(rest / 100) | 0, rest % 100]
    target[to] = POINT
    target[to + 1] = TENS[high] ?? 0
    target[to + 2] = ONES[high] ?? 0
    target[to + 3] = TENS[low] ?? 0
    target[to + 4] = ONES[low] ?? 0
    to += 5
    while (target[to - 1] === ZERO) to--
    this.length = to
  }

  /** The 16 hexadecimal digits of each of so many doubles, little endian, as EWKB has them. */
  hexDoubles(values: Float64Array, count: number): void {
    const size = count * DOUBLE
    this.reserve(size * 2)
    // of an array that is filled again for each row its bytes are looked at once
    if (values !== this.doubles) {
      this.doubles = values
      this.octets = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
    }
    const { view, octets: bytes } = this
    let to = this.length
    for (let i = 0; i < size; i++, to += 2) view.setUint16(to, HEX[bytes[i] ?? 0] ?? 0, true)
    this.length = to
  }

  /** The 8 hexadecimal digits of a whole number below 2³², little endian. */
  hexWhole(value: number): void {
    this.reserve(8)
    for (let shift = 0; shift < 32; shift += 8, this.length += 2)
      this.view.setUint16(this.length, HEX[(value >>> shift) & 0xff] ?? 0, true)
  }

  private digits(value: number): void {
    const target = this.bytes
    if (value < 100) {
      if (value >= 10) target[this.length++] = TENS[value] ?? 0
      target[this.length++] = ONES[value] ?? 0
      return
    }
    let count = 3
    for (let limit = 1000; value >= limit; limit *= 10) count++
    const from = this.length
    let at = from + count
    this.length = at
    let rest = value
    // beyond 31 bits, dividing needs floating point
    while (rest > LARGEST_INTEGER) {
      const next = Math.floor(rest / 10)
      target[--at] = ZERO + (rest - next * 10)
      rest = next
    }
    let small = rest | 0
    while (at - from >= 2) {
      const next = (small / 100) | 0
      const pair = small - next * 100
      target[--at] = ONES[pair] ?? 0
      target[--at] = TENS[pair] ?? 0
      small = next
    }
    if (at > from) target[from] = ZERO + small
  }

  private byte(byte: number): void {
    if (!IS_SPECIAL[byte]) {
      this.bytes[this.length++] = byte
      return
    }
    const letter = ESCAPES.get(byte)
    if (letter === undefined) {
      for (const part of REPLACEMENT) this.bytes[this.length++] = part
      return
    }
    this.bytes[this.length++] = BACKSLASH
    this.bytes[this.length++] = letter
  }

  private reserve(size: number): void {
    if (this.length + size <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + size))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
    this.view = new DataView(larger.buffer)
  }
}
