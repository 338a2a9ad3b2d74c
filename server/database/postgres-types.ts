import pg from 'pg'

/** What a column's text becomes. */
type Parse = (text: string) => unknown

const number: Parse = Number
const text: Parse = (value) => value
const json: Parse = (value) => JSON.parse(value)
/** pg names only some of the types that it parses */
const TEXT_ARRAY: number = 1009
/** nested arrays of texts and nulls */
const textArray: Parse = pg.types.getTypeParser(TEXT_ARRAY, 'text')

/**
 * By the object ids of PostgreSQL's types, where PGlite has other ways of its own: numbers as numbers when they are exact,
 * json parsed, instants and days as text.
 */
export const COLUMN_PARSERS: Readonly<Record<number, Parse>> = {
  20: (value) => (Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value)),
  114: json,
  1082: text,
  1083: text,
  1114: text,
  1184: text,
  1266: text,
  1700: (value) => (Number.isFinite(Number(value)) && String(Number(value)) === value ? Number(value) : value),
  3802: json,
}

/** Those that PGlite parses by itself as we want it; everything else (geometry, intervals) stays text. */
const OTHERS: Readonly<Record<number, Parse>> = {
  16: (value) => value === 't',
  17: pg.types.getTypeParser(17, 'text'),
  21: number,
  23: number,
  26: number,
  700: number,
  701: number,
}

/** Parses the columns of a server as the embedded database does, so that both answer the same. */
export interface ColumnTypes {
  readonly getTypeParser: (oid: number) => Parse
  /** array types of the database by their object ids, with those of their elements */
  learn(arrays: readonly { readonly array: number; readonly element: number }[]): void
}

export function createColumnTypes(): ColumnTypes {
  const elements = new Map<number, number>()
  const scalar = (oid: number) => COLUMN_PARSERS[oid] ?? OTHERS[oid] ?? text
  return {
    getTypeParser(oid) {
      const element = elements.get(oid)
      return element === undefined ? scalar(oid) : (value) => mapNested(textArray(value), scalar(element))
    },
    learn(arrays) {
      for (const { array, element } of arrays) elements.set(array, element)
    },
  }
}

function mapNested(value: unknown, parse: Parse): unknown {
  if (Array.isArray(value)) return value.map((item) => mapNested(item, parse))
  return typeof value === 'string' ? parse(value) : value
}
