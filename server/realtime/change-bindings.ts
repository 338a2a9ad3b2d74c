/** One condition of a subscription; all of them must hold. */
export interface Filter {
  readonly column: string
  readonly operator: string
  /** as PostgreSQL reads it; `in` as an array literal */
  readonly value: string
  readonly isNegated: boolean
}

/** What a client listens for, as it wrote it. */
export interface Binding {
  readonly event: '*' | 'INSERT' | 'UPDATE' | 'DELETE'
  /** '*' = any */
  readonly schema: string
  readonly table: string
  readonly filters: readonly Filter[]
  /** columns told beside the key; null = all */
  readonly selected: readonly string[] | null
}

/** A binding that the database confirmed. */
export interface Subscription extends Binding {
  /** what the client knows it by */
  readonly id: number
  /** oids of its tables */
  readonly entities: ReadonlySet<number>
}

const OPERATORS = ['eq', 'neq', 'lt', 'lte', 'gt', 'gte', 'in', 'like', 'ilike', 'is', 'match', 'imatch', 'isdistinct']
const EVENTS = ['INSERT', 'UPDATE', 'DELETE'] as const

/** The number by which a client knows a binding: equal for equal parameters, as on hosted, and never 0. */
export function bindingId(params: unknown): number {
  const text = JSON.stringify(params, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return ((hash >>> 0) % 0x7ffffff) + 1
}

/** Reads the parameters of a binding; what is wrong with them as text, in the words of Supabase Realtime. */
export function readBinding(params: unknown): Binding | string {
  const { event, schema, table, filter, select } = Object(params) as Record<string, unknown>
  if (typeof select === 'string')
    return 'Error parsing `select` params: expected a list of column name strings, e.g. select: ["col1", "col2"]'
  const names = Array.isArray(select) ? select.filter((name) => typeof name === 'string') : []
  const selected = names.length > 0 ? names : null
  const hasFilter = typeof filter === 'string'
  const isNamed = typeof schema === 'string' && typeof table === 'string'
  const isPart = filter == null && (typeof schema === 'string' || typeof table === 'string')
  if (!(isNamed && (hasFilter || filter == null)) && !isPart)
    return `No subscription params provided. Please provide at least a \`schema\` or \`table\` to subscribe to: ${JSON.stringify(params) ?? 'nothing'}`
  const filters = hasFilter ? readFilters(filter) : []
  if (typeof filters === 'string') return `Error parsing \`filter\` params: ${filters}`
  const named = { schema: String(schema ?? 'public'), table: String(table ?? '*') }
  if (selected && (named.schema === '*' || named.table === '*'))
    return 'Column selection is not supported for wildcard subscriptions. Provide an explicit schema and table name.'
  return {
    event: EVENTS.find((known) => known === String(event).toUpperCase()) ?? '*',
    ...named,
    filters,
    selected,
  }
}

/** `column=operator.value`, several parted by commas, `not.` before the operator turns it round. */
function readFilters(text: string): Filter[] | string {
  const filters: Filter[] = []
  if (text.trim() === '') return filters
  for (const part of splitAtCommas(text.trim())) {
    if (part.trim() === '') return 'filter must not contain empty segments (check for extra commas)'
    const [, column, negation, operator, value] = /^([^=]+)=(not\.)?([^.]*)\.(.*)$/s.exec(part.trim()) ?? []
    if (column === undefined || operator === undefined || value === undefined) return JSON.stringify([part.trim()])
    if (!OPERATORS.includes(operator)) return JSON.stringify([operator, value])
    if (operator === 'in' && !(value.startsWith('(') && value.endsWith(')')))
      return '`in` filter value must be wrapped by parentheses'
    filters.push({
      column,
      operator,
      value: operator === 'in' ? `{${value.slice(1, -1)}}` : unquote(value),
      isNegated: negation !== undefined,
    })
  }
  return filters
}

/** At commas outside of parentheses and of quotes, which begin after `.`, `(` or `,`. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let [part, depth, isQuoted] = ['', 0, false]
  for (let i = 0; i < text.length; i++) {
    const letter = text.charAt(i)
    if (isQuoted) {
      if (letter === '\\') part += letter + text.charAt(++i)
      else {
        isQuoted = letter !== '"'
        part += letter
      }
      continue
    }
    if (letter === ',' && depth === 0) {
      parts.push(part)
      part = ''
      continue
    }
    if (letter === '"' && '.(,'.includes(text.charAt(i - 1) || ' ')) isQuoted = true
    else if (letter === '(') depth++
    else if (letter === ')') depth = Math.max(0, depth - 1)
    part += letter
  }
  return [...parts, part]
}

/** The inside of a value in quotes; a value that is not wholly quoted stays as it is. */
function unquote(value: string): string {
  const inside = /^"((?:[^"\\]|\\.)*)"$/s.exec(value)?.[1]
  return inside === undefined ? value : inside.replace(/\\(.)/gs, '$1')
}
