import { describe, expect, it } from 'vitest'
import { readExpression } from './expression.ts'

/** With x = 3 and y = 0.5. */
function worked(text: string): number | string {
  const known: Record<string, number> = { x: 3, y: 0.5 }
  const read = readExpression(text, (name) => (name in known ? name : undefined))
  return typeof read === 'string' ? read : read((name) => known[name] ?? Number.NaN)
}

describe('an expression of a rule', () => {
  it.each([
    ['1 + 2 * x', 7],
    ['(1+2)*x', 9],
    ['x - 1 - 1', 1],
    ['12 / x / 2', 2],
    ['-2^2', -4],
    ['2^x^2', 512],
    ['2 * -x', -6],
    ['abs(y - x) + step(-1) + step(0.1)', 3.5],
    ['sqrt(x^2 + 4^2)', 5],
    ['1e3*y', 500],
  ])('%s is %d', (text, value) => {
    expect(worked(text)).toBeCloseTo(value, 12)
  })

  it.each([
    ['x +', 'a number, a variable or a function in place of "its end"'],
    ['(x + 1', ') in place of "its end"'],
    ['x y', 'an operator in place of "y"'],
    ['z + 1', 'a variable of this file in place of "z"'],
    ['sqrt x', '( in place of "x"'],
    ['x # 2', 'an operator in place of "# 2"'],
  ])('%s is refused: expected %s', (text, sentence) => {
    expect(worked(text)).toBe(sentence)
  })
})
