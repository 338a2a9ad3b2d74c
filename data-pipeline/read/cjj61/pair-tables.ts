import { basename } from 'node:path'
import { disciplines } from '../../../src/domain/disciplines/index.ts'
import { type Findings, UnusableInput } from '../../check/finding.ts'
import type { Mapping } from '../mapping.ts'
import { listTables } from '../table-files.ts'
import { splitTablePath, tableLabel } from '../table-source.ts'
import type { Cjj61Tables } from './read-cjj61.ts'

const LINES = /line|线/i
const POINTS = /point|点/i

/** A table that its name shows to be of a CJJ 61 survey. */
interface NamedTable {
  readonly path: string
  readonly discipline: string
  readonly kind: 'points' | 'lines'
}

/** Pairs of tables, and why others cannot be used. */
interface Paired {
  readonly pairs: readonly Cjj61Tables[]
  readonly refused: readonly UnusableInput[]
}

/**
 * Pairs tables by their CJJ 61 names, in one file or over several: JSPOINT with JSLINE, of the discipline that the prefix
 * says or the option names. Text is read as UTF-8; another encoding needs a survey.json. Tables of other names inside a
 * file with such tables are told and left.
 */
export async function pairTables(
  paths: readonly string[],
  discipline: string | undefined,
  mapping: Mapping,
  findings: Findings,
): Promise<Paired> {
  const tables: NamedTable[] = []
  const others: string[] = []
  const refused: UnusableInput[] = []
  for (const path of paths) {
    try {
      for (const table of await listTables(path)) {
        const named = namedTable(table, discipline)
        if (named) tables.push(named)
        else others.push(table)
      }
    } catch (error) {
      if (!(error instanceof UnusableInput)) throw error
      refused.push(error)
    }
  }
  const isBeside = (other: string) =>
    tables.some(({ path }) => splitTablePath(path).file === splitTablePath(other).file)
  for (const other of others.filter(isBeside)) {
    const message = {
      zh: '表名看不出专业或表类，未读',
      en: 'the name of the table tells no discipline or kind; not read',
    }
    findings.add('note', 'unknown-table', message, { file: tableLabel(other), expected: 'JSPOINT, JSLINE, …' })
  }
  const alone = others.filter((other) => !isBeside(other))
  if (alone.length > 0) refused.push(unknownTable(alone))
  const groups = new Map<string, { points?: string; lines?: string }>()
  for (const { path, discipline: id, kind } of tables) {
    const group = groups.get(id) ?? {}
    if (group[kind] === undefined) groups.set(id, { ...group, [kind]: path })
    else refused.push(secondTable(path, group[kind]))
  }
  const pairs: Cjj61Tables[] = []
  for (const [id, { points, lines }] of groups) {
    if (points !== undefined && lines !== undefined) {
      pairs.push({ discipline: id, points, lines, mapping, encoding: 'utf-8' })
      continue
    }
    const message = { zh: '管点表与管线表须成对给出', en: 'point and line tables must come in pairs' }
    refused.push(new UnusableInput('unpaired-table', message, { file: tableLabel(points ?? lines ?? '') }))
  }
  return { pairs, refused }
}

/** What the name of a table says; null when it is not one of CJJ 61. A discipline that is given needs no prefix. */
export function namedTable(path: string, discipline: string | undefined): NamedTable | null {
  const { file, table } = splitTablePath(path)
  const name = table ?? basename(file)
  const prefixed = disciplines.find(
    ({ surveyPrefix }) => surveyPrefix !== null && name.toUpperCase().startsWith(surveyPrefix),
  )
  const id = discipline ?? prefixed?.id
  if (id === undefined || (!LINES.test(name) && !POINTS.test(name))) return null
  return { path, discipline: id, kind: LINES.test(name) ? 'lines' : 'points' }
}

function secondTable(path: string, first: string): UnusableInput {
  const message = {
    zh: `同一专业已有同类的表 ${tableLabel(first)}，本表未读；请合并，或用 survey.json 逐对列出`,
    en: `${tableLabel(first)} is a table of the same kind and discipline; this one is not read: merge them, or list the pairs in survey.json`,
  }
  return new UnusableInput('second-table', message, { file: tableLabel(path), expected: tableLabel(first) })
}

function unknownTable(paths: readonly string[]): UnusableInput {
  const message = {
    zh: '从名字看不出专业或表类；请用 JSPOINT、JSLINE 式的文件名、工作表名或表名，或给出 --discipline',
    en: 'the name tells no discipline or kind of table: name file, sheet or table like JSPOINT, JSLINE, or give --discipline',
  }
  const names = paths.map(tableLabel)
  return new UnusableInput('unknown-table', message, { file: names[0] ?? null, value: names.join(', ').slice(0, 200) })
}
