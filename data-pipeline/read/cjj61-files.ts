import { basename } from 'node:path'
import { disciplines } from '../../src/domain/disciplines/index.ts'
import { UnusableInput } from '../check/finding.ts'
import type { Cjj61Tables } from './cjj61.ts'
import type { Mapping } from './mapping.ts'

const LINES = /line|线/i
const POINTS = /point|点/i

/**
 * Pairs single CSV files by their CJJ 61 names: JSPOINT.csv with JSLINE.csv, of the discipline that the prefix says or
 * the option names. They are read as UTF-8; another encoding needs a survey.json.
 */
export async function pairTables(
  paths: readonly string[],
  discipline: string | undefined,
  mapping: Mapping,
): Promise<Cjj61Tables[]> {
  const groups = new Map<string, { points?: string; lines?: string }>()
  for (const path of paths) {
    const name = basename(path)
    const id =
      discipline ??
      disciplines.find(({ surveyPrefix }) => surveyPrefix && name.toUpperCase().startsWith(surveyPrefix))?.id
    if (id === undefined || (!LINES.test(name) && !POINTS.test(name))) {
      const message = {
        zh: '从文件名看不出专业或表类；请用 JSPOINT.csv、JSLINE.csv 式的名字，或给出 --discipline',
        en: 'the file name tells no discipline or kind of table: name it like JSPOINT.csv, JSLINE.csv, or give --discipline',
      }
      throw new UnusableInput('unknown-table', message, { file: name })
    }
    groups.set(id, { ...groups.get(id), ...(LINES.test(name) ? { lines: path } : { points: path }) })
  }
  return [...groups].map(([id, { points, lines }]) => {
    if (points !== undefined && lines !== undefined)
      return { discipline: id, points, lines, mapping, encoding: 'utf-8' }
    const message = { zh: '管点表与管线表须成对给出', en: 'point and line tables must come in pairs' }
    throw new UnusableInput('unpaired-table', message, { file: basename(points ?? lines ?? '') })
  })
}
