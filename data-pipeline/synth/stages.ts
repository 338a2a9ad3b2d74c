import { LIFECYCLE_STAGES, type LifecycleStage, stageDefinitions } from '../../src/domain/asset/lifecycle.ts'
import type { Localized } from '../../src/domain/localized.ts'
import { organisationName } from './organisations.ts'
import type { Project } from './projects.ts'
import type { Random } from './random.ts'

export interface StageDocument {
  readonly kind: string
  readonly title: Localized
  readonly number: string
  readonly issuedOn: string
  readonly issuedBy: string
}

export interface StageRecord {
  readonly stage: LifecycleStage
  startedOn: string | null
  readonly endedOn: string | null
  readonly authority: string | null
  readonly fields: Readonly<Record<string, string | number | null>>
  readonly parties: Readonly<Record<string, string>>
  readonly documents: readonly StageDocument[]
}

interface Facts {
  readonly code: string | null
  /** [万元] */
  readonly investment: number
  /** [m]; 0 when the project is no pipeline */
  readonly length: number
  readonly random: Random
}

const DAY = 86_400_000
/** of pressure tests [MPa], domain example values; gravity sewers are tested for tightness with a head of water */
const TEST_PRESSURES: Partial<Record<Project['discipline'], number>> = { water: 0.9, gas: 0.6, heat: 2.4 }
/** issuing body of each stage and the letters of its document numbers (all invented) */
const AUTHORITIES: Record<LifecycleStage, readonly [organisation: string, letters: string]> = {
  approval: ['D03', '示审批'],
  land: ['D02', '示自资'],
  tender: ['D01', '示招'],
  construction: ['D01', '示建施'],
  acceptance: ['D01', '示建备'],
  operation: ['D04', '示城运'],
}
/** days from the start of the stage to its start of the next one, with the length of the stage itself */
const DURATIONS: Record<LifecycleStage, readonly [days: number]> = {
  approval: [150],
  land: [110],
  tender: [70],
  construction: [310],
  acceptance: [60],
  operation: [0],
}
/** Before this year early stages were mostly not kept; between it and `COMPLETE_FROM` single papers are missing. */
const EARLY_STAGES_FROM = 2000
const COMPLETE_FROM = 2010

/** The stages of a project with what the archives really hold: old projects mostly lack stages 1 to 3. */
export function projectStages(project: Project, facts: Facts): StageRecord[] {
  const { random } = facts
  const total = Object.values(DURATIONS).reduce((sum, [days]) => sum + days, 0)
  let day = Date.UTC(project.year, random.whole(5, 10), random.whole(1, 28)) - total * DAY
  return LIFECYCLE_STAGES.flatMap((stage): StageRecord[] => {
    const [days] = DURATIONS[stage]
    const startedOn = isoDate(day)
    const begin = day
    day += days * DAY
    if (!isKept(stage, project.year, random)) return []
    const [authority, letters] = AUTHORITIES[stage]
    const required = stageDefinitions[stage].requiredDocuments.filter(() => isDocumentKept(project.year, random))
    const documents = required.map(({ kind, name }, i): StageDocument => {
      const issuedOn = isoDate(begin + Math.round((days * (i + 1) * DAY) / (required.length + 1)))
      const number = `${letters}〔${issuedOn.slice(0, 4)}〕${random.whole(100, 999)}号(示例)`
      const issuedBy = organisationName(issuerOf(kind, authority))
      return { kind, title: { zh: `${name.zh}(示例)`, en: `${name.en} (example)` }, number, issuedOn, issuedBy }
    })
    return [
      {
        stage,
        startedOn,
        endedOn: stage === 'operation' ? null : isoDate(begin + days * DAY),
        authority: organisationName(authority),
        fields: fieldsOf(stage, project, facts, startedOn),
        parties: partiesOf(stage, project),
        documents,
      },
    ]
  })
}

