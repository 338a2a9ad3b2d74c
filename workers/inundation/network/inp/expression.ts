/** What stands between the names of variables in an expression: numbers, signs of operation, names of functions. */
const TOKEN = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)|([a-z_][\w.]*)|([-+*/^()]))/iy

/** Functions of one argument that EPA SWMM 5.2 knows (User's Manual, C.3); angles in radians, `step` is 1 above 0. */
const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  abs: Math.abs,
  sgn: Math.sign,
  step: (x) => (x > 0 ? 1 : 0),
  sqrt: Math.sqrt,
  log: Math.log,
  log10: Math.log10,
  exp: Math.exp,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  cot: (x) => 1 / Math.tan(x),
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  acot: (x) => Math.PI / 2 - Math.atan(x),
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  coth: (x) => 1 / Math.tanh(x),
}

type Token = { readonly kind: 'number' | 'name' | 'sign'; readonly text: string }

/** An expression with the values of its variables put in. */
export type Expression<Variable> = (value: (variable: Variable) => number) => number

/**
 * Reads an expression of + − * / ^, brackets, functions and variables; ^ binds strongest and to the right, a sign before it
 * less, so that −2^2 is −4.
 *
 * @param variable  by its name, or undefined when there is none
 * @returns what computes it, or a sentence that says what is wrong
 */
export function readExpression<Variable>(
  text: string,
  variable: (name: string) => Variable | undefined,
): Expression<Variable> | string {
  const split = tokensOf(text)
  if (typeof split === 'string') return split
  const tokens: readonly Token[] = split
  let at = 0
  let wrong: string | null = null
  const nothing: Expression<Variable> = () => Number.NaN
  const isNext = (...signs: string[]) => tokens[at]?.kind === 'sign' && signs.includes(tokens[at]?.text ?? '')
  const fails = (expected: string) => {
    wrong ??= `${expected} in place of "${tokens[at]?.text ?? 'its end'}"`
    return nothing
  }

  /** Terms of one rank, from left to right. */
  function chain(signs: readonly string[], part: () => Expression<Variable>): Expression<Variable> {
    let left = part()
    while (wrong === null && isNext(...signs)) {
      const [before, sign] = [left, tokens[at++]?.text ?? '']
      const right = part()
      left = (value) => combine(sign, before(value), right(value))
    }
    return left
  }
  const sum = (): Expression<Variable> => chain(['+', '-'], () => chain(['*', '/'], signed))
  function signed(): Expression<Variable> {
    if (!isNext('-', '+')) return power()
    const isMinus = tokens[at++]?.text === '-'
    const one = signed()
    return isMinus ? (value) => -one(value) : one
  }
  function power(): Expression<Variable> {
    const base = single()
    if (wrong !== null || !isNext('^')) return base
    at++
    const exponent = signed()
    return (value) => base(value) ** exponent(value)
  }
  function bracket(): Expression<Variable> {
    if (!isNext('(')) return fails('(')
    at++
    const inside = sum()
    if (wrong === null && !isNext(')')) return fails(')')
    at++
    return inside
  }
  function single(): Expression<Variable> {
    const token = tokens[at]
    if (isNext('(')) return bracket()
    if (token?.kind === 'number') {
      at++
      const number = Number(token.text)
      return () => number
    }
    if (token?.kind !== 'name') return fails('a number, a variable or a function')
    const found = variable(token.text)
    const compute = FUNCTIONS[token.text.toLowerCase()]
    if (found === undefined && !compute) return fails('a variable of this file')
    at++
    if (found !== undefined) return (value) => value(found)
    const inside = bracket()
    return (value) => compute?.(inside(value)) ?? Number.NaN
  }

  const whole = sum()
  if (wrong === null && at < tokens.length) fails('an operator')
  return wrong ?? whole
}

function tokensOf(text: string): Token[] | string {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const end = text.trimEnd().length
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex
    const match = TOKEN.exec(text)
    if (!match) return `an operator in place of "${text.slice(from).trim()}"`
    const [, number, name, sign] = match
    tokens.push({ kind: number ? 'number' : name ? 'name' : 'sign', text: number ?? name ?? sign ?? '' })
  }
  return tokens
}

function combine(sign: string, a: number, b: number): number {
  if (sign === '+') return a + b
  if (sign === '-') return a - b
  return sign === '*' ? a * b : a / b
}
