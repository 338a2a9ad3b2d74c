import type { Localized } from '../../../src/domain/localized.ts'
import type { Balance } from '../../../src/domain/run-summary.ts'
import { LEAST_RADIUS } from '../atmosphere/fire.ts'
import { HELD_FROM } from '../atmosphere/plume.ts'
import type { GasFlag, GasOutcome } from './run.ts'

/** Above this share of what came a run is not trustworthy. */
export const MASS_TOLERANCE = 1e-6

/** What came, against all accounts that it is in. */
export function massBalance({ mass, error }: GasOutcome): Balance {
  const { came, pipes, soil, spaces, vented, surfaced, burnt } = mass
  const out = pipes + soil + spaces + vented + surfaced + burnt
  return {
    quantity: { zh: '燃气质量', en: 'Mass of gas' },
    unit: 'kg',
    in: came,
    out,
    error,
    tolerance: MASS_TOLERANCE,
  }
}

/** How sure a run is, and where it does not hold. */
export function gasCaveats({ flags }: GasOutcome): Localized[] {
  return [EVIDENCE, ABOVE, NOT_BURNT, ...flags.map((flag) => FLAGS[flag])]
}

const EVIDENCE: Localized = {
  zh: '可信程度 C 级（仅物理推算，无现场数据校核）：土壤与井室通风只知到 3–10 倍，时间一律以 P10/P50/P90 表示。',
  en: 'Evidence class C (physics only, no field data): soil and ventilation are known to a factor of 3 to 10; times are P10/P50/P90.',
}

const ABOVE: Localized = {
  zh: `地面以上的距离为稳态烟羽在逸散最大时的 10 分钟平均，按各参数的常用值：低动量释放，全部自漏点上方逸出；不计有压喷出的射流、甲烷上浮和建筑物。${HELD_FROM} m 以内及街谷中仅供参考，瞬时浓度可数倍于平均。`,
  en: `Distances above ground are those of a steady plume when most comes out, means of 10 minutes, by the usual values: a release of low momentum, all of it above the leak. No jet under pressure, no rise of methane, no buildings. Within ${HELD_FROM} m and in streets they are indicative only; at a moment it may be several times the mean.`,
}

const NOT_BURNT: Localized = {
  zh: '未计算着火：“已燃烧”为 0 不表示不会着火。',
  en: 'Whether it catches fire is not computed: nothing burnt does not mean that nothing will.',
}

const FLAGS: Readonly<Record<GasFlag, Localized>> = {
  'cover lifts': {
    zh: '压力可能掀开覆土并形成喷坑：按自由泄放计算；地面以上按全部泄漏计，土壤与地下空间同时按覆土未掀开计，两者均偏大。喷出为射流，未计算：地面以上不足 100 m 的距离不给出。',
    en: 'The pressure may lift the cover, a crater may form: computed as a free release. All of it is taken to come out above ground, and soil and spaces as if the cover stayed: both are told rather too large. It is a jet first, which is not computed: no distance above ground is told below 100 m.',
  },
  'flow is not Darcy’s': {
    zh: '泄漏口附近流速超出达西定律范围。',
    en: 'Near the leak the flow is too fast for Darcy’s law.',
  },
  'layers of gas': {
    zh: '气体在空间内可能分层：按三倍平均浓度定级和给出到达时间；平均浓度超过爆炸上限才称为过浓。',
    en: 'Gas may lie in layers: spaces are graded, and arrivals told, by three times their mean; too rich is only what is above the upper limit by its mean.',
  },
  'dense gas above ground': {
    zh: '气体重于空气，沿地面和低处流动：地面以上距离偏小，低处浓度偏低。',
    en: 'The gas is heavier than air and runs along the ground: distances above ground and low places are told too small.',
  },
  'calm wind': {
    zh: '风速低于 1 m/s：地面以上的距离不可靠。',
    en: 'Wind below 1 m/s: distances above ground are not reliable.',
  },
  'no space in reach': {
    zh: '数据中 30 m 内没有相邻空间，不等于实际没有。',
    en: 'The data know no space within 30 m, which is not that there is none.',
  },
  'paved ground': {
    zh: '地面有铺装：简化模型只让开口率那部分燃气逸出地面，实际终将逸出更多。“经地面逸散”和地面以上的速率、距离、浓度偏小：开口率 2–10% 时，仅靠扩散三周后小 5–17 倍，有压渗流时可达 10–50 倍，密封地面更多；土壤与地下空间中的偏大。',
    en: 'The ground is paved: the reduced form lets out of it no more than its open share of the gas, and in truth more comes out in time. What leaves the ground, and rates, distances and concentrations above it, are told too small: with 2 to 10 % open 5 to 17 times by diffusion alone after three weeks, 10 to 50 times where gas flows under pressure, more under a sealed cover. What is in the soil and in spaces is told too large.',
  },
  'fire too small': {
    zh: `着火热辐射不足 ${LEAST_RADIUS} m 的范围不给出：火焰近处的点源辐射公式不适用，不等于近处安全。`,
    en: `Heat of a fire is not told nearer than ${LEAST_RADIUS} m: so close to the flame it is no point, and its equation does not hold. It is not safe there.`,
  },
  'break below 4 bar': {
    zh: '断管潜在影响半径不给出：公式只适用于约 0.4 MPa 以上的管道（GRI-00/0189）。',
    en: 'The potential impact radius of the break is not told: its equation is for pipes above about 4 bar (GRI-00/0189).',
  },
}
