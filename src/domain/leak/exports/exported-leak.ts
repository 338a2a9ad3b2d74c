import { clockText, countText, told } from '../../inundation/exports/exported-run.ts'
import type { Localized } from '../../localized.ts'
import type { Balance } from '../../run-summary.ts'
import { asKnown, figureAsKnown, signOf } from '../leak-digits.ts'
import type { ClosureAlternative, LeakFigure, LeakOutcome, LeakPlace } from '../leak-outcome.ts'
import type { LeakPlan } from '../leak-plan.ts'
import type { LeakScenario } from '../leak-scenario.ts'

/** A finished leak, as files tell it to somebody who has nothing else of it. */
export interface ExportedLeak {
  /** kind and pipe, for the name of a file */
  readonly name: string
  readonly scenario: LeakScenario
  readonly plan: LeakPlan
  /** [ms since 1970 UTC] */
  readonly startedAt: number
  readonly places: readonly LeakPlace[]
  readonly outcome: LeakOutcome
  /** run out so far [s, in the unit of the outcome's `lost`] */
  readonly lost: readonly (readonly [time: number, lost: number])[]
  readonly caveats: readonly Localized[]
  readonly balance: readonly Balance[]
  /** of the account that closes worst [1], and what is allowed of it */
  readonly error: number
  readonly tolerance: number
}

/** Units of what places hold. */
export const VALUE_UNITS = { gas: 'share of LEL', water: 'm', heat: '°C', sewage: 'share of the spill' } as const

const EVIDENCE = {
  A: '与参考算例一致 agrees with reference cases',
  B: '与现场实测一致 agrees with field measurements',
  C: '只依据物理公式或输入取假定值，只看量级 physics only or inputs assumed, orders of magnitude',
} as const

/** What the times of arrival in a file mean. */
const ARRIVALS = {
  level:
    'p10、p50、p90：10%、50%、90% 的成员在此时间内到达，空：模拟时长内未到达；reached：到达的成员比例 within this time in 10%, 50%, 90% of the members, empty: not within the run; reached: share of the members that it comes in',
  spill: 'p10 最早，p90 最晚；p50 不给 p10 earliest, p90 latest; p50 is not told',
} as const

/** What a file says of the run, line by line, in both languages. */
export function leakFacts(run: ExportedLeak): readonly (readonly [what: string, text: string])[] {
  const { plan, scenario, outcome, caveats, balance, startedAt } = run
  const { hole_m, share, duration_s, closedAfter_s, wind, surface, soil, service_m, kind, network } = scenario
  const { spill_m3_s, dry_m3_s, opening_m, outside_mg_l } = scenario
  const trust = `误差 error ${digits(run.error, 2)} (允许 allowed ${run.tolerance})`
  const parts = kind === 'gas' ? ['gas', 'spaces', 'wind'] : [network]
  const lines = (what: string, list: LeakPlan['missing']) =>
    list
      .filter(({ part }) => parts.includes(part))
      .map(({ why, count }) => [what, `${told(why)}${countText(count)}`] as const)
  return [
    ...(run.error > run.tolerance ? [['不可信 NOT TRUSTWORTHY', trust] as const] : []),
    ['模拟 simulation', '泄漏模拟，非实测、非预报 simulated leak, neither measured nor a forecast'],
    ['可信程度 evidence', `${outcome.evidence}: ${EVIDENCE[outcome.evidence]}`],
    ['城市 city', `${plan.city}, build ${plan.build}`],
    ['管线 pipe', `${scenario.pipe} (${network}), 自起点 from its start ${share}`],
    ...(kind === 'sewage'
      ? [
          ['排入 let in', `${spill_m3_s} m³/s, ${duration_s} s`] as const,
          ['入口旱季流量 dry-weather flow there', dry_m3_s === null ? '未知 not known' : `${dry_m3_s} m³/s`] as const,
        ]
      : [
          ['破口 hole', hole_m === null ? '断裂 broken across' : `${hole_m} m`] as const,
          [
            '时长 duration',
            `${duration_s} s; 关阀 shut after ${closedAfter_s === null ? '- (不关 not shut)' : `${closedAfter_s} s`}`,
          ] as const,
        ]),
    ...(kind === 'gas'
      ? [
          ['地面、土质、风 surface, soil, wind', `${surface}, ${soil}, ${windText(wind)}`] as const,
          ['地方分级 local grades', plan.gasGrades ? told(plan.gasGrades.name) : 'GPTC (示例 an example)'] as const,
        ]
      : []),
    ...(kind === 'water'
      ? [
          ['服务压力 service pressure', `${service_m} m`] as const,
          ['每管渗漏口 opening in each pipe', `${opening_m} m (示例 an example)`] as const,
          [
            '外水浓度 in the water outside',
            outside_mg_l === null ? '按份额 as a share' : `${outside_mg_l} mg/L`,
          ] as const,
        ]
      : []),
    ['计算开始 started', `${clockText(startedAt)}+08:00`],
    ['集合 members', String(outcome.members)],
    ['到达 arrivals', ARRIVALS[kind === 'sewage' ? 'spill' : 'level']],
    ['漏出 lost', `${asKnown(outcome.lost.value, outcome.evidence)} ${outcome.lost.unit}`],
    ...figureFacts(outcome),
    ...outcome.alternatives.map(
      (one) => ['某阀关不上时改关 where a valve does not close', alternativeText(one)] as const,
    ),
    ...balance.map(
      ({ quantity, unit, in: given, out, error }) =>
        [
          '守恒 balance',
          `${told(quantity)}: ${digits(given, 4)} ${unit} = ${digits(out, 4)} ${unit}, ${digits(error, 2)}`,
        ] as const,
    ),
    ...(kind === 'gas' ? [['土壤校核 soil checked against', told(SOIL_CHECKED)] as const] : []),
    ...caveats.map((caveat) => ['适用范围 caveat', told(caveat)] as const),
    ...lines('数据缺失 missing', plan.missing),
    ...lines('假定 assumed', plan.assumed),
  ]
}

