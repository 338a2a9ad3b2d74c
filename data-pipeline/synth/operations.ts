import type { Cell } from './csv.ts'
import type { DemoCity } from './demo-city.ts'
import { createRandom } from './random.ts'

export interface Operations {
  readonly rows: readonly Cell[][]
  /** seeded: heat lines with three leaks or more */
  readonly leaky: readonly string[]
  /** seeded: sewer laterals that rain water reaches */
  readonly misconnected: readonly string[]
}

const LEAKY = 2
const LEAKS_EACH = 3
/** patrols and inspections: [discipline, kind, finding, grade, months to the next, how many] */
const ROUTINE = [
  ['water', 'patrol', '井室完好，无积水', '正常', 3, 40],
  ['water', 'inspection', '听漏检测未见异常', '正常', 12, 30],
  ['water', 'repair', '更换阀门密封件', '一般', 12, 12],
  ['gas', 'patrol', '阴极保护电位合格', '正常', 1, 40],
  ['gas', 'inspection', '泄漏检测未检出', '正常', 12, 24],
  ['sewer', 'inspection', 'CCTV检测：轻微沉积', '1级', 24, 36],
  ['sewer', 'repair', '清淤疏通', '一般', 12, 16],
  ['storm', 'inspection', 'CCTV检测：接口渗漏', '2级', 24, 24],
  ['heat', 'patrol', '检查室干燥，补偿器正常', '正常', 6, 20],
  ['power', 'patrol', '人孔无积水', '正常', 6, 16],
  ['telecom', 'patrol', '管孔封堵完好', '正常', 12, 16],
] as const
const NEWEST_YEAR = 2026

/** Patrols, inspections, repairs and leaks of the last years, on lines; dates are fixed by the seed. */
export function makeOperations(city: DemoCity): Operations {
  const random = createRandom(city.seed, 'operations')
  const rows: Cell[][] = []
  const put = (
    asset: string,
    kind: string,
    date: string,
    finding: string,
    grade: string,
    cost: number | null,
    next: string | null,
    chainage: number | null = null,
  ) =>
    rows.push([
      `OP${String(rows.length + 1).padStart(4, '0')}`,
      asset,
      kind,
      date,
      finding,
      grade,
      cost,
      next,
      chainage,
    ])
  for (const [discipline, kind, finding, grade, months, count] of ROUTINE) {
    const table = city.tables.find((candidate) => candidate.discipline === discipline)
    if (!table) throw new Error(`makeOperations: no table of ${discipline}`)
    for (let i = 0; i < count; i++) {
      const month = random.whole(0, 28)
      const cost = kind === 'repair' ? random.whole(2, 18) : null
      put(table.lineKey(random.pick(table.lines)), kind, dateAt(month), finding, grade, cost, dateAt(month + months))
    }
  }
  const old = city.heat.supply.filter(({ origin }) => origin.year < 2010)
  const leaky = Array.from({ length: LEAKY }, (_, i) => old[Math.floor(((i + 0.5) * old.length) / LEAKY)]).flatMap(
    (line) => (line ? [city.heat.table.lineKey(line)] : []),
  )
  for (const asset of leaky) {
    for (let i = 0; i < LEAKS_EACH; i++)
      put(
        asset,
        'leak',
        dateAt(i * 9 + 1),
        '焊口渗漏，停水焊补',
        '严重',
        6 + i * 2,
        dateAt(i * 9 + 4),
        i === 0 ? null : 3 + i * 4,
      )
  }
  const misconnected = city.sewer.misconnections.map((line) => city.sewer.table.lineKey(line))
  for (const asset of misconnected)
    put(asset, 'inspection', dateAt(20), '烟雾检测：雨水立管接入污水（雨污混接）', '3级', null, dateAt(32))
  return { rows, leaky, misconnected }
}

/** The eleventh of a month, counted from January 2024; never later than the newest year and a half. */
function dateAt(month: number): string {
  const year = Math.min(2024 + Math.floor(month / 12), NEWEST_YEAR + 2)
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}-11`
}
