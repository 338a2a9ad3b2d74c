import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { COLUMNS, type RowsByTable, type TableName } from '../../src/domain/records/rows.ts'

const LETTERS: Record<string, string> = { t: '\t', n: '\n', r: '\r' }
const IS_NUMBER = /^(gid|built_year|people|period_s|total|value|(area_)?(west|east)|south|north)$|_(mm?|mpa|kv)$/
const IS_LIST = /^(kinds|asset_ids|required_sensor_kinds)$/
const EWKB_LINE = '01020000A08A110000'
const HEADER = { line: 26, point: 18 }

/** Rows of one table of a build, for a test. */
export async function tableRowsOf<Table extends TableName>(build: string, table: Table): Promise<RowsByTable[Table][]> {
  const parts = table === 'asset' ? await readdir(join(build, 'rows/asset')) : []
  const files = [`rows/${table}.copy`, ...parts.sort().map((part) => join('rows/asset', part))]
  const texts = await Promise.all(files.map((file) => readFile(join(build, file), 'utf8')))
  return texts
    .flatMap((text) => text.split('\n').filter(Boolean))
    .map((line) => {
      const cells = line.split('\t').map(unescaped)
      const values = COLUMNS[table].map((column, index) => [column, typedOf(column, cells[index] ?? null)])
      return Object.fromEntries(values) as RowsByTable[Table]
    })
}

function unescaped(cell: string): string | null {
  return cell === '\\N' ? null : cell.replace(/\\(.)/g, (_, letter: string) => LETTERS[letter] ?? letter)
}

function typedOf(column: string, value: string | null): unknown {
  if (value === null) return null
  if (column === 'attributes' || column === 'fields') return JSON.parse(value)
  if (IS_LIST.test(column)) return JSON.parse(`[${value.slice(1, -1)}]`)
  if (/^(is|has)_/.test(column)) return value === 't'
  if (column === 'geometry') return ewktOf(value)
  return IS_NUMBER.test(column) ? Number(value) : value
}

function ewktOf(value: string): string {
  if (value.startsWith('SRID')) return value
  const isLine = value.startsWith(EWKB_LINE)
  const bytes = Buffer.from(value.slice(isLine ? HEADER.line : HEADER.point), 'hex')
  const doubles = Array.from({ length: bytes.length / 8 }, (_, index) => bytes.readDoubleLE(index * 8))
  const positions: string[] = []
  for (let at = 0; at < doubles.length; at += 3) positions.push(doubles.slice(at, at + 3).join(' '))
  return `SRID=4490;${isLine ? 'LINESTRING' : 'POINT'} Z (${positions.join(', ')})`
}
