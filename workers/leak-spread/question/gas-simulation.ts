import type {
  HazardArea,
  LeakFigure,
  LeakFrame,
  LeakOutcome,
  ReachedPlace,
} from '../../../src/domain/leak/leak-outcome.ts'
import { type LeakQuestion, leakQuestionSchema } from '../../../src/domain/leak/leak-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Simulation } from '../../contract.ts'
import { upToOneDigit } from '../atmosphere/fire.ts'
import { windsOf } from '../gas-spread/above.ts'
import { prepareGas } from '../gas-spread/prepare.ts'
import { type GasFrame, type GasOutcome, runGas } from '../gas-spread/run.ts'
import { gasCaveats, massBalance } from '../gas-spread/told.ts'
import { evacuationOf, NO_EVACUATION } from './gas-evacuation.ts'
import { type AskedGas, gasOfQuestion } from './gas-of-question.ts'
import { gasPlume, PLUME } from './gas-plume.ts'
import { leakAt, spacePlace } from './leak-places.ts'

/** 燃气泄漏: through soil, wells, drains, ducts, tunnels and basements, when it reaches each, and how sure that is. */
export const leakGasOfCity: Simulation<LeakQuestion, LeakFrame, LeakOutcome> = {
  id: 'leak-gas',
  name: { zh: '燃气泄漏扩散', en: 'Gas leak' },
  input: leakQuestionSchema,
  sources: [
    { text: 'Carslaw, H. S. & Jaeger, J. C. (1959). Conduction of Heat in Solids. Point sources and images.' },
    { text: 'Moldrup, P. et al. (2000). Predicting the gas diffusion coefficient in repacked soil. SSSAJ 64, 1588.' },
    { text: 'Parker, W. J. & Ryan, H. (2001). Tracer study of headspace ventilation in a collector sewer.' },
    { text: 'Briggs, G. A. (1973). Diffusion estimation for small emissions. ATDL contribution 79.' },
    { text: 'GB/T 50838-2015 (2024) 城市综合管廊工程技术标准, 7.2. Air changes of cabins.' },
  ],
  async *run(question, host) {
    const started = host.now()
    const asked = await gasOfQuestion(question, host)
    const prepared = prepareGas(asked.given)
    const running = runGas(prepared)
    let step = running.next()
    const { members } = asked.given.ensemble
    const times: number[] = []
    for (let isFirst = true; !step.done; step = running.next(), isFirst = false) {
      host.tell?.({ phase: 'members', done: step.value.members, of: members })
      times.push(step.value.time)
      yield frameOf(asked, step.value, isFirst)
    }
    const outcome = step.value
    const { given, pipe } = asked
    const evacuation = evacuationOf(asked, outcome)
    const plume = gasPlume(
      outcome,
      prepared.gas.lower,
      pipe,
      given.leak.at[2],
      question.scenario.wind,
      windsOf(given),
      times,
    )
    return {
      outcome: { ...outcomeOf(question, asked, outcome, evacuation.reach), plume },
      balance: [massBalance(outcome), ...asked.isolation.balance],
      caveats: [
        ...evacuation.why,
        ...gasCaveats(outcome),
        ...(plume ? [PLUME] : []),
        ...asked.told,
        ...asked.isolation.caveats,
      ],
      milliseconds: host.now() - started,
    }
  },
}

function frameOf({ given, spaces: { file, rows }, pipe }: AskedGas, frame: GasFrame, isFirst: boolean): LeakFrame {
  const near = leakAt(pipe)
  return {
    ...{ time: frame.time, done: frame.time / given.duration_s, lost: frame.mass.released, values: frame.share },
    places: isFirst ? rows.flatMap((row) => (file ? [spacePlace(file, row, pipe.crs, near)] : [])) : null,
  }
}

function outcomeOf(
  { scenario }: LeakQuestion,
  asked: AskedGas,
  found: GasOutcome,
  evacuate: number | null,
): Omit<LeakOutcome, 'plume'> {
  const number = new Map(asked.given.spaces.map(({ id }, n) => [id, n]))
  const reached = found.spaces.filter(({ grade }) => grade !== 'none')
  const from = scenario.wind?.from_deg
  return {
    ...{ kind: 'gas', evidence: found.evidence, at: leakAt(asked.pipe), members: found.members, outflow: null },
    ...{ crossings: null, pipes: [], travel: null, surges: [], drains: [] },
    lost: { value: found.mass.released, unit: 'kg' },
    gas: asked.carried.name,
    reached: reached.map(
      ({ id, peak, grade, localGrade, arrivals, hasSensor }): ReachedPlace => ({
        ...{ place: number.get(id) ?? -1, worst: peak, grade, localGrade, arrivals, hasSensor },
      }),
    ),
    ...{ isolation: asked.isolation.outcome, short: asked.pressure.short, shortAfter: null, series: [] },
    alternatives: asked.isolation.alternatives,
    figures: [...(evacuate === null ? [NO_EVACUATION] : []), ...figuresOf(asked, found)],
    areas: areasOf(asked, found, evacuate, from === undefined ? null : (from + 180) % 360),
  }
}

