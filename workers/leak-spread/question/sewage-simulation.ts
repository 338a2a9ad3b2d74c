import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import { type LeakQuestion, leakQuestionSchema } from '../../../src/domain/leak/leak-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Balance } from '../../../src/domain/run-summary.ts'
import type { Simulation } from '../../contract.ts'
import type { ShapeBook } from '../../inundation/network/shapes/shape-book.ts'
import { type Drain, quickestIn, speedIn } from '../sewage/dry-flow.ts'
import { PARTED } from '../sewage/run.ts'
import { followSpill, type SpillRun } from '../sewage/spill.ts'
import { crossingsOf, ONE_SHAFT } from './crossings-of-city.ts'
import { drainsBelow } from './drains-of-city.ts'
import { sewageOutcome, spillFrames, spillPlaces } from './sewage-outcome.ts'
import { spillDrains } from './spill-drains.ts'
import { drainFiles, spillEntry } from './spill-entry.ts'
import { toldOf } from './told.ts'

/** Nothing is built to run faster [m/s]: 示例值, the greatest that is usual for drains that are not of metal. */
const FASTEST = 5
/** Of what is let in: above this a run is not trustworthy. */
const SHARE_TOLERANCE = 1e-9

/** 污水泄漏、偷排 of a city: which manholes and ends it comes to and when, and where rain and foul sewers seem joined. */
export const leakSewageOfCity: Simulation<LeakQuestion, LeakFrame, LeakOutcome> = {
  id: 'leak-sewage',
  name: { zh: '污水泄漏、偷排', en: 'Spill in drains' },
  input: leakQuestionSchema,
  sources: [{ text: 'Chow, V. T. (1959). Open-Channel Hydraulics. McGraw-Hill, ch. 6: uniform flow, Manning.' }],
  async *run(question, host) {
    const started = host.now()
    const { scenario, plan } = question
    host.tell?.({ phase: 'reading', done: 0, of: 0 })
    const { network, pipes, at, node, link } = spillEntry(question)
    host.tell?.({ phase: 'drains', done: 0, of: 0 })
    const below = drainsBelow(network, pipes, { node, link }, scenario)
    const { order, entry, unbounded, pumped, told } = below
    const spill = {
      ...{ node: entry, flow: scenario.spill_m3_s, duration: scenario.duration_s },
      ...{ concentration: 1, decay: 0 },
    }
    host.tell?.({ phase: 'following', done: 0, of: 0 })
    // a pumped main runs full, whatever its fall
    const slow = followSpill(order, spill, 1, (drain, flow) =>
      pumped.has(drain.id) ? fullIn(drain, flow, order.shapes) : speedIn(drain, flow, order.shapes),
    )
    // nobody measured how full drains run: at the earliest each runs at the depth at which it runs quickest
    const quick = followSpill(order, spill, 1, (drain, flow) => {
      const { speed, isFull } = speedIn(drain, flow, order.shapes)
      if (pumped.has(drain.id))
        return { speed: Math.max(FASTEST, fullIn(drain, flow, order.shapes).speed), isFull: true }
      const most = unbounded.has(drain.id) ? FASTEST : quickestIn(drain, order.shapes)
      return { speed: Math.max(speed, most), isFull }
    })
    const ends = plan.networks.find(({ discipline }) => discipline === scenario.network)?.ends ?? []
    const places = spillPlaces(network, quick, slow, at, new Map(ends.map(({ node: id, kind }) => [id, kind])))
    const drains = spillDrains(network, pipes, below, { slow, quick }, places, scenario.spill_m3_s)
    yield* spillFrames(scenario, places)
    host.tell?.({ phase: 'crossings', done: 0, of: 0 })
    const other = question.beside && drainFiles(question.beside)
    const isReached = new Set(places.map(({ place }) => place.id))
    const crossings = crossingsOf({ network, pipes }, other).sort(
      (one, another) => Number(isReached.has(another.id)) - Number(isReached.has(one.id)),
    )
    return {
      outcome: sewageOutcome(scenario, at, places, crossings, drains.drains),
      balance: [balanceOf(slow, scenario.spill_m3_s * scenario.duration_s)],
      caveats: [
        rangeTold(scenario.dry_m3_s !== null),
        scenario.dry_m3_s === null ? DILUTION_UNKNOWN : DILUTION,
        ...(order.parted.length > 0 ? [PARTED] : []),
        ...drains.told,
        ...(places.some(({ place, isEnd }) => isEnd && place.kind === 'end') ? [ENDS] : []),
        LAYOUT,
        ...(other ? [] : [ALONE]),
        ...told,
        ...toldOf(plan, [scenario.network]),
      ],
      milliseconds: host.now() - started,
    }
  },
}

