import { readFileSync } from 'node:fs'
import { findingRuleName, severityNames } from '../../src/domain/quality/finding-rules.ts'
import { factName, firstOfEach, type Report } from './report.ts'

/** findings of each rule that the page holds: a page of tens of megabytes opens nowhere */
const SHOWN = 500
const TEMPLATE = new URL('report-page.html', import.meta.url)

/** The report as one HTML page that asks for nothing else: figures, scores, rules, a map and a table of findings. */
export function reportPage(report: Report): string {
  const rules = report.rules.map((rule) => ({ ...rule, name: findingRuleName(rule.rule) }))
  const findings = [...firstOfEach(report.findings, SHOWN)].map((finding) => [
    finding.severity,
    finding.rule,
    finding.message.zh,
    finding.message.en,
    finding.assets.join(' '),
    finding.at ? [round(finding.at.lon), round(finding.at.lat), Math.round(finding.at.height * 100) / 100] : null,
    finding.value,
    finding.expected,
    finding.clause,
    finding.isExample,
    [finding.file, finding.row, finding.column].filter((part) => part !== null).join(':'),
  ])
  const { city, name, build, crs, vertical, counts, length, totals, owners, facts } = report
  const data = {
    city,
    name,
    build,
    crs,
    vertical,
    counts,
    length,
    totals,
    owners,
    facts: Object.entries(facts).map(([fact, value]) => ({ name: factName(fact), value })),
    rules,
    findings,
    severityNames,
  }
  // a "</script>" in the data would end the page
  const json = JSON.stringify(data).replaceAll('<', '\\u003c')
  return readFileSync(TEMPLATE, 'utf8').replace('"DATA"', () => json)
}

/** to 1 cm */
function round(degrees: number): number {
  return Math.round(degrees * 1e7) / 1e7
}
