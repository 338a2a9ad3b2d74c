import type { Localized } from '../../../src/domain/localized.ts'
/**
 * A city's storm intensity formula (暴雨强度公式), q = 167 A₁ (1 + C lg P) / (t + b)ⁿ in L/(s·ha): the mean intensity of the
 * worst t minutes that come once in P years.
 */
export interface StormFormula {
  /** A₁ [mm/min · minⁿ], > 0: what rains in a year's storm */
  readonly a1: number
  /** C [-], ≥ 0: how it grows with the return period */
  readonly c: number
  /** b [min], 0…60 */
  readonly b: number
  /** n [-], 0.3…1.2 */
  readonly n: number
}

/** A storm by Keifer and Chu. */
export interface DesignStorm {
  readonly formula: StormFormula
  /** P [a], > 0 */
  readonly returnPeriod: number
  /** [s] */
  readonly duration: number
  /** r, share of the duration before the peak, 0…1 */
  readonly peakRatio: number
  /** length of an interval [s], at most the duration */
  readonly step: number
}

const PEAK: Localized = { zh: '峰现比例', en: 'peak ratio' }
const DURATION: Localized = { zh: '降雨历时', en: 'duration' }

/** A value of a storm that is outside its range, in both languages. */
export class StormRangeError extends RangeError {
  readonly told: Localized

  constructor(told: Localized) {
    super(told.en)
    this.told = told
  }
}

/** Millimetres in an hour of one litre a second on a hectare. */
const MM_H_OF_L_S_HA = 0.36

/**
 * Depth of rain of the formula in `duration` [s]: its mean intensity times its time [mm].
 *
 * @throws RangeError when a value is outside its range, or the formula falls with a longer duration
 */
export function stormDepth(formula: StormFormula, returnPeriod: number, duration: number): number {
  check(formula, returnPeriod, duration)
  return depthOf(formula, returnPeriod, duration / 60)
}

/**
 * Chicago hyetograph: any stretch around the peak holds the depth of the formula for its length, a share r of it before the
 * peak. Each interval gets exactly its volume, so that the peak is that of its mean, not an endless one.
 *
 * @returns  rain from the time on [s, mm/h], and none from the end on
 * @throws RangeError when a value is outside its range
 * @source  C. J. Keifer, H. H. Chu: Synthetic storm pattern for drainage design. J. Hydraulics Div. ASCE 83 (1957) HY4
 */
export function chicago(storm: DesignStorm): [time: number, intensity: number][] {
  const { formula, returnPeriod, duration, peakRatio, step } = storm
  check(formula, returnPeriod, duration)
  if (!(peakRatio > 0 && peakRatio < 1)) throw out(PEAK, peakRatio, { zh: '0 与 1 之间', en: 'between 0 and 1' })
  if (!(step > 0 && step <= duration))
    throw out({ zh: '时段长', en: 'step' }, step, {
      zh: `不超过历时 ${duration} s`,
      en: `up to the duration of ${duration} s`,
    })
  const peak = peakRatio * duration
  /** fallen since the start [mm], by the depth of the formula on either side of the peak */
  const fallen = (time: number) => {
    const depth = (minutes: number) => depthOf(formula, returnPeriod, minutes)
    return time <= peak
      ? peakRatio * (depth(duration / 60) - depth((peak - time) / peakRatio / 60))
      : peakRatio * depth(duration / 60) + (1 - peakRatio) * depth((time - peak) / (1 - peakRatio) / 60)
  }
  const rows: [number, number][] = []
  for (let n = 0; n * step < duration * (1 - 1e-12); n++) {
    const [from, to] = [n * step, Math.min(duration, (n + 1) * step)]
    rows.push([from, ((fallen(to) - fallen(from)) / (to - from)) * 3600])
  }
  return [...rows, [duration, 0]]
}

/** H(t) = q t [mm] */
function depthOf({ a1, c, b, n }: StormFormula, returnPeriod: number, minutes: number): number {
  if (minutes <= 0) return 0
  const discharge = (167 * a1 * (1 + c * Math.log10(returnPeriod))) / (minutes + b) ** n
  return (discharge * MM_H_OF_L_S_HA * minutes) / 60
}

function check({ a1, c, b, n }: StormFormula, returnPeriod: number, duration: number): void {
  if (!(a1 > 0 && a1 < 1000))
    throw out({ zh: 'A1', en: 'A1' }, a1, { zh: '大于 0，小于 1000', en: 'above 0, below 1000' })
  if (!(c >= 0 && c <= 5)) throw out({ zh: 'C', en: 'C' }, c, { zh: '0 至 5', en: '0 to 5' })
  if (!(b >= 0 && b <= 60)) throw out({ zh: 'b', en: 'b' }, b, { zh: '0 至 60 min', en: '0 to 60 min' })
  if (!(n >= 0.3 && n <= 1.2)) throw out({ zh: 'n', en: 'n' }, n, { zh: '0.3 至 1.2', en: '0.3 to 1.2' })
  if (!(returnPeriod > 0 && 1 + c * Math.log10(returnPeriod) > 0))
    throw out({ zh: '重现期', en: 'return period' }, returnPeriod, {
      zh: '使 1 + C lg P 大于 0 的值',
      en: 'one at which 1 + C lg P is above 0',
    })
  if (!(duration > 0 && duration <= 172_800))
    throw out(DURATION, duration, { zh: '大于 0，不超过 172,800 s', en: 'above 0, up to 172,800 s' })
  // dH/dt has the sign of (1 − n) t + b
  if ((1 - n) * (duration / 60) + b < 0)
    throw out(DURATION, duration, {
      zh: `不超过 ${(60 * b) / (n - 1)} s，其后公式的雨量随历时减小`,
      en: `up to ${(60 * b) / (n - 1)} s, where the formula's depth begins to fall`,
    })
}

function out(name: Localized, value: number, expected: Localized): StormRangeError {
  return new StormRangeError({
    zh: `设计暴雨：${name.zh}为 ${value}，应为${expected.zh}`,
    en: `storm: ${name.en} is ${value}, expected ${expected.en}`,
  })
}