/** Under pressure: the whole section at Q/A. */
function fullIn({ conduit, shape }: Drain, flow: number, shapes: ShapeBook): { speed: number; isFull: boolean } {
  return { speed: conduit ? flow / conduit.barrels / (shapes.fullArea[shape] as number) : 0, isFull: true }
}

function balanceOf({ out, decayed }: SpillRun, volume: number): Balance {
  return {
    ...{ quantity: { zh: '排入水量', en: 'What is let in' }, unit: 'm³', in: volume, out: volume * (out + decayed) },
    ...{ error: Math.abs(1 - out - decayed), tolerance: SHARE_TOLERANCE },
  }
}

function rangeTold(isKnown: boolean): Localized {
  const [zh, en] = isKnown
    ? [
        '旱季流量只知入口处：最晚按其与排入的水',
        'The flow in dry weather is known at the place of the spill alone: the latest is of both',
      ]
    : ['旱季流量没有数据：最晚按只有排入的水', 'The flow in dry weather is not known: the latest is of the spill alone']
  return {
    zh: `${zh}、均匀流计，最早按各管最大均匀流速计；压力管、无坡或断面不详的管段最早按 ${FASTEST} m/s（示例值）计。满管管段按 Q/A 计；淤堵、倒灌、冒溢可使实际超出此范围。`,
    en: `${en} in uniform flow, the earliest of each drain at its quickest; pumped mains and drains without known fall or section at ${FASTEST} m/s (an example). Full drains run at Q/A. Silt, backwater and what comes out of manholes can lead beyond.`,
  }
}
const DILUTION_UNKNOWN: Localized = {
  zh: '不给浓度：基流未知，稀释无从计算；百分数是经过该处的排入量份额。渗漏入土未计算。',
  en: 'No concentration is told: the base flow is not known, nor how thin it becomes. A percentage is the share of the spill that comes by. What leaks into the soil is not computed.',
}
const DILUTION: Localized = {
  zh: '浓度为上限：按所给旱季流量在入口处完全混合，汇入的其他旱季流量未知，只会更稀；不计衰减、渗漏。百分数是经过该处的排入量份额。',
  en: 'Concentrations are the most that they may be: the spill is mixed with the dry-weather flow that is given for its place; what joins below is not known and only thins it. No decay and no leakage. A percentage of the spill is what comes by.',
}
const ENDS: Localized = {
  zh: '普查未注明性质的末端可能是排口、污水厂进口、泵站，也可能只是测绘终点，须现场核实。',
  en: 'An end of which the survey does not tell what it is may be an outfall, a treatment works or a pumping station, or just where the survey stops: look on site.',
}
const LAYOUT: Localized = {
  zh: `混接疑点只按管网布置判断（流向、管类，${ONE_SHAFT} m 内视为共井，不看高程），须现场核实；按流量特征判断需旱季逐时流量与同期降雨，本页没有取用。`,
  en: `Cross-connections are suspected by lay-out alone (directions, classes, shafts within ${ONE_SHAFT} m whatever their level), to be looked at on site; by signature they would need hourly flow in dry weather and the rain, which this page does not take.`,
}
const ALONE: Localized = {
  zh: '没有另一套排水管网（雨水或污水）的数据：两网之间的混接没有查找。',
  en: 'The other network of drains (rain or foul) is not there: no connection between the two was looked for.',
}
