import type { InpFile, Row } from './sections.ts'

/** Bounds and what holds when a word is not there. */
export interface NumberRule {
  /** taken when the word is left out, empty or '*'; without it the word is required */
  readonly otherwise?: number
  readonly above?: number
  readonly least?: number
  readonly most?: number
}

/** Reads the words of a row; what is wrong is added to the faults of the file, and a number is then NaN. */
export interface RowReader {
  readonly row: Row
  readonly count: number
  fault(got: string, expected: string): void
  /** something was read otherwise than it stands there */
  note(got: string, readAs: string): void
  /** the word at a place, '' when it is not there */
  word(at: number): string
  /** the word at a place, which must be there */
  name(at: number, what: string): string
  number(at: number, what: string, rule?: NumberRule): number
  /** YES or NO; NO when it is not there */
  isYes(at: number, what: string): boolean
  /** one of these in any case, given back as it stands in the list */
  oneOf<Choice extends string>(at: number, what: string, choices: readonly Choice[], otherwise?: Choice): Choice
  /** hours as a decimal or H:MM(:SS) [s] */
  time(at: number, what: string, otherwise?: number): number
}

export function readRow(file: InpFile, row: Row): RowReader {
  const word = (at: number) => row.words[at] ?? ''
  const fault = (got: string, expected: string) => {
    file.faults.push({ line: row.line, section: row.section, got, expected })
  }
  const missing = (what: string) => fault(row.words.join(' '), `${what} as well`)
  return {
    row,
    count: row.words.length,
    fault,
    note: (got, readAs) => file.notes.push({ line: row.line, section: row.section, got, expected: readAs }),
    word,
    name(at, what) {
      if (word(at) === '') missing(what)
      return word(at)
    },
    number(at, what, rule = {}) {
      const text = word(at)
      if (text === '' || text === '*') {
        if (rule.otherwise !== undefined) return rule.otherwise
        missing(what)
        return Number.NaN
      }
      const value = Number(text)
      const { above, least, most } = rule
      const isOut =
        !Number.isFinite(value) ||
        (above !== undefined && value <= above) ||
        (least !== undefined && value < least) ||
        (most !== undefined && value > most)
      if (isOut) fault(text, `${what}${bounds(rule)}`)
      return isOut ? Number.NaN : value
    },
    isYes(at, what) {
      const text = word(at).toUpperCase()
      if (!['', 'YES', 'NO', '*'].includes(text)) fault(word(at), `${what}: YES or NO`)
      return text === 'YES'
    },
    oneOf(at, what, choices, otherwise) {
      const text = word(at).toUpperCase()
      const found = choices.find((choice) => choice.toUpperCase() === text)
      if (found !== undefined) return found
      if (text === '' && otherwise !== undefined) return otherwise
      fault(word(at), `${what}: ${choices.join(', ')}`)
      return otherwise ?? (choices[0] as (typeof choices)[number])
    },
    time(at, what, otherwise) {
      const text = word(at)
      if (text === '' && otherwise !== undefined) return otherwise
      const seconds = secondsOf(text)
      if (Number.isNaN(seconds)) fault(text, `${what}: hours, or H:MM:SS`)
      return seconds
    },
  }
}

/** Hours as a decimal, or H:MM, or H:MM:SS [s]; NaN when it is none of these. */
export function secondsOf(text: string): number {
  const parts = /^(\d+):(\d+)(?::(\d+(?:\.\d*)?))?$/.exec(text.trim())
  if (parts) return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0)
  return text.trim() === '' ? Number.NaN : Number(text) * 3600
}

/** M/D/YYYY, also with hyphens or a month's name [s since 1970, as if UTC]; NaN when it is none of these. */
export function dateOf(text: string): number {
  const parts = /^(\d+|[a-z]{3})[-/](\d+)[-/](\d{4})$/i.exec(text.trim())
  if (!parts) return Number.NaN
  const named = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'.indexOf((parts[1] ?? '').toUpperCase())
  const month = /^\d+$/.test(parts[1] ?? '') ? Number(parts[1]) : named >= 0 ? named / 3 + 1 : Number.NaN
  const date = new Date(Date.UTC(Number(parts[3]), month - 1, Number(parts[2])))
  return date.getUTCMonth() === month - 1 ? date.getTime() / 1000 : Number.NaN
}

function bounds({ above, least, most }: NumberRule): string {
  const parts = [
    above === undefined ? '' : `> ${above}`,
    least === undefined ? '' : `≥ ${least}`,
    most === undefined ? '' : `≤ ${most}`,
  ]
  return `, a number ${parts.filter(Boolean).join(' and ')}`.trimEnd()
}
