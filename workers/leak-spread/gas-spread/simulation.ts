import type { Localized } from '../../../src/domain/localized.ts'
import type { Simulation } from '../../contract.ts'
import { type GasCase, gasCaseSchema } from './case.ts'
import { prepareGas } from './prepare.ts'
import { type GasFlag, type GasFrame, type GasOutcome, runGas } from './run.ts'

/** Above this share of what was released a run is not trustworthy. */
export const MASS_TOLERANCE = 1e-6

/** 燃气扩散: through soil, wells, drains, ducts, tunnels and basements, when it reaches each, and how sure that is. */
export const leakGas: Simulation<GasCase, GasFrame, GasOutcome> = {
  id: 'leak-gas',
  name: { zh: '燃气泄漏扩散', en: 'Gas leak' },
  input: gasCaseSchema,
  sources: [
    { text: 'Carslaw, H. S. & Jaeger, J. C. (1959). Conduction of Heat in Solids. Point sources and images.' },
    { text: 'Moldrup, P. et al. (2000). Predicting the gas diffusion coefficient in repacked soil. SSSAJ 64, 1588.' },
    { text: 'Parker, W. J. & Ryan, H. (2001). Tracer study of headspace ventilation in a collector sewer.' },
    { text: 'Briggs, G. A. (1973). Diffusion estimation for small emissions. ATDL contribution 79.' },
  ],
  async *run(input, host) {
    const started = host.now()
    const run = runGas(prepareGas(input))
    let step = run.next()
    for (; !step.done; step = run.next()) yield step.value
    const outcome = step.value
    const { released, soil, spaces, vented, surfaced } = outcome.mass
    return {
      outcome,
      balance: [
        {
          ...{ quantity: { zh: '燃气质量', en: 'Mass of gas' }, unit: 'kg', in: released },
          ...{ out: soil + spaces + vented + surfaced, error: outcome.error, tolerance: MASS_TOLERANCE },
        },
      ],
      caveats: [EVIDENCE, ...outcome.flags.map((flag) => FLAGS[flag])],
      milliseconds: host.now() - started,
    }
  },
}

const EVIDENCE: Localized = {
  zh: '证据等级 C（仅物理推算，无现场数据校核）：土壤与井室通风只知到 3–10 倍，时间一律以 P10/P50/P90 表示。',
  en: 'Evidence class C (physics only, no field data): soil and ventilation are known to a factor of 3 to 10; times are P10/P50/P90.',
}

const FLAGS: Readonly<Record<GasFlag, Localized>> = {
  'cover lifts': {
    zh: '压力可能掀开覆土：按自由泄放计算，可能形成喷坑。',
    en: 'The pressure may lift the cover: computed as a free release; a crater may form.',
  },
  'flow is not Darcy’s': {
    zh: '泄漏口附近流速超出达西定律范围。',
    en: 'Near the leak the flow is too fast for Darcy’s law.',
  },
  'layers of gas': {
    zh: '部分空间气体可能分层：按三倍平均浓度定级。',
    en: 'Gas may lie in layers in some spaces: graded by three times their mean.',
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
}
