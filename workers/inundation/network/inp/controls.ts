import { type Expression, readExpression } from './expression.ts'
import type { LinkSpec, NodeSpec, Tables } from './model.ts'
import type { InpOptions } from './options.ts'
import { dateOf, type RowReader, readRow, secondsOf } from './row-reader.ts'
import type { Fault, InpFile } from './sections.ts'

export type Relation = '=' | '<>' | '<' | '<=' | '>' | '>='

export type NodeValue = (typeof NODE_VALUES)[number]
export type LinkValue = (typeof LINK_VALUES)[number]

/** What stands in the network or on the clock. Values are SI; a flow is counted from the first node to the second. */
export type Reading =
  | { readonly of: 'node'; readonly id: string; readonly what: NodeValue }
  | { readonly of: 'link'; readonly id: string; readonly what: LinkValue }
  /** seconds since the start, of the day, or since 1970; a count for the rest (day of the week from Sunday = 1) */
  | { readonly of: 'clock'; readonly what: (typeof CLOCK_VALUES)[number] }

/** What a rule looks at. An EXPRESSION is computed of readings in the units of the file, and compared in them. */
export type Observed =
  | Reading
  | { readonly of: 'expression'; readonly name: string; readonly compute: Expression<Reading> }

export interface Premise {
  /** how it joins those before it */
  readonly join: 'AND' | 'OR'
  readonly left: Observed
  readonly relation: Relation
  readonly right: number | Observed
}

export interface Action {
  readonly link: string
  readonly setting:
    | { readonly by: 'value'; readonly value: number }
    /** of the last observed value, by a CONTROL curve in the units of the file (`factorOf` turns them) */
    | { readonly by: 'curve'; readonly curve: string }
    | { readonly by: 'series'; readonly series: string }
    /** proportional coefficient, integral and derivative time [minutes], on the value that the last premise compares */
    | { readonly by: 'pid'; readonly gains: readonly [number, number, number] }
}

export interface Rule {
  readonly id: string
  readonly premises: readonly Premise[]
  readonly actions: readonly Action[]
  readonly otherwise: readonly Action[]
  /** the higher wins; 0 when nothing is said */
  readonly priority: number
}

const RELATIONS: readonly Relation[] = ['=', '<>', '<', '<=', '>', '>=']
const NODE_VALUES = ['DEPTH', 'HEAD', 'VOLUME', 'INFLOW', 'MAXDEPTH'] as const
const LINK_VALUES = [
  ...(['FLOW', 'DEPTH', 'VELOCITY', 'LENGTH', 'SLOPE', 'FULLFLOW', 'FULLDEPTH'] as const),
  ...(['SETTING', 'STATUS', 'TIMEOPEN', 'TIMECLOSED'] as const),
] as const
const CLOCK_VALUES = ['TIME', 'CLOCKTIME', 'DATE', 'MONTH', 'DAY', 'DAYOFYEAR'] as const
/** Seconds here: what an expression of the file would take them for is not said anywhere. */
const TIMES: readonly string[] = ['TIME', 'CLOCKTIME', 'DATE', 'TIMEOPEN', 'TIMECLOSED']
const LINK_WORDS = ['LINK', 'CONDUIT', 'PUMP', 'ORIFICE', 'WEIR', 'OUTLET'] as const

interface Known {
  readonly options: InpOptions
  readonly nodes: ReadonlyMap<string, NodeSpec>
  readonly links: ReadonlyMap<string, LinkSpec>
  readonly tables: Tables
}

/** A rule while its lines are read. */
interface OpenRule {
  readonly id: string
  readonly premises: Premise[]
  readonly actions: Action[]
  readonly otherwise: Action[]
  priority: number
  part: 'premises' | 'actions' | 'otherwise'
}

/** With what VARIABLE and EXPRESSION named so far, by name in capitals. */
interface Named extends Known {
  readonly named: Map<string, Observed>
}

/**
 * Reads [CONTROLS]: VARIABLE, EXPRESSION, RULE, IF, AND, OR, THEN, ELSE, PRIORITY, as the SWMM 5.2 User's Manual has them
 * (C.3). Rainfall at a gage is not known here: a file that asks for it is refused. A fault within a rule names it.
 */
