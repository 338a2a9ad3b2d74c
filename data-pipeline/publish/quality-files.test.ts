import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { COLUMNS } from '../../src/domain/records/rows.ts'
import { type Finding, Findings } from '../check/finding.ts'
import { firstFindings, writeFindingPart } from './finding-part.ts'
import { writeFindingRows, writeQualityFiles } from './quality-files.ts'
import { LISTED, type Report } from './report.ts'

async function written() {
  const directory = await mkdtemp(join(tmpdir(), 'lifeline-quality-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const findings = new Findings()
  const at = { lon: 120.1, lat: 36.2, height: 3.25 }
  const clearance = { assets: ['gas/R1~R2~1', 'sewer/W1~W2~1'], at, value: 0.4, expected: '≥ 1.20 m', clause: 'GB 1' }
  findings.add(
    'warning',
    'clearance-horizontal',
    { zh: '净距 0.40 m，不足', en: 'clearance 0.40 m, "too little"' },
    clearance,
  )
  findings.add('note', 'cover', { zh: '</script>', en: '=HYPERLINK("x")' }, { isExample: true, file: 'A.csv', row: 3 })
  const later = Array.from({ length: LISTED + 10 }, (): Finding => ({ ...(findings.list[0] as Finding), rule: 'many' }))
  const folder = join(directory, 'shard')
  await mkdir(folder)
  findings.parts.push({ folder, rules: writeFindingPart(folder, later) })
  const report: Report = {
    ...{ city: 'town', name: { zh: '镇', en: 'Town' }, build: 'b1', crs: 'EPSG:4549', vertical: '1985', counts: {} },
    ...{ length: { planar: 1, ellipsoid: 1, recorded: null }, facts: {}, owners: [] },
    totals: { errors: findings.count('error'), warnings: findings.count('warning'), notes: findings.count('note') },
    rules: findings.ruleCounts(),
    findings: firstFindings(findings, LISTED),
  }
  writeQualityFiles(directory, report, findings)
  writeFindingRows(directory, 'town', report)
  return { report, read: (name: string) => readFile(join(directory, name), 'utf8') }
}

test('report.json has every finding, also those that lie in parts', async () => {
  const { report, read } = await written()
  const whole = JSON.parse(await read('report.json')) as Report
  expect(report.totals).toEqual({ errors: 0, warnings: LISTED + 11, notes: 1 })
  expect(whole.findings).toHaveLength(LISTED + 12)
  expect(whole.rules).toContainEqual({ severity: 'warning', rule: 'many', total: LISTED + 10, isExample: false })
})

test('findings.csv opens in a spreadsheet: its mark of UTF-8, quotes, and no formula', async () => {
  const { read } = await written()
  const [header = '', first, second] = (await read('findings.csv')).split('\r\n')
  expect(header.startsWith('\uFEFFseverity,rule,')).toBe(true)
  expect(first).toBe(
    'warning,clearance-horizontal,净距 0.40 m，不足,"clearance 0.40 m, ""too little""",gas/R1~R2~1 sewer/W1~W2~1,120.10000000,36.20000000,3.250,0.4,≥ 1.20 m,GB 1,0,,,',
  )
  expect(second).toContain(`"'=HYPERLINK(""x"")"`)
})

test('report.html asks for nothing outside, and no text of the data ends it', async () => {
  const { read } = await written()
  const page = await read('report.html')
  expect(page).not.toMatch(/https?:|src=|@import|url\(/)
  expect(page.match(/<\/script>/g)).toHaveLength(2)
  expect(page).toContain('净距 0.40 m，不足')
})

test('the database gets the first of each rule, with whole ids, and how many there are', async () => {
  const { read } = await written()
  const rows = (await read('finding.copy')).trimEnd().split('\n')
  expect(rows).toHaveLength(LISTED + 2)
  const first = rows[0]?.split('\t') ?? []
  expect(Object.fromEntries(COLUMNS.finding.map((column, at) => [column, first[at]]))).toMatchObject({
    id: 'warning-clearance-horizontal-1',
    asset_ids: '{"town/gas/R1~R2~1","town/sewer/W1~W2~1"}',
    value: '0.4',
    geometry: 'SRID=4490;POINT Z (120.100000000 36.200000000 3.2500)',
  })
  const total = { rule: 'many', severity: 'warning', total: `${LISTED + 10}` } as const
  const cells = COLUMNS.finding_rule.map((column) => total[column as keyof typeof total])
  expect(await read('finding_rule.copy')).toContain(cells.join('\t'))
})
