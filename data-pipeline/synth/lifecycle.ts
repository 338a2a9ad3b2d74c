import { type Cell, toCsv } from './csv.ts'
import type { DemoCity } from './demo-city.ts'
import { documentPage } from './document-page.ts'
import { organisationName, owners } from './organisations.ts'
import type { Project } from './projects.ts'
import { createRandom, type Random } from './random.ts'
import { projectStages, type StageRecord } from './stages.ts'
import { lengthOf } from './survey-table.ts'

export interface Lifecycle {
  /** CSV text by table name */
  readonly tables: Readonly<Record<string, string>>
  /** HTML by file name */
  readonly pages: ReadonlyMap<string, string>
  /** seeded: projects whose stages are out of order */
  readonly outOfOrder: readonly { readonly project: string; readonly stage: string; readonly why: string }[]
}

/** Projects begun before this year have no project code: it was introduced later. */
const FIRST_CODE_YEAR = 2017
/** projects given a stage out of date order on purpose */
const OUT_OF_ORDER = 2

/** Projects, stages and documents; a document that a project lacks has no row and no file. */
export function makeLifecycle(city: DemoCity): Lifecycle {
  const random = createRandom(city.seed, 'lifecycle')
  const lengths = new Map<string, number>()
  for (const line of city.tables.flatMap((table) => table.lines)) {
    lengths.set(line.origin.project, (lengths.get(line.origin.project) ?? 0) + lengthOf(line))
  }
  const projectRows: Cell[][] = []
  const stageRows: Cell[][] = []
  const documentRows: Cell[][] = []
  const pages = new Map<string, string>()
  const outOfOrder: { project: string; stage: string; why: string }[] = []
  const recent = city.projects.filter(({ year }) => year >= 2010)
  const spoilt = new Set(Array.from({ length: OUT_OF_ORDER }, (_, i) => recent[i * 7 + 3]?.id))
  for (const project of city.projects) {
    const length = Math.round(lengths.get(project.id) ?? 0)
    const investment = Math.round((length || 900) * random.between(0.12, 0.45) + 80)
    const code = project.year >= FIRST_CODE_YEAR ? codeOf(project, random) : null
    const builder = owners[project.discipline]
    projectRows.push([project.id, code, project.name, builder, project.category, investment, length || null])
    const stages = projectStages(project, { code, investment, length, random })
    if (spoilt.has(project.id)) outOfOrder.push(spoil(project, stages))
    for (const stage of stages) {
      stageRows.push([
        project.id,
        stage.stage,
        stage.startedOn,
        stage.endedOn,
        stage.authority,
        JSON.stringify(stage.fields),
      ])
      for (const document of stage.documents) {
        const id = `${project.id}-${document.kind}`
        const file = `${id}.html`
        const { kind, title, number, issuedOn, issuedBy } = document
        documentRows.push([id, project.id, stage.stage, kind, title.zh, number, issuedOn, issuedBy, file])
        const parties = { builder: organisationName(builder), ...stage.parties }
        pages.set(
          file,
          documentPage({ ...document, project: { name: project.name, code }, parties, fields: stage.fields }),
        )
      }
    }
  }
  const tables = {
    projects: toCsv(['id', 'code', 'name', 'builder_id', 'category', 'investment_10k_cny', 'length_m'], projectRows),
    lifecycle_stages: toCsv(['project_id', 'stage', 'started_on', 'ended_on', 'authority', 'fields'], stageRows),
    documents: toCsv(
      ['id', 'project_id', 'stage', 'kind', 'title', 'number', 'issued_on', 'issued_by', 'file'],
      documentRows,
    ),
  }
  return { tables, pages, outOfOrder }
}

/** 项目代码, 24 characters YYYY-RRRRRR-II-NN-SSSSSS; region 999999 exists nowhere. */
function codeOf(project: Project, random: Random): string {
  return `${project.year - 2}-999999-78-01-${String(random.whole(0, 999_999)).padStart(6, '0')}`
}

/** Moves the acceptance stage before the construction stage: a seeded defect of date order. */
function spoil(project: Project, stages: StageRecord[]): { project: string; stage: string; why: string } {
  const construction = stages.find(({ stage }) => stage === 'construction')
  const acceptance = stages.find(({ stage }) => stage === 'acceptance')
  if (!construction || !acceptance) throw new Error(`spoil: project ${project.id} lacks construction or acceptance`)
  acceptance.startedOn = `${Number(construction.startedOn?.slice(0, 4)) - 1}-03-05`
  return {
    project: project.id,
    stage: 'acceptance',
    why: '验收日期早于开工日期 · acceptance dated before construction',
  }
}
