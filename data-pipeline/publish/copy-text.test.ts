import { expect, it } from 'vitest'
import { CopyText } from './copy-text.ts'

function written(write: (copy: CopyText) => void): string {
  const copy = new CopyText()
  write(copy)
  return Buffer.from(copy.written).toString()
}

it('parts cells by tabs and rows by line feeds', () => {
  const text = written((copy) => {
    for (const cell of ['a', 'b']) {
      copy.text(cell)
      copy.next()
    }
    copy.endRow()
  })
  expect(text).toBe('a\tb\n')
})

it.each([
  ['back\\slash', 'back\\\\slash'],
  ['tab\there', 'tab\\there'],
  ['two\r\nlines', 'two\\r\\nlines'],
  ['\\N', '\\\\N'],
  ['管线\\井', '管线\\\\井'],
  ['zero\0', 'zero\uFFFD'],
])('escapes what COPY would misread: %j', (text, expected) => {
  expect(written((copy) => copy.text(text))).toBe(expected)
  const bytes = Buffer.from(`x${text}x`)
  expect(written((copy) => copy.utf8(bytes, 1, bytes.length - 1))).toBe(expected)
})

it.each([0, 7, 10, 1600, 0.1, -0.1, 2.05, -12.3456, 100.01, 0.0001, 123456789.5, 1 / 3, 1e-7, 5e20, -3])(
  'writes %d so that it reads back equal',
  (value) => {
    expect(written((copy) => copy.number(value))).toBe(String(value))
  },
)

it.each([0, -0.00004, 2.05, -12.34564, 99.99996, 300_000.5, 1e12, 5e20, -3])('writes %d to four decimals', (value) => {
  expect(written((copy) => copy.rounded(value))).toBe(String(Math.round(value * 1e4) / 1e4))
})

it('writes the hexadecimal bytes of EWKB', () => {
  expect(written((copy) => copy.hexDoubles(Float64Array.of(120.5, 1), 1))).toBe('0000000000205E40')
  expect(written((copy) => copy.hexWhole(4490))).toBe('8A110000')
})

it('keeps rows whole while its buffer grows', () => {
  const text = '管'.repeat(50_000)
  expect(written((copy) => [copy.whole(1), copy.text(text), copy.text(text)])).toBe(`1${text}${text}`)
})