export function readControls(file: InpFile, known: Known): Rule[] {
  const named: Named = { ...known, named: new Map() }
  const rules: OpenRule[] = []
  let open: OpenRule | null = null
  for (const row of file.rows('CONTROLS')) {
    const reader = readRow(file, row)
    const before = file.faults.length
    const word = reader.word(0).toUpperCase()
    if (word === 'VARIABLE' || word === 'EXPRESSION') {
      open = null
      readNamed(reader, word, named)
    } else if (word === 'RULE') {
      open = { id: reader.name(1, 'a name'), premises: [], actions: [], otherwise: [], priority: 0, part: 'premises' }
      rules.push(open)
    } else if (open) readClause(reader, word, open, named)
    else reader.fault(reader.word(0), 'RULE, VARIABLE or EXPRESSION first')
    for (let i = before; open && i < file.faults.length; i++) {
      const fault = file.faults[i] as Fault
      file.faults[i] = { ...fault, expected: `${fault.expected}, in rule ${open.id}` }
    }
  }
  return rules.map(({ part: _, ...rule }) => rule)
}

function readClause(reader: RowReader, word: string, rule: OpenRule, known: Named): void {
  if (word === 'PRIORITY') rule.priority = reader.number(1, 'priority')
  else if (word === 'IF' || word === 'OR' || (word === 'AND' && rule.part === 'premises')) {
    const premise = readPremise(reader, known, word === 'OR' ? 'OR' : 'AND')
    if (premise) rule.premises.push(premise)
  } else if (word === 'THEN' || word === 'ELSE' || word === 'AND') {
    if (word !== 'AND') rule.part = word === 'THEN' ? 'actions' : 'otherwise'
    const action = readAction(reader, known)
    if (action) rule[rule.part === 'otherwise' ? 'otherwise' : 'actions'].push(action)
  } else reader.fault(reader.word(0), 'IF, AND, OR, THEN, ELSE or PRIORITY')
}

/** `VARIABLE name = NODE id DEPTH`, `EXPRESSION name = (a + b) / 2` of variables above it. */
function readNamed(reader: RowReader, kind: 'VARIABLE' | 'EXPRESSION', known: Named): void {
  const name = reader.name(1, 'a name')
  reader.oneOf(2, '=', ['='])
  const key = name.toUpperCase()
  if (known.named.has(key)) reader.fault(name, 'a name that is not given above')
  if (kind === 'VARIABLE') {
    const read = readObserved(reader, 3, known)
    if (read) known.named.set(key, read.observed)
    return
  }
  const text = reader.row.words.slice(3).join(' ')
  const compute = readExpression(text, (variable) => {
    const found = known.named.get(variable.toUpperCase())
    return found && found.of !== 'expression' && !TIMES.includes(found.what) ? found : undefined
  })
  if (typeof compute === 'string') reader.fault(text, `${compute}; variables stand above and are no times`)
  else known.named.set(key, { of: 'expression', name, compute })
}

function readPremise(reader: RowReader, known: Named, join: 'AND' | 'OR'): Premise | null {
  const left = readObserved(reader, 1, known)
  if (!left) return null
  const { observed, next } = left
  const relation = reader.oneOf(next, 'a relation', RELATIONS)
  const factor = factorOf(observed, known.options)
  const text = reader.word(next + 1).toUpperCase()
  const names: readonly string[] = ['NODE', 'SIMULATION', ...LINK_WORDS, ...known.named.keys()]
  if (names.includes(text)) {
    const right = readObserved(reader, next + 1, known)
    return right && { join, left: observed, relation, right: right.observed }
  }
  const isSwitch = observed.of === 'link' && ['STATUS', 'SETTING'].includes(observed.what)
  let value: number
  if (isSwitch && /^(ON|OPEN)$/.test(text)) value = 1
  else if (isSwitch && /^(OFF|CLOSED)$/.test(text)) value = 0
  else if (observed.of === 'expression') value = text === '' ? Number.NaN : Number(text)
  else if (observed.what === 'DATE') value = dateOf(text)
  else if (['TIME', 'CLOCKTIME', 'TIMEOPEN', 'TIMECLOSED'].includes(observed.what)) value = secondsOf(text)
  else if (observed.what === 'DAYOFYEAR' && text.includes('/')) value = dayOfYear(text)
  else value = factor * (text === '' ? Number.NaN : Number(text))
  if (Number.isNaN(value)) reader.fault(reader.word(next + 1), 'a value to compare with')
  return { join, left: observed, relation, right: value }
}

