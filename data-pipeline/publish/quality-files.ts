import { join } from 'node:path'
import type { FindingRow, FindingRuleRow } from '../../src/domain/records/rows.ts'
import type { Finding, Findings } from '../check/finding.ts'
import { writeTable } from './copy-table.ts'
import { pointEwkt } from './ewkt.ts'
import { csvRow, jsonItem, PART_CSV, PART_JSON } from './finding-part.ts'
import { firstOfEach, LISTED, type Report } from './report.ts'
import { reportPage } from './report-page.ts'
import { writeTextFile } from './text-file.ts'

const BYTE_ORDER_MARK = '\uFEFF'
const CSV_HEADER =
  'severity,rule,问题,message,assets,lon,lat,height_m,value,expected,clause,示例值未核对 is_example,file,row,column'

/** Writes report.json and findings.csv, both with every finding, and report.html, which opens without anything else. */
export function writeQualityFiles(directory: string, report: Report, findings: Findings): void {
  const { list, parts } = findings
  writeTextFile(join(directory, 'report.json'), ({ append, copy }) => {
    const { findings: _, ...head } = report
    append(`${JSON.stringify(head, null, 1).slice(0, -2)},\n "findings": [`)
    append(list.map(jsonItem).join('').slice(1))
    let isFirst = list.length === 0
    for (const { folder, rules } of parts) {
      if (rules.length === 0) continue
      copy(join(folder, PART_JSON), isFirst ? 1 : 0)
      isFirst = false
    }
    append('\n ]\n}\n')
  })
  writeTextFile(join(directory, 'findings.csv'), ({ append, copy }) => {
    append(`${BYTE_ORDER_MARK}${CSV_HEADER}\r\n`)
    for (const finding of list) append(csvRow(finding))
    for (const { folder, rules } of parts) if (rules.length > 0) copy(join(folder, PART_CSV))
  })
  writeTextFile(join(directory, 'report.html'), ({ append }) => append(reportPage(report)))
}

/** Writes the rows of the findings and of their rules for the database: of each rule the first `LISTED`. */
export function writeFindingRows(directory: string, city: string, report: Report): void {
  writeTable(directory, 'finding', findingRows(city, report))
  const rules = report.rules.map(({ rule, severity, total }): FindingRuleRow => ({ rule, severity, total }))
  writeTable(directory, 'finding_rule', rules)
}

function* findingRows(city: string, report: Report): Generator<FindingRow> {
  const counts = new Map<string, number>()
  for (const finding of firstOfEach(report.findings, LISTED)) {
    const key = `${finding.severity}-${finding.rule}`
    const number = (counts.get(key) ?? 0) + 1
    counts.set(key, number)
    yield rowOf(city, finding, `${key}-${number}`)
  }
}

function rowOf(city: string, finding: Finding, id: string): FindingRow {
  const { at } = finding
  return {
    id,
    severity: finding.severity,
    rule: finding.rule,
    message_zh: plain(finding.message.zh),
    message_en: plain(finding.message.en),
    file: finding.file,
    source_row: finding.row,
    column_name: finding.column,
    value: finding.value === null ? null : plain(String(finding.value)),
    expected: finding.expected,
    clause: finding.clause,
    is_example: finding.isExample,
    asset_ids: finding.assets.map((asset) => `${city}/${asset}`),
    geometry: at && pointEwkt(at),
  }
}

/** Without control characters, which PostgreSQL refuses or a table shows as nothing. */
function plain(text: string): string {
  return text.replace(/\p{Cc}/gu, '\uFFFD')
}
