import type { Cell } from './csv.ts'
import type { Defects } from './defects.ts'
import type { DemoCity } from './demo-city.ts'
import { owners } from './organisations.ts'
import { distance, eastOf, northOf, type Place } from './plane.ts'
import { createRandom } from './random.ts'
import type { Sensor } from './sensors.ts'
import type { SurveyPoint, SurveyTable } from './survey-table.ts'

export interface Risks {
  readonly rows: readonly Cell[][]
  /** seeded: risks whose required sensors are nowhere near */
  readonly unsensored: readonly string[]
}

/** [sensor kind that watches it, name, discipline, cause, consequence, likelihood, severity, measures, how many] */
const WATCHED = [
  ['ch4-well', '燃气相邻地下空间', 'gas', '管道老化泄漏窜入相邻井室', '爆燃、人员伤亡', 3, 5, '加密巡检，井室通风', 8],
  ['gas-restaurant', '餐饮场所用气', 'gas', '软管老化、违规用气', '室内爆燃', 3, 4, '加装切断阀，入户安检', 4],
  ['water-pressure', '老旧给水干管', 'water', '灰口铸铁老化', '爆管、路面塌陷、停水', 3, 3, '降压运行，纳入改造', 5],
  ['sewer-level', '排水干管满管运行', 'storm', '淤积、潮位顶托', '冒溢、内涝', 4, 3, '清淤，泵站预排', 4],
  ['road-water', '下穿隧道积水', 'tunnel', '强降雨叠加潮位', '车辆受困、人员溺亡', 3, 5, '积水自动封路', 2],
  ['heat-temperature', '老旧供热管段', 'heat', '保温层失效、焊口腐蚀', '烫伤、停热', 3, 3, '红外检测，换管', 3],
  ['bridge-strain', '跨海大桥引桥主跨', 'bridge', '超载、腐蚀疲劳', '结构损伤', 2, 5, '限载，定期检测', 2],
  ['gallery-methane', '综合管廊燃气舱', 'gallery', '阀门、接口泄漏', '舱内爆燃', 2, 5, '事故通风联动', 1],
  ['tunnel-water-level', '地铁区间进水', 'metro', '出入口倒灌', '停运、淹水', 2, 5, '防淹门、挡水板', 1],
] as const
/** [discipline, required kind, name, cause, consequence]: places without any such sensor */
const UNWATCHED = [
  ['gas', 'ch4-well', '燃气管与污水管间距不足', '间距小于1m', '窜气爆燃'],
  ['water', 'water-pressure', '医院供水支管', '单路供水', '断水'],
  ['sewer', 'sewer-level', '污水干管末端', '坡度平缓', '冒溢'],
  ['heat', 'heat-temperature', '换热站支线末端', '保温破损', '停热'],
  ['storm', 'road-water', '低洼路段', '排水能力不足', '积水'],
  ['gas', 'gas-pressure', '中压管网末端', '压力不稳', '供气中断'],
] as const
/** A sensor nearer than this to a risk's asset would watch it [m]. */
const WATCHING_DISTANCE = 60
const RESPONSIBLE: Readonly<Record<string, string>> = owners

/** Risk register: most risks have the sensors they require, six have none by construction. */
export function makeRisks(city: DemoCity, sensors: readonly Sensor[], defects: Defects): Risks {
  const random = createRandom(city.seed, 'risks')
  const rows: Cell[][] = []
  const put = (
    title: string,
    discipline: string,
    cause: string,
    consequence: string,
    l: number,
    s: number,
    assets: string,
    kinds: string,
    measures: string,
    at: Place,
  ) => {
    const id = `RK${String(rows.length + 1).padStart(3, '0')}`
    const responsible = RESPONSIBLE[discipline] ?? 'D01'
    const name = `${title}${rows.length + 1}号(示例)`
    const review = `2026-${String(random.whole(7, 12)).padStart(2, '0')}-15`
    rows.push([
      id,
      name,
      discipline,
      cause,
      consequence,
      l,
      s,
      gradeOf(l * s),
      assets,
      kinds,
      responsible,
      measures,
      review,
      eastOf(at),
      northOf(at),
    ])
    return id
  }
  for (const [kind, title, discipline, cause, consequence, likelihood, severity, measures, count] of WATCHED) {
    const watching = sensors.filter((sensor) => sensor.kind === kind && sensor.asset)
    for (let i = 0; i < Math.min(count, watching.length); i++) {
      const sensor = watching[Math.floor(((i + 0.5) * watching.length) / count)]
      if (sensor?.asset)
        put(title, discipline, cause, consequence, likelihood, severity, sensor.asset, kind, measures, sensor.place)
    }
  }
  const unsensored = UNWATCHED.map(([discipline, kind, title, cause, consequence], i) => {
    const table = city.tables.find((candidate) => candidate.discipline === discipline)
    if (!table) throw new Error(`makeRisks: no table of ${discipline}`)
    const point = unwatched(
      table,
      sensors.filter((sensor) => sensor.kind === kind),
      i === 0 ? (defects.gasNearSewer[0]?.asset ?? null) : null,
    )
    return put(title, discipline, cause, consequence, 3, 4, table.pointKey(point), kind, '尚未安装监测设备', point)
  })
  return { rows, unsensored }
}

/** The point of a network farthest from all sensors of a kind, or the start of `line` when it is far enough. */
function unwatched(table: SurveyTable, sensors: readonly Sensor[], line: string | null): SurveyPoint {
  const clear = (point: SurveyPoint) => Math.min(...sensors.map(({ place }) => distance(place, point)))
  const wanted = table.points.find(({ id }) => line?.split('/')[1]?.startsWith(`${id}~`))
  if (wanted && clear(wanted) > WATCHING_DISTANCE) return wanted
  const farthest = table.points.reduce((best, point) => (clear(point) > clear(best) ? point : best))
  if (clear(farthest) < WATCHING_DISTANCE) throw new Error(`makeRisks: ${table.discipline} has sensors everywhere`)
  return farthest
}

function gradeOf(score: number): 'red' | 'orange' | 'yellow' | 'blue' {
  if (score >= 15) return 'red'
  if (score >= 12) return 'orange'
  return score >= 8 ? 'yellow' : 'blue'
}
