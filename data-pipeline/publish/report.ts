import type { Localized } from '../../src/domain/localized.ts'
import { findingRuleName } from '../../src/domain/quality/finding-rules.ts'
import { SEVERITIES } from '../../src/domain/quality/severity.ts'
import type { Finding, OwnerCount, RuleCount } from '../check/finding.ts'
import type { Lengths } from '../ingest/lengths.ts'
import type { Survey } from '../survey.ts'
import { firstFindings } from './finding-part.ts'

const LISTED_PER_RULE = 3
/** facts by name, which is their English */
const FACT_NAMES: Readonly<Record<string, string>> = {
  'gravity lines rising': '重力流逆坡管线',
  'gravity lines level': '重力流平坡管线',
  'line ends above ground': '高出地面的管线端点',
  'points of elevation 0': '高程为 0 的管点',
  'lines of unknown level': '高程未知的管线',
  'small islands of network': '孤立小网',
  'cover enough under footways only': '覆土仅满足人行道下要求的管线',
  'clearances: pass': '管线净距：合格',
  'clearances: fail': '管线净距：不足',
  'clearances: uncertain': '管线净距：不能判定',
  'clearances: not applicable': '管线净距：不适用',
  'clearances to buildings: pass': '与建筑净距：合格',
  'clearances to buildings: fail': '与建筑净距：不足',
  'clearances to buildings: uncertain': '与建筑净距：不能判定',
  'clearances to buildings: not applicable': '与建筑净距：不适用',
  'drawn at an assumed level': '按默认深度绘制的对象',
  ground: '地面来源',
  geoid: '大地水准面',
}

/** The name of a fact of a report; one that is not known keeps its English. */
export function factName(fact: string): Localized {
  return { zh: FACT_NAMES[fact] ?? fact, en: fact }
}

/** What a run found out, for `report.json` and for print. */
export interface Report {
  readonly city: string
  readonly name: Localized
  readonly build: string | null
  readonly crs: string
  readonly vertical: string
  readonly counts: Readonly<Record<string, number>>
  readonly length: { readonly planar: number; readonly ellipsoid: number; readonly recorded: number | null }
  readonly facts: Readonly<Record<string, string | number>>
  readonly totals: { readonly errors: number; readonly warnings: number; readonly notes: number }
  readonly rules: readonly RuleCount[]
  readonly owners: readonly OwnerScore[]
  /** of each rule the first `LISTED`; report.json and findings.csv of a build have all */
  readonly findings: readonly Finding[]
}

/** How complete and how sound the data of an owner are. */
export interface OwnerScore extends OwnerCount {
  /** '' = rows that name no owner */
  readonly owner: string
  /** of its organisation; null = the survey has none of that id */
  readonly name: string | null
  /** cells given of those that the census asks for [%], one digit, rounded down */
  readonly completeness: number
  /** errors and warnings of verified limits and plain contradictions, on 100 lines and points; examples stay out */
  readonly findingsPer100: number
}

/** of each rule so many findings are kept in memory, and in the database */
export const LISTED = 5000

/** Collects a survey's figures; lengths in metres, planar in the plane of the source CRS. */
export function reportOf(survey: Survey, { planar, ellipsoid, recorded }: Lengths, build: string | null): Report {
  const { findings } = survey
  return {
    city: survey.city,
    name: survey.name,
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
    rules: findings.ruleCounts().sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    owners: ownerScores(findings.owners, new Map(survey.tables.organisation.map(({ id, name }) => [id, name]))),
    findings: firstFindings(findings, LISTED),
  }
}

/** Of each rule and severity the first few, in order. */
export function* firstOfEach(findings: Iterable<Finding>, most: number): Generator<Finding> {
  const counts = new Map<string, number>()
  for (const finding of findings) {
    const key = `${finding.severity} ${finding.rule}`
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    if (count <= most) yield finding
  }
}

function ownerScores(owners: Readonly<Record<string, OwnerCount>>, names: ReadonlyMap<string, string>): OwnerScore[] {
  const tenth = (value: number) => Math.round(value * 10) / 10
  // 100 % only where nothing is missing
  const share = (part: number, all: number) => Math.floor((part / Math.max(1, all)) * 1000) / 10
  return Object.entries(owners)
    .filter(([, { rows }]) => rows > 0)
    .map(([owner, count]) => ({
      owner,
      name: names.get(owner) ?? null,
      ...count,
      completeness: share(count.given, count.required),
      findingsPer100: tenth((count.findings / count.rows) * 100),
    }))
    .sort((a, b) => (a.owner < b.owner ? -1 : 1))
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
  const owners = report.owners.map(
    ({ owner, name, rows, completeness, findingsPer100 }) =>
      `权属 owner ${name ?? (owner || '—')}: ${rows} 条 rows · 完整率 completeness ${completeness} % · 每百条问题 findings per 100 ${findingsPer100}`,
  )
  const findings = report.rules.flatMap(({ severity, rule, total, isExample }) => {
    const list = report.findings.filter((finding) => finding.severity === severity && finding.rule === rule)
    return [
      `\n${severity} ${rule} ${findingRuleName(rule).zh} × ${total}${isExample ? ' · 示例值，未核对 example limit, not verified' : ''}`,
      ...list.slice(0, LISTED_PER_RULE).map((finding) => `  ${findingText(finding)}`),
      ...(total > LISTED_PER_RULE ? [`  … ${total - LISTED_PER_RULE} 项见 report.json / more in report.json`] : []),
    ]
  })
  return [...figures, ...owners, ...findings].join('\n')
}

/** One finding in one line: place, both languages, value and expectation. */
export function findingText(finding: Finding): string {
  const place = [finding.file, finding.row, finding.column].filter((part) => part !== null).join(':')
  const value = finding.value === null ? '' : ` [${String(finding.value).replace(/\p{Cc}/gu, '\uFFFD')}]`
  const expected = finding.expected === null ? '' : ` (应为 expected: ${finding.expected})`
  const assets = finding.assets.length > 0 ? ` ${finding.assets.join(' ')}` : ''
  return `${place}${assets} ${finding.message.zh} / ${finding.message.en}${value}${expected}`.trim()
}