function readObserved(reader: RowReader, at: number, known: Named): { observed: Observed; next: number } | null {
  const kind = reader.word(at).toUpperCase()
  const named = known.named.get(kind)
  if (named) return { observed: named, next: at + 1 }
  if (kind === 'SIMULATION')
    return { observed: { of: 'clock', what: reader.oneOf(at + 1, 'a time', CLOCK_VALUES) }, next: at + 2 }
  const id = reader.name(at + 1, 'a name')
  if (kind === 'NODE') {
    if (!known.nodes.has(id)) reader.fault(id, 'a node of this file')
    return { observed: { of: 'node', id, what: reader.oneOf(at + 2, 'a value', NODE_VALUES) }, next: at + 3 }
  }
  if ((LINK_WORDS as readonly string[]).includes(kind)) {
    if (!known.links.has(id)) reader.fault(id, 'a link of this file')
    return { observed: { of: 'link', id, what: reader.oneOf(at + 2, 'a value', LINK_VALUES) }, next: at + 3 }
  }
  reader.fault(reader.word(at), `NODE, SIMULATION, ${LINK_WORDS.join(', ')}, or a VARIABLE or EXPRESSION above`)
  return null
}

/** One of it in SI. */
export function factorOf(observed: Observed, { units }: InpOptions): number {
  if (observed.of === 'clock' || observed.of === 'expression') return 1
  switch (observed.what) {
    case 'DEPTH':
    case 'HEAD':
    case 'MAXDEPTH':
    case 'FULLDEPTH':
    case 'LENGTH':
    case 'VELOCITY':
      return units.length
    case 'INFLOW':
    case 'FLOW':
    case 'FULLFLOW':
      return units.flow
    case 'VOLUME':
      return units.length ** 3
    default:
      return 1
  }
}

function readAction(reader: RowReader, { links, tables }: Known): Action | null {
  reader.oneOf(1, 'what is switched', LINK_WORDS)
  const id = reader.name(2, 'a name')
  const link = links.get(id)
  if (!link) reader.fault(id, 'a link of this file')
  reader.oneOf(3, 'STATUS or SETTING', ['STATUS', 'SETTING'])
  reader.oneOf(4, '=', ['='])
  const text = reader.word(5).toUpperCase()
  if (text === 'ON' || text === 'OPEN') return { link: id, setting: { by: 'value', value: 1 } }
  if (text === 'OFF' || text === 'CLOSED') return { link: id, setting: { by: 'value', value: 0 } }
  if (text === 'CURVE') {
    if (!tables.curves.has(reader.word(6))) reader.fault(reader.word(6), 'a curve of this file')
    return { link: id, setting: { by: 'curve', curve: reader.word(6) } }
  }
  if (text === 'TIMESERIES') {
    if (!tables.series.has(reader.word(6))) reader.fault(reader.word(6), 'a time series of this file')
    return { link: id, setting: { by: 'series', series: reader.word(6) } }
  }
  if (text === 'PID')
    return {
      link: id,
      setting: {
        by: 'pid',
        gains: [
          reader.number(6, 'proportional coefficient'),
          reader.number(7, 'integral time'),
          reader.number(8, 'derivative time'),
        ],
      },
    }
  return { link: id, setting: { by: 'value', value: reader.number(5, 'a setting', { least: 0 }) } }
}

/** Of a year of 365 days, as EPA SWMM counts: in a leap year from March on a day earlier. */
function dayOfYear(text: string): number {
  const [month, day] = text.split('/').map(Number)
  return (Date.UTC(2001, (month ?? 0) - 1, day) - Date.UTC(2001, 0, 0)) / 86_400_000
}
