import fc from 'fast-check'
import { expect, it } from 'vitest'
import { PackedTexts, packTexts } from './packed-texts.ts'

const packed = (texts: readonly string[]) => new PackedTexts(packTexts(texts))

it('gives the texts that were packed, each at its position', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (texts) => {
      expect([...packed(texts)]).toEqual(texts)
    }),
  )
})

it('finds the first position of every text that is not empty', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 3 })), (texts) => {
      const column = packed(texts)
      for (const text of texts.filter(Boolean)) expect(column.indexOf(text)).toBe(texts.indexOf(text))
    }),
  )
})

it('says which texts are not there', () => {
  const column = packed(['', '管线', 'b'])
  expect(column.indexOf('a')).toBe(-1)
  expect(column.indexOf('')).toBe(-1)
  expect([-1, 0, 1, 2, 3].map((index) => column.has(index))).toEqual([false, false, true, true, false])
  expect([column.at(-1), column.at(3)]).toEqual([undefined, undefined])
  expect(packed([]).indexOf('a')).toBe(-1)
})

it('reads texts out of shared memory, as several threads have them', () => {
  const { bytes, offsets } = packTexts(['a', '井'])
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  expect(new PackedTexts({ bytes: shared, offsets }).at(1)).toBe('井')
})
