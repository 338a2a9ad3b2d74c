import type { Localized } from '../../../src/domain/localized.ts'
import { Refusal } from '../../refusal.ts'
import { type Gas, isDense, LPG, mixtureOf, type PureGas } from '../spaces/gases.ts'
import type { LeakingPipe } from './leaking-pipe.ts'

/** What a gas pipe carries. */
export interface CarriedGas {
  readonly name: 'methane' | 'lpg'
  /** volume shares */
  readonly parts: Readonly<Partial<Record<PureGas, number>>>
  readonly gas: Gas
  readonly told: readonly Localized[]
}

/** Subclass letters of the survey, and words as they are recorded; LNG and CNG are natural gas once they are in a pipe. */
const NATURAL = /^TR$|天然气|natural|^(LNG|CNG|NG)$/i
const PETROLEUM = /^YH$|液化石?油?气|petroleum|^LPG$/i
const METHANE = { methane: 1 } as const
/**
 * Above the air, from which half propane and half butane is partly liquid at 15 °C [kPa]: dew point by Raoult of 730 and 176 kPa
 * (NIST Chemistry WebBook), 284 kPa absolute.
 */
const DEW_POINT = 182

/**
 * What the leaking pipe carries, by its subclass; natural gas where none is recorded, which is told.
 *
 * @throws Refusal naming the pipe, of town gas and of words that nobody knows: their parts differ from works to works
 */
export function gasCarried({ pipes, link, id }: Pick<LeakingPipe, 'pipes' | 'link' | 'id'>): CarriedGas {
  const subclass = pipes.subclass.at(link) ?? ''
  const of = (name: CarriedGas['name'], ...told: Localized[]): CarriedGas => {
    const parts = name === 'lpg' ? LPG : METHANE
    return { name, parts, gas: mixtureOf(parts), told }
  }
  if (subclass === '') return of('methane', NATURAL_GAS, NOT_RECORDED)
  if (NATURAL.test(subclass)) return of('methane', NATURAL_GAS)
  if (PETROLEUM.test(subclass)) return of('lpg', PETROLEUM_GAS)
  throw new Refusal([
    {
      zh: `管段 ${id}：输送介质为“${subclass}”，其组分未知（人工煤气含氢气、一氧化碳，有毒，爆炸极限不同），不作计算`,
      en: `pipe ${id}: carries "${subclass}", the parts of which are not known (town gas holds hydrogen and carbon monoxide, is poisonous and burns at other shares): it is not computed`,
    },
  ])
}

/** @throws Refusal where the gas would be partly liquid at the pressure in the pipe [kPa above the air] */
export function refuseLiquid({ id }: Pick<LeakingPipe, 'id'>, { gas }: CarriedGas, gauge: number): void {
  if (!isDense(gas) || gauge <= DEW_POINT) return
  const found = Math.round(gauge)
  throw new Refusal([
    {
      zh: `管段 ${id}：液化石油气压力 ${found} kPa（表压），高于 15 °C 露点 ${DEW_POINT} kPa，管内可能为液态：液相泄漏不作计算`,
      en: `pipe ${id}: petroleum gas at ${found} kPa above the air, which is partly liquid from ${DEW_POINT} kPa on at 15 °C: a leak of liquid is not computed`,
    },
  ])
}

const NATURAL_GAS: Localized = {
  zh: '按天然气（纯甲烷，爆炸下限 5%）计算；掺氢或含重烃的天然气不适用。',
  en: 'Computed as natural gas (pure methane, lower limit 5%): with hydrogen or heavy parts in it, it behaves otherwise.',
}
const NOT_RECORDED: Localized = {
  zh: '该管段未登记输送介质，按天然气计：若为液化石油气或人工煤气，结果不适用。',
  en: 'What the pipe carries is not recorded: natural gas is taken. Of LPG or town gas this does not hold.',
}
const PETROLEUM_GAS: Localized = {
  zh: '按气态液化石油气计算（丙烷、丁烷各半为假定，爆炸下限约 1.9%，比空气重）；甲烷传感器读数不能直接对照，断管潜在影响半径不给出。',
  en: 'Computed as petroleum gas, not liquid (half propane and half butane are assumed; lower limit about 1.9%, heavier than air). Methane sensors do not read it as it is, and no potential impact radius is told.',
}
