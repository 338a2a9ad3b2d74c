import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { clockText } from './water-names.ts'
import type { WaterDay } from './water-network.ts'
import { startOf } from './water-of-question.ts'

const DAY = 86_400

/** What nobody should forget who reads pressures of a network: whose model it is, and the demand of which hour was taken. */
export function dayTold(scenario: Pick<LeakScenario, 'clock_s'>, day: WaterDay | null): Localized[] {
  if (!day) return [SURVEYED]
  const { source, clock } = day
  const at = clockText((clock + startOf(scenario, day)) % DAY).slice(0, 5)
  const model: Localized = {
    zh: `水力模型取自 ${source}（需水量、水泵、水池、阀门设定、控制），本程序未用实测校核；模型以外的阀门均按全开计。`,
    en: `The hydraulic model is that of ${source} (demands, pumps, tanks, settings of valves, controls), held to no measurement here; valves beside it are taken as open.`,
  }
  if (!day.hasPatterns) return [model, STEADY]
  const hour: Localized = {
    zh: `用水量取模型第一天 ${at} 起的时变化模式${scenario.clock_s === null ? '（未指定发生时刻，取模型起始时刻）' : ''}；不分工作日、节假日和季节。`,
    en: `Demands follow the model's pattern from ${at} of its first day on${scenario.clock_s === null ? ' (no hour was told: the one the model begins at)' : ''}; working days, holidays and seasons are not told apart.`,
  }
  return [model, hour]
}

const SURVEYED: Localized = {
  zh: '管网模型由普查数据生成，未经实测校核；用水量为平均值，无时变化模式，与发生时刻无关；阀门均按全开计。',
  en: 'The model is made of the survey and held to no measurement; demands are means, no pattern is known, so that the hour makes no difference; all valves are taken as open.',
}
const STEADY: Localized = {
  zh: '模型没有时变化模式：用水量为平均值，与发生时刻无关。',
  en: 'The model has no pattern: demands are means, and the hour makes no difference.',
}
