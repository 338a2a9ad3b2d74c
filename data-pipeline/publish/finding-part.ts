import { closeSync, openSync, readSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Finding, Findings, RulePart } from '../check/finding.ts'

/** rows of findings.csv, and items of the list in report.json, each after a comma: put together by bytes alone */
export const PART_CSV = 'findings.csv'
export const PART_JSON = 'findings.json'
/** bytes that one UTF-16 unit needs at most in UTF-8 */
const WIDEST = 3

/** Writes findings into a folder, rule by rule in the order in which rules are first met. @returns what lies where */
export function writeFindingPart(folder: string, findings: readonly Finding[]): RulePart[] {
  const rules = new Map<string, Finding[]>()
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`
    const list = rules.get(key)
    if (list) list.push(finding)
    else rules.set(key, [finding])
  }
  const [json, csv] = [new TextBytes(), new TextBytes()]
  const parts: RulePart[] = []
  for (const list of rules.values()) {
    const [first] = list
    if (!first) continue
    const [jsonFrom, csvFrom] = [json.length, csv.length]
    for (const finding of list) {
      json.add(jsonItem(finding))
      csv.add(csvRow(finding))
    }
    const { severity, rule } = first
    const isExample = list.every((finding) => finding.isExample)
    parts.push({
      severity,
      rule,
      total: list.length,
      isExample,
      json: json.length - jsonFrom,
      csv: csv.length - csvFrom,
    })
  }
  if (parts.length > 0) {
    writeFileSync(join(folder, PART_JSON), json.written)
    writeFileSync(join(folder, PART_CSV), csv.written)
  }
  return parts
}

/** UTF-8 of many texts, one after the other: one long text of them would be kept twice as wide, and copied. */
class TextBytes {
  length = 0
  private bytes = Buffer.allocUnsafe(1 << 16)

  get written(): Uint8Array {
    return this.bytes.subarray(0, this.length)
  }

  add(text: string): void {
    const needed = this.length + text.length * WIDEST
    if (needed > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2))
      this.bytes.copy(larger, 0, 0, this.length)
      this.bytes = larger
    }
    this.length += this.bytes.write(text, this.length)
  }
}

/** Of each rule and severity the first few, in the order of the report; of parts no more is read than that. */
export function firstFindings({ list, parts }: Findings, most: number): Finding[] {
  const open = new Map<string, number>()
  const first: Finding[] = []
  const take = (finding: Finding) => {
    const key = `${finding.severity} ${finding.rule}`
    const left = open.get(key) ?? most
    open.set(key, left - 1)
    if (left > 0) first.push(finding)
  }
  for (const finding of list) take(finding)
  for (const { folder, rules } of parts) {
    let at = 0
    for (const { severity, rule, json } of rules) {
      const left = open.get(`${severity} ${rule}`) ?? most
      if (left > 0) for (const finding of readItems(join(folder, PART_JSON), at, json, left)) take(finding)
      at += json
    }
  }
  return first
}

/** One item of the list of findings in report.json, after the comma that parts it from the one before. */
export function jsonItem(finding: Finding): string {
  return `,\n  ${JSON.stringify(finding)}`
}

function readItems(path: string, from: number, length: number, most: number): Finding[] {
  const bytes = Buffer.allocUnsafe(length)
  const file = openSync(path, 'r')
  try {
    for (let done = 0; done < length; ) {
      const read = readSync(file, bytes, done, length - done, from + done)
      if (read === 0) throw new Error(`${path}: cut short`)
      done += read
    }
  } finally {
    closeSync(file)
  }
  // a line break inside an item would be written as \n: each line after the first is one
  const items = bytes
    .toString()
    .split('\n', most + 1)
    .slice(1)
  return items.map((item) => JSON.parse(item.endsWith(',') ? item.slice(0, -1) : item) as Finding)
}

/** One row of findings.csv. */
export function csvRow(finding: Finding): string {
  const { severity, rule, message, assets, at, value, expected, clause, isExample, file, row, column } = finding
  const place = at ? [at.lon.toFixed(8), at.lat.toFixed(8), at.height.toFixed(3)] : ['', '', '']
  const cells = [severity, rule, message.zh, message.en, assets.join(' '), ...place, value, expected, clause]
  return `${[...cells, isExample ? 1 : 0, file, row, column].map(csvCell).join(',')}\r\n`
}

/** A text that a spreadsheet would take as a formula begins with an apostrophe. */
function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = FORMULA.has(value.charCodeAt(0)) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const FORMULA = new Set(Array.from('=+-@\t\r', (sign) => sign.charCodeAt(0)))
