import type { Localized } from '../../../src/domain/localized.ts'
import type { BurstRun } from './burst.ts'
import type { WaterModel } from './model.ts'

/** A consumer that gets less of its demand lacks water [1]. */
export const LACKS = 0.95

/**
 * What a reader of a burst must know of how it was computed.
 *
 * @param required  pressure head at which all of a demand is met [m]
 */
export function burstCaveats(
  { emitterExponent }: Pick<WaterModel, 'emitterExponent'>,
  { before, unsettled }: Pick<BurstRun, 'before' | 'unsettled'>,
  required: number,
): Localized[] {
  const caveats: Localized[] = []
  const isShort = (asked: number, node: number) => asked > 0 && (before.delivered[node] ?? 0) < LACKS * asked
  const short = before.required.filter(isShort).length
  if (short > 0) {
    caveats.push({
      zh: `爆管前已有 ${short} 个用水节点水量不足 95%：可能是所需压力（${required} m）定得过高，或模型本身不足。`,
      en: `${short} nodes with demand lack more than 5% of it even before the burst: the pressure asked for (${required} m) may be too high, or the model falls short.`,
    })
  }
  if (unsettled > 0) {
    caveats.push({
      zh: `有 ${unsettled} 个时刻水力计算未收敛到所需精度：这些时刻的结果不可靠。`,
      en: `The hydraulics did not settle at ${unsettled} instants: what is told of them is not reliable.`,
    })
  }
  if (emitterExponent !== 0.5) {
    caveats.push({
      zh: `管网自带射流节点，指数为 ${emitterExponent}：漏点系数随压力逐步换算。`,
      en: `The network has emitters of its own with exponent ${emitterExponent}: the leak's coefficient is found again at every step.`,
    })
  }
  return caveats
}

/** There was to be a closure, and nothing is there to close. */
export const NO_VALVE: Localized = {
  zh: '没有可关闭的阀门：按不关阀计算。',
  en: 'There is no valve to close: computed without a closure.',
}