function isKept(stage: LifecycleStage, year: number, random: Random): boolean {
  const isEarly = stage === 'approval' || stage === 'land' || stage === 'tender'
  return !isEarly || year >= EARLY_STAGES_FROM || random.chance(0.12)
}

function isDocumentKept(year: number, random: Random): boolean {
  if (year < EARLY_STAGES_FROM) return random.chance(0.35)
  return year >= COMPLETE_FROM ? random.chance(0.97) : random.chance(0.8)
}

/** The papers that another body than the stage's own issues. */
function issuerOf(kind: string, authority: string): string {
  if (kind === 'as-built-survey') return 'C05'
  if (kind === 'planning-verification') return 'D02'
  if (kind === 'archive-transfer') return 'D08'
  if (kind === 'excavation-permit') return 'D04'
  if (kind === 'pressure-test' || kind === 'concealed-work') return 'C03'
  return authority
}

function fieldsOf(
  stage: LifecycleStage,
  project: Project,
  { code, investment, length, random }: Facts,
  startedOn: string,
): Record<string, string | number | null> {
  const year = startedOn.slice(0, 4)
  const serial = random.whole(1000, 9999)
  switch (stage) {
    case 'approval':
      return {
        project_code: code,
        approval_number: `示审批〔${year}〕${serial}号(示例)`,
        invest_10k_cny: investment,
        building_length_m: length || null,
        category: project.category,
        area_code: '999999',
      }
    case 'land':
      return {
        build_plan_number: `地字第${year}${serial}号(示例)`,
        project_plan_number: `建字第${year}${serial + 1}号(示例)`,
        land_use: '市政公用设施用地',
        area_m2: Math.round((length || 400) * 4.5),
      }
    case 'tender':
      return {
        section_number: `SL-${year}-${serial}`,
        method: random.chance(0.85) ? '公开招标' : '邀请招标',
        winner: organisationName(contractorOf(project)),
        ...contractOf(investment, startedOn, random),
        project_manager_role: '项目经理(示例)',
      }
    case 'construction':
      return {
        builder_license_number: `${year}${serial}SG(示例)`,
        supervisor: organisationName('C03'),
        test_kind: project.discipline === 'storm' || project.discipline === 'sewer' ? '闭水试验' : '压力试验',
        test_pressure_mpa: TEST_PRESSURES[project.discipline] ?? null,
        test_result: '合格',
        as_built_points: Math.round(length / 28) || null,
      }
    case 'acceptance':
      return {
        filing_number: `BA${year}${serial}(示例)`,
        filed_on: later(startedOn, 45),
        conclusion: '合格',
        archive_number: `DA-${year}-${serial}`,
        delivery_level: project.year >= 2018 ? '三维' : '二维',
        // 四同步 is newer than most of the city
        devices_installed: project.year >= 2018 ? '已同步安装' : null,
      }
    case 'operation':
      return { operator: organisationName('D04'), status: '运行' }
  }
}

/** What was awarded and signed; the price and the sum of a contract are the same in most tenders. */
function contractOf(investment: number, startedOn: string, random: Random) {
  const price = Math.round(investment * random.between(0.82, 0.93))
  return {
    award_price_10k_cny: price,
    awarded_on: later(startedOn, 40),
    contract_amount_10k_cny: price,
    contract_signed_on: later(startedOn, 62),
  }
}

function later(day: string, days: number): string {
  return isoDate(Date.parse(day) + days * DAY)
}

function partiesOf(stage: LifecycleStage, project: Project): Record<string, string> {
  if (stage === 'approval' || stage === 'land' || stage === 'operation') return {}
  return {
    designer: organisationName('C04'),
    supervisor: organisationName('C03'),
    contractor: organisationName(contractorOf(project)),
  }
}

/** The same contractor in every paper of a project. */
function contractorOf({ year }: Project): string {
  return year % 2 === 0 ? 'C01' : 'C02'
}

function isoDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}
