import type { Finding } from '../check/finding.ts'
import type { Lengths } from '../ingest/ingest.ts'
import type { Survey } from '../survey.ts'

const LISTED_PER_RULE = 3
const FACT_NAMES: Readonly<Record<string, string>> = {
  'gravity lines rising': '重力流逆坡管线',
  'gravity lines level': '重力流平坡管线',
  'line ends above ground': '高出地面的管线端点',
  'lines of unknown level': '高程未知的管线',
  'drawn at an assumed level': '按默认深度绘制的对象',
  ground: '地面来源',
  geoid: '大地水准面',
}

/** What a run found out, for `report.json` and for print. */
export interface Report {
  readonly city: string
  readonly build: string | null
  readonly crs: string
  readonly vertical: string
  readonly counts: Readonly<Record<string, number>>
  readonly length: { readonly planar: number; readonly ellipsoid: number; readonly recorded: number | null }
  readonly facts: Readonly<Record<string, string | number>>
  readonly totals: { readonly errors: number; readonly warnings: number; readonly notes: number }
  readonly findings: readonly Finding[]
}

/** Collects a survey's figures; lengths in metres, planar in the plane of the source CRS. */
export function reportOf(survey: Survey, { planar, ellipsoid, recorded }: Lengths, build: string | null): Report {
  const { findings } = survey
  return {
    city: survey.city,
    build,
    crs: survey.crs.name,
    vertical: survey.vertical,
    counts: {
      lines: survey.lines.count,
      points: survey.points.count,
      devices: survey.devices.length,
      structures: survey.structures.length,
      models: survey.models.length,
      buildings: survey.buildings.length,
      sensors: survey.tables.sensor.length,
    },
    length: { planar, ellipsoid, recorded },
    facts: { ...survey.facts, ...findings.facts },
    totals: { errors: findings.count('error'), warnings: findings.count('warning'), notes: findings.count('note') },
    findings: findings.list,
  }
}

/** The report as people read it: figures, then findings by rule, the first few of each. */
export function reportText(report: Report): string {
  const { counts, length, totals } = report
  const figures = [
    `${report.city}${report.build === null ? '' : ` · build ${report.build}`} · ${report.crs} · ${report.vertical}`,
    `管线 lines ${counts.lines} · 管点 points ${counts.points} · 设备 devices ${counts.devices} · 构筑物 structures ${counts.structures} · 模型 models ${counts.models} · 建筑 buildings ${counts.buildings} · 传感器 sensors ${counts.sensors}`,
    `平面长度 planar length ${length.planar.toFixed(3)} m (${report.crs})`,
    `椭球面长度 true length on the ellipsoid ${length.ellipsoid.toFixed(3)} m`,
    ...(length.recorded === null ? [] : [`记录长度 recorded length ${length.recorded.toFixed(2)} m`]),
    ...Object.entries(report.facts).map(([name, value]) => `${FACT_NAMES[name] ?? ''} ${name}: ${value}`.trim()),
    `错误 errors ${totals.errors} · 警告 warnings ${totals.warnings} · 说明 notes ${totals.notes}`,
  ]
  const byRule = new Map<string, Finding[]>()
  for (const finding of report.findings) {
    const key = `${finding.severity} ${finding.rule}`
    const list = byRule.get(key)
    if (list) list.push(finding)
    else byRule.set(key, [finding])
  }
  const findings = [...byRule].flatMap(([key, list]) => [
    `\n${key} × ${list.length}`,
    ...list.slice(0, LISTED_PER_RULE).map((finding) => `  ${findingText(finding)}`),
    ...(list.length > LISTED_PER_RULE
      ? [`  … ${list.length - LISTED_PER_RULE} 项见 report.json / more in report.json`]
      : []),
  ])
  return [...figures, ...findings].join('\n')
}

/** One finding in one line: place, both languages, value and expectation. */
export function findingText(finding: Finding): string {
  const place = [finding.file, finding.row, finding.column].filter((part) => part !== null).join(':')
  const value = finding.value === null ? '' : ` [${String(finding.value).replace(/\p{Cc}/gu, '\uFFFD')}]`
  const expected = finding.expected === null ? '' : ` (应为 expected: ${finding.expected})`
  const assets = finding.assets.length > 0 ? ` ${finding.assets.join(' ')}` : ''
  return `${place}${assets} ${finding.message.zh} / ${finding.message.en}${value}${expected}`.trim()
}
