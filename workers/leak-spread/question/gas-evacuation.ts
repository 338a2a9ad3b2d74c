import type { LeakFigure } from '../../../src/domain/leak/leak-outcome.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { LEAST_RADIUS } from '../atmosphere/fire.ts'
import type { GasOutcome } from '../gas-spread/run.ts'
import type { AskedGas } from './gas-of-question.ts'

/** Of the lower explosive limit: from here on a space is to be left. */
const ALARM = 0.2

/**
 * How far to evacuate [m]: the farthest of all that is a danger, by the worst that is told of it; null = that cannot be told, and
 * why.
 */
export function evacuationOf(
  asked: AskedGas,
  found: GasOutcome,
): { readonly reach: number | null; readonly why: readonly Localized[] } {
  if (asked.given.spaces.length === 0) return { reach: null, why: [SPACES_UNKNOWN] }
  const { radius, above } = found
  const half = above.distances.find(({ level }) => level === 0.5)?.distance ?? 0
  const reach = Math.max(radius.evacuate ?? 0, radius.rupture ?? 0, half, farthestAlarm(asked, found))
  return reach < LEAST_RADIUS ? { reach: null, why: [TOO_NEAR] } : { reach, why: [] }
}

/** How far from the leak in plan a space lies that may hold gas to be alarmed of, by the ensemble's nine tenths [m]; 0 = none. */
function farthestAlarm({ pipe, spaces: { file, rows }, given }: AskedGas, { spaces }: GasOutcome): number {
  if (!file) return 0
  const row = new Map(given.spaces.map(({ id }, n) => [id, rows[n] ?? -1]))
  const [x, y] = pipe.point
  const away = (east: number | undefined, north: number | undefined) => Math.hypot((east ?? x) - x, (north ?? y) - y)
  return spaces.reduce((far, { id, peak }) => {
    if (peak[2] < ALARM) return far
    const at = row.get(id) ?? -1
    return Math.max(far, away(file.x[at], file.y[at]), away(file.otherX[at], file.otherY[at]))
  }, 0)
}

/** In place of the distance, where none can be told. */
export const NO_EVACUATION: LeakFigure = {
  name: { zh: '疏散范围（不足以给出，见适用范围）', en: 'Evacuation (cannot be told, see the limits)' },
  ...{ value: null, unit: 'm', isRough: true },
}
const SPACES_UNKNOWN: Localized = {
  zh: '不足以给出疏散范围：漏点周围 30 m 内没有已知的地下空间，燃气窜向何处未知，有压喷出的射流也未计算；热辐射与下风向距离不能代替，请按现场检测划定警戒区。',
  en: 'No distance to evacuate can be told: no space below ground is known within 30 m, so that it is unknown where the gas goes, and a jet under pressure is not computed. Neither the heat of a fire nor a distance downwind stands for it: cordon off by what is measured on site.',
}
const TOO_NEAR: Localized = {
  zh: `不足以给出疏散范围：算得的各项距离均不足 ${LEAST_RADIUS} m，小于模型适用的尺度，不能作为疏散距离；请按现场检测划定警戒区。`,
  en: `No distance to evacuate can be told: all that is computed lies nearer than ${LEAST_RADIUS} m, where the models do not hold. Cordon off by what is measured on site.`,
}
