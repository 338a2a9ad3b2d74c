import type { Localized } from '../../../src/domain/localized.ts'
import type { Balance } from '../../../src/domain/run-summary.ts'
import type { Simulation } from '../../contract.ts'
import { type HeatCase, heatCaseSchema } from './case.ts'
import { type HeatFrame, type HeatOutcome, runHeat } from './run.ts'

/** 热力泄漏: steam, ground and neighbours that are warmed, where water scalds. */
export const leakHeat: Simulation<HeatCase, HeatFrame, HeatOutcome> = {
  id: 'leak-heat',
  name: { zh: '热力泄漏', en: 'Heat leak' },
  input: heatCaseSchema,
  sources: [
    { text: 'Carslaw, H. S. & Jaeger, J. C. (1959). Conduction of Heat in Solids. Spheres, buried cylinders.' },
  ],
  async *run(input, host) {
    const started = host.now()
    const run = runHeat(input)
    let step = run.next()
    for (; !step.done; step = run.next()) yield step.value
    const outcome = step.value
    return {
      outcome,
      balance: [heatBalance(outcome)],
      caveats: heatCaveats(outcome),
      milliseconds: host.now() - started,
    }
  },
}

const GIGA = 1e9

/** Heat that came out with the water, and where it went. */
export function heatBalance({ heat: { released, steam, ground, water } }: HeatOutcome): Balance {
  const out = steam + ground + water
  return {
    ...{ quantity: { zh: '热量', en: 'Heat' }, unit: 'GJ', in: released / GIGA, out: out / GIGA },
    ...{ error: Math.abs(released - out) / Math.max(Math.abs(released), 1), tolerance: 1e-6 },
  }
}

/** How far a result may be trusted, and where it is outside its range. */
export function heatCaveats({ flags }: HeatOutcome): Localized[] {
  return [EVIDENCE, ...flags.map((flag) => FLAGS[flag])]
}

const EVIDENCE: Localized = {
  zh: '可信程度 C 级（仅物理推算，无现场数据校核）：烫伤面积只是数量级。',
  en: 'Evidence class C (physics only, no field data): the area that scalds is an order of magnitude.',
}

const FLAGS: Readonly<Record<HeatOutcome['flags'][number], Localized>> = {
  steam: {
    zh: '水温高于 100 ℃：部分闪蒸为蒸汽，进入管沟的蒸汽未计算。',
    en: 'Water above 100 °C: part of it turns to steam; steam in ducts is not computed.',
  },
  'water at the surface': {
    zh: '热水将涌出地面。',
    en: 'Hot water comes to the surface.',
  },
  'wet ground conducts better': {
    zh: '湿土导热更好，沿管沟流动的热水传得更远：邻近管线温度可能偏低。',
    en: 'Wet ground conducts better and water runs along the trench: neighbours may get warmer than told.',
  },
}
