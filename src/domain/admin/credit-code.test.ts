import { describe, expect, it } from 'vitest'
import { isCreditCode } from './credit-code.ts'

describe('a credit code', () => {
  // By hand: the weights 3^(i−1) mod 31 are 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28; M is 21 and Y is 30.
  // 9·1 + 1·3 + 3·9 + 5·27 + 1·26 + 21·20 + 1·8 + 30·30 + 4·28
  // = 9 + 3 + 27 + 135 + 26 + 420 + 8 + 900 + 112
  // = 1640; 1640 mod 31 = 28; 31 − 28 = 3.
  it('ends in the character that follows from the others', () => {
    expect(isCreditCode('91350100M000100Y43')).toBe(true)
    for (const other of '0124Y') expect(isCreditCode(`91350100M000100Y4${other}`)).toBe(false)
  })

  it('is of the city of Beijing or Hangzhou as well', () => {
    expect(isCreditCode('91110000600037341L')).toBe(true)
    expect(isCreditCode('91330100799655058B')).toBe(true)
  })

  it('tells two characters that changed places', () => {
    expect(isCreditCode('91350100M000010Y43')).toBe(false)
  })

  it.each(['', '91350100M000100Y4', '91350100M000100Y433', '91350100m000100y43', '91350I00M000100Y43'])(
    'is not "%s"',
    (code) => {
      expect(isCreditCode(code)).toBe(false)
    },
  )
})
