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
import { prepareGas } from '../gas-spread/prepare.ts'
import { type GasFrame, type GasOutcome, runGas } from '../gas-spread/run.ts'
import { gasCaveats, massBalance } from '../gas-spread/told.ts'
import { isolateLeak } from '../water/isolate-leak.ts'
import { type AskedGas, gasOfQuestion } from './gas-of-question.ts'
import { gasPlume, PLUME } from './gas-plume.ts'
import { leakAt, spacePlace } from './leak-places.ts'

/** Of the lower explosive limit: from here on a space is to be left. */
const ALARM = 0.2

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
  ],
  async *run(question, host) {
    const started = host.now()
    const asked = await gasOfQuestion(question, host)
    const prepared = prepareGas(asked.given)
    const running = runGas(prepared)
    let step = running.next()
    const { members } = asked.given.ensemble
    for (let isFirst = true; !step.done; step = running.next(), isFirst = false) {
      host.tell?.({ phase: 'members', done: step.value.members, of: members })
      yield frameOf(asked, step.value, isFirst)
    }
    const outcome = step.value
    const { given, pipe } = asked
    const plume = gasPlume(outcome, prepared.gas.lower, pipe, given.leak.at[2], question.scenario.wind)
    return {
      outcome: { ...outcomeOf(question, asked, outcome), plume },
      balance: [massBalance(outcome), ...asked.isolation.balance],
      caveats: [...gasCaveats(outcome), ...(plume ? [PLUME] : []), ...asked.told, ...asked.isolation.caveats],
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

function outcomeOf({ scenario }: LeakQuestion, asked: AskedGas, found: GasOutcome): Omit<LeakOutcome, 'plume'> {
  const number = new Map(asked.given.spaces.map(({ id }, n) => [id, n]))
  const reached = found.spaces.filter(({ grade }) => grade !== 'none')
  const from = scenario.wind?.from_deg
  return {
    ...{ kind: 'gas', evidence: found.evidence, at: leakAt(asked.pipe), members: found.members, outflow: null },
    ...{ crossings: null, pipes: [], travel: null, surges: [], drains: [] },
    lost: { value: found.mass.released, unit: 'kg' },
    reached: reached.map(
      ({ id, peak, grade, localGrade, arrivals, hasSensor }): ReachedPlace => ({
        ...{ place: number.get(id) ?? -1, worst: peak, grade, localGrade, arrivals, hasSensor },
      }),
    ),
    ...{ isolation: asked.isolation.outcome, short: asked.pressure.short },
    alternatives: isolateLeak(asked.pipe.network, asked.pipe.link, asked.pipe.network).alternatives,
    figures: figuresOf(asked, found),
    areas: areasOf(asked, found, from === undefined ? null : (from + 180) % 360),
  }
}

function figuresOf({ pressure, shutIn }: AskedGas, { mass, rate, above }: GasOutcome): LeakFigure[] {
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
    ...above.distances.map(({ level, distance }) =>
      figure(
        `下风向 ${100 * level}% 爆炸下限的距离`,
        `Distance downwind of ${100 * level}% of the lower limit`,
        ...([distance, 'm'] as const),
      ),
    ),
  ]
}

function areasOf(asked: AskedGas, found: GasOutcome, towards: number | null): HazardArea[] {
  const { pipe } = asked
  const { radius, above } = found
  const area = (name: Localized, reach: number | null, to: number | null): HazardArea[] =>
    reach ? [{ name, at: leakAt(pipe), radius: reach, towards: to, isRough: true }] : []
  const downwind = above.distances.flatMap(({ level, distance }) => {
    const percent = 100 * level
    return area(
      { zh: `地面以上 ${percent}% 爆炸下限`, en: `${percent}% of the lower limit above ground` },
      distance,
      towards,
    )
  })
  return [
    ...area(
      {
        zh: '疏散范围（空间可达报警浓度处与着火热辐射，取大者，数量级）',
        en: 'Evacuation (spaces that may reach the alarm, or heat of a fire, whichever is farther; order of magnitude)',
      },
      upToOneDigit(Math.max(radius.evacuate, farthestAlarm(asked, found))),
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

/** Never less than it is: a radius to clear. */
function upToOneDigit(value: number): number {
  if (!(value > 0)) return 0
  const unit = 10 ** Math.floor(Math.log10(value))
  return Math.ceil(value / unit) * unit
}
