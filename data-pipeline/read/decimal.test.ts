import { expect, test } from 'vitest'
import { decimal } from './decimal.ts'

const read = (text: string) => decimal(Buffer.from(text), 0, text.length)

test('plain decimals are the numbers that the language reads', () => {
  const texts = ['0', '-0.1', '3990006.361', '39520008.365', '.5', '5.', '123456789.012345', '0.000001', ' 7.25 ']
  for (const text of texts) expect(read(text)).toBe(Number(text))
  for (let i = 0; i < 1000; i++) {
    const text = (Math.sin(i) * 1e6).toFixed(i % 9)
    expect(read(text)).toBe(Number(text))
  }
})

test('what is empty, longer than is exact, or no plain decimal is no number here', () => {
  for (const text of ['', ' ', '-', '.', '1e3', '0x1', '1 2', '1.2.3', 'NaN', '1234567890123456'])
    expect(read(text)).toBeNaN()
})