/** What soil and underground spaces were checked against: no open data of the field allow more. */
export const SOIL_CHECKED: Localized = {
  zh: '土壤与地下空间中的扩散只到量级，只与公开发表的比值核对：平流半径 1–1.5 m；地面封闭时的到达距离为敞开时的 3–4 倍、速度为 3.5 倍；远处与泄漏速率关系不大。没有可用的公开现场实测数据。',
  en: 'Spread through soil and underground spaces is an order of magnitude, checked against published ratios alone: a radius of advection of 1–1.5 m; under a sealed surface 3–4 times the reach and 3.5 times the speed of an open one; far off hardly by the rate. No open field data could be used.',
}

/** Levels [m] to a centimetre: no place is drawn better. */
export function levelOf(height: number): number {
  return Math.round(100 * height) / 100
}

/** Each as exact as it is known, a rough one with "≈". */
function figureFacts({ figures, areas, evidence }: LeakOutcome): (readonly [what: string, text: string])[] {
  const line = (figure: LeakFigure) => {
    const value = figureAsKnown(figure, evidence)
    const own = figure.evidence && figure.evidence !== evidence ? ` (${figure.evidence})` : ''
    const unit = figure.unit === '1' ? '' : ` ${figure.unit}`
    return `${told(figure.name)}: ${value === null ? '未知 not known' : `${signOf(figure)}${value}${unit}`}${own}`
  }
  return [
    ...figures.map((figure) => ['数值 figure', line(figure)] as const),
    ...areas.map(({ radius, ...area }) => ['范围 area', line({ ...area, value: radius, unit: 'm' })] as const),
  ]
}

function alternativeText({ fails, close, sources, cutOff }: ClosureAlternative): string {
  const instead = close.length === 0 ? '无可替代 none' : close.map(({ node, link }) => `${node} (${link})`).join(', ')
  const fed =
    sources.length === 0 ? '' : `; 仍不能止漏，须停供应源 still fed, source to be shut, too: ${sources.join(', ')}`
  return `${fails.node} (${fails.link}) → ${instead}${fed}; 停供 cut off: ${cutOff}`
}

function digits(value: number, count: number): number {
  return Number(value.toPrecision(count))
}

function windText(wind: LeakScenario['wind']): string {
  return wind === null ? '风未知 wind not known' : `${wind.speed_m_s} m/s, ${wind.from_deg}°`
}