function figuresOf({ given, pressure, shutIn }: AskedGas, { mass, rate, above }: GasOutcome): LeakFigure[] {
  const figure = (zh: string, en: string, value: number | null, unit: string, isRough = true): LeakFigure => ({
    ...{ name: { zh, en }, value, unit, isRough },
  })
  return [
    figure('漏点压力（泄漏前，表压）', 'Pressure at the leak before, gauge', pressure.gauge, 'kPa', false),
    figure(
      '漏点压力（泄漏时，表压）',
      'Pressure at the leak while it leaks, gauge',
      pressure.supply?.gauge ?? null,
      'kPa',
      false,
    ),
    figure('初始泄漏速率', 'Rate at first', rate.first, 'kg/s'),
    figure('最大泄漏速率', 'Rate at most', rate.most, 'kg/s'),
    figure('累计泄出', 'Released', mass.released, 'kg'),
    figure('土壤中', 'In the soil', mass.soil, 'kg'),
    figure('地下空间中', 'In spaces below ground', mass.spaces, 'kg'),
    figure('经地下空间逸散', 'Vented from spaces', mass.vented, 'kg'),
    figure('经地面逸散', 'Out of the ground', mass.surfaced, 'kg'),
    ...(shutIn
      ? [
          figure('隔离区段存气容积', 'Inside of the pipes that are shut in', shutIn.volume, 'm³', false),
          figure('关阀后管内余气', 'Still in the pipes that were shut in', mass.pipes, 'kg'),
        ]
      : []),
    figure('地面以上最大逸散速率', 'Rate into the open air at most', above.rate, 'kg/s'),
    figure(
      `计算用风速（10 m 高；大气稳定度 ${given.air.stability} 类）`,
      `Wind that is taken at 10 m, in air of stability class ${given.air.stability}`,
      ...([given.air.wind_m_s, 'm/s', false] as const),
    ),
    ...above.distances.map(({ level, distance, isLess }) => ({
      ...figure(
        `下风向 ${100 * level}% 爆炸下限的距离${isLess ? LESS.zh : ''}`,
        `Distance downwind of ${100 * level}% of the lower limit${isLess ? LESS.en : ''}`,
        ...([farOf(distance), 'm'] as const),
      ),
      isLess,
    })),
  ]
}

function areasOf(
  { pipe }: AskedGas,
  { radius, above }: GasOutcome,
  evacuate: number | null,
  towards: number | null,
): HazardArea[] {
  const area = (name: Localized, reach: number | null, to: number | null, isLess = false): HazardArea[] =>
    reach ? [{ name, at: leakAt(pipe), radius: upToOneDigit(reach), towards: to, isRough: true, isLess }] : []
  const downwind = above.distances.flatMap(({ level, distance, isLess }) => {
    const percent = 100 * level
    return area(
      {
        zh: `地面以上 ${percent}% 爆炸下限${isLess ? LESS.zh : ''}`,
        en: `${percent}% of the lower limit above ground${isLess ? LESS.en : ''}`,
      },
      distance,
      towards,
      isLess,
    )
  })
  return [
    ...area(
      {
        zh: '疏散范围（空间可达报警浓度处、着火热辐射、断管潜在影响、下风向 50% 爆炸下限，取最远者，数量级）',
        en: 'Evacuation (spaces that may reach the alarm, heat of a fire, impact of a break, half of the lower limit downwind, whichever is farthest; order of magnitude)',
      },
      evacuate,
      null,
    ),
    ...area({ zh: '着火热辐射（数量级）', en: 'Heat of a fire (order of magnitude)' }, radius.evacuate, null),
    ...area({ zh: '引燃范围（数量级）', en: 'Ignition (order of magnitude)' }, radius.ignite, null),
    ...area(
      { zh: '断管潜在影响半径（数量级）', en: 'Potential impact of a break (order of magnitude)' },
      radius.rupture,
      null,
    ),
    ...downwind,
  ]
}

/** [m], never less than it is; 0 = nothing comes out. */
function farOf(distance: number): number {
  return distance > 0 ? upToOneDigit(distance) : 0
}

/** Of a distance that is told as that from which on the plume holds. */
const LESS: Localized = { zh: '（漏口处可爆）', en: ' (explosive at the leak)' }
