import type { Survey } from '../../survey.ts'
import { eachRecord, type Row, type TableFile } from '../record.ts'
import { pushStructure, STRUCTURE_TYPES } from '../structures.ts'
import { along, type PlacedElement, type PlanPlace } from './horizontal.ts'
import { samplePath } from './sample-path.ts'
import { type GradeBreak, tangentLength } from './vertical.ts'

/** a start that a row gives may differ so much from the end of the element before [m] */
const GAP = 0.02
const KINDS = ['line', 'arc', 'clothoid'] as const

/** Tables of structures along alignments, in the order that they must be read. */
export const ALIGNMENT_TABLES: readonly string[] = ['alignments', 'profiles', 'sections']

/** Plans and profiles by the name of their alignment, filled by the first two tables and used by the third. */
export interface Alignments {
  readonly plans: Map<string, PlacedElement[]>
  readonly profiles: Map<string, GradeBreak[]>
}

/** Reads one table of ALIGNMENT_TABLES; see data-pipeline/README.md for its columns. */
export async function readAlignmentTable(
  name: string,
  file: TableFile,
  survey: Survey,
  alignments: Alignments,
): Promise<void> {
  if (name === 'alignments') {
    await eachRecord(file, ['alignment', 'kind', 'length_m'], survey, (row) => readElement(row, survey, alignments))
  } else if (name === 'profiles') {
    const required = ['alignment', 'chainage_m', 'level_m']
    await eachRecord(file, required, survey, (row) => readBreak(row, survey, alignments))
    for (const [alignment, breaks] of alignments.profiles) checkCurves(alignment, breaks, file.path, survey)
  } else {
    const required = ['id', 'type', 'alignment', 'from_m', 'to_m']
    await eachRecord(file, required, survey, (row) => readSection(row, survey, alignments))
  }
}

function readElement(row: Row, survey: Survey, { plans }: Alignments): void {
  const name = row.text('alignment')
  const plan = plans.get(name) ?? []
  const kind = row.choice('kind', KINDS)
  const before = plan.at(-1)
  const given = startOf(row)
  const end = before ? along(before.start, before, before.length) : null
  const start = given ?? end
  const length = row.number('length_m')
  const radii =
    kind === 'line' ? [null, null] : [row.optionalNumber('start_radius_m'), row.optionalNumber('end_radius_m')]
  const [startRadius = null, endRadius = null] = kind === 'arc' ? [radii[0], radii[0]] : radii
  const isBad =
    !start || !(length > 0) || startRadius === 0 || endRadius === 0 || (kind === 'arc' && startRadius === null)
  if (isBad) {
    const message = {
      zh: '线形单元不完整：首个单元要有起点坐标和方位角，长度大于 0，圆曲线要有半径；略去',
      en: 'element not complete: the first needs a start and a bearing, the length must be > 0, an arc needs a radius; left out',
    }
    survey.findings.add('error', 'bad-element', message, { file: row.file, row: row.row, value: name })
    return
  }
  const gap = given && end ? Math.hypot(given.east - end.east, given.north - end.north) : 0
  if (gap > GAP) {
    const message = {
      zh: '起点与上一单元的终点不重合，按给出的起点读入',
      en: 'the start is not the end of the element before; read as it is given',
    }
    const place = { file: row.file, row: row.row, value: gap.toFixed(3), expected: `≤ ${GAP} m` }
    survey.findings.add('warning', 'alignment-gap', message, place)
  }
  const chainage = before ? before.chainage + before.length : (row.optionalNumber('start_chainage_m') ?? 0)
  const [startCurvature, endCurvature] = [startRadius, endRadius].map((radius) => (radius === null ? 0 : 1 / radius))
  plan.push({ chainage, start, length, startCurvature: startCurvature ?? 0, endCurvature: endCurvature ?? 0 })
  plans.set(name, plan)
}

function startOf(row: Row): PlanPlace | null {
  const [east, north] = [row.optionalNumber('start_x_east'), row.optionalNumber('start_y_north')]
  const bearing = row.optionalNumber('start_bearing_deg')
  if (east === null || north === null || bearing === null) return null
  return { east, north, bearing: (bearing * Math.PI) / 180 }
}

function readBreak(row: Row, survey: Survey, { profiles }: Alignments): void {
  const name = row.text('alignment')
  const breaks = profiles.get(name) ?? []
  const chainage = row.number('chainage_m')
  const last = breaks.at(-1)?.chainage ?? -Infinity
  if (chainage <= last) {
    const message = { zh: '变坡点桩号没有递增，略去', en: 'chainages do not increase; left out' }
    const place = { file: row.file, row: row.row, column: 'chainage_m', value: chainage, expected: `> ${last}` }
    survey.findings.add('error', 'bad-element', message, place)
    return
  }
  const radius = row.optionalNumber('radius_m')
  breaks.push({ chainage, level: row.number('level_m'), radius: radius !== null && radius > 0 ? radius : null })
  profiles.set(name, breaks)
}

/** Vertical curves that run into one another have no level of their own. */
function checkCurves(alignment: string, breaks: readonly GradeBreak[], path: string, survey: Survey): void {
  breaks.forEach((own, index) => {
    const next = breaks[index + 1]
    if (!next) return
    const needed = tangentLength(breaks, index) + tangentLength(breaks, index + 1)
    if (needed <= next.chainage - own.chainage) return
    const message = {
      zh: '相邻竖曲线重叠，其间高程不可信',
      en: 'vertical curves overlap: levels between them cannot be trusted',
    }
    const place = { file: path.replace(/^.*\//, ''), value: `${alignment} ${own.chainage}–${next.chainage}` }
    survey.findings.add('warning', 'curve-overlap', message, place)
  })
}

function readSection(row: Row, survey: Survey, { plans, profiles }: Alignments): void {
  const name = row.text('alignment')
  const type = row.choice('type', STRUCTURE_TYPES)
  const [from, to] = [row.number('from_m'), row.number('to_m')]
  const offset = { right: row.optionalNumber('offset_m') ?? 0, up: row.optionalNumber('level_offset_m') ?? 0 }
  const path = to > from ? samplePath(plans.get(name) ?? [], profiles.get(name) ?? [], from, to, offset) : null
  if (!path) {
    const message = {
      zh: '线位或纵断面没有覆盖该段桩号，略去',
      en: 'plan or profile of the alignment do not cover these chainages; left out',
    }
    const place = { file: row.file, row: row.row, column: 'from_m, to_m', value: `${name} ${from}–${to}` }
    survey.findings.add('error', 'alignment-range', message, place)
    return
  }
  const places = path.map(({ east, north, height }) => ({
    x: east,
    y: north,
    height,
    ...survey.crs.toLonLat(east, north),
  }))
  pushStructure(type, row, places, survey)
}
