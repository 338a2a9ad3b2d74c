import type { LeakFrame, LeakOutcome } from '../../../src/domain/leak/leak-outcome.ts'
import { type LeakQuestion, leakQuestionSchema } from '../../../src/domain/leak/leak-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import type { Balance } from '../../../src/domain/run-summary.ts'
import type { Simulation } from '../../contract.ts'
import { quickestIn, speedIn } from '../sewage/dry-flow.ts'
import { FULL, PARTED } from '../sewage/run.ts'
import { followSpill, type SpillRun } from '../sewage/spill.ts'
import { crossingsOf, ONE_SHAFT } from './crossings-of-city.ts'
import { drainsBelow } from './drains-of-city.ts'
import { sewageOutcome, spillFrames, spillPlaces } from './sewage-outcome.ts'
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
    const { network, pipes, at, node, link } = spillEntry(question)
    const { order, entry, unbounded, told } = drainsBelow(network, pipes, { node, link }, scenario)
    const spill = {
      ...{ node: entry, flow: scenario.spill_m3_s, duration: scenario.duration_s },
      ...{ concentration: 1, decay: 0 },
    }
    const slow = followSpill(order, spill, 1)
    // nobody measured how full drains run: at the earliest each runs at the depth at which it runs quickest
    const quick = followSpill(order, spill, 1, (drain, flow) => {
      const { speed, isFull } = speedIn(drain, flow, order.shapes)
      const most = unbounded.has(drain.id) ? FASTEST : quickestIn(drain, order.shapes)
      return { speed: Math.max(speed, most), isFull }
    })
    const places = spillPlaces(network, quick, slow, at)
    yield* spillFrames(scenario, places)
    const other = question.beside && drainFiles(question.beside)
    const isReached = new Set(places.map(({ place }) => place.id))
    const crossings = crossingsOf({ network, pipes }, other).sort(
      (one, another) => Number(isReached.has(another.id)) - Number(isReached.has(one.id)),
    )
    return {
      outcome: sewageOutcome(scenario, at, places, crossings),
      balance: [balanceOf(slow, scenario.spill_m3_s * scenario.duration_s)],
      caveats: [
        RANGE,
        DILUTION,
        ...(order.parted.length > 0 ? [PARTED] : []),
        ...(slow.links.some(({ isFull }) => isFull) ? [FULL] : []),
        ...(places.some(({ place }) => place.kind === 'end') ? [ENDS] : []),
        LAYOUT,
        ...(other ? [] : [ALONE]),
        ...told,
        ...toldOf(plan, [scenario.network]),
      ],
      milliseconds: host.now() - started,
    }
  },
}

function balanceOf({ out, decayed }: SpillRun, volume: number): Balance {
  return {
    ...{ quantity: { zh: '排入水量', en: 'What is let in' }, unit: 'm³', in: volume, out: volume * (out + decayed) },
    ...{ error: Math.abs(1 - out - decayed), tolerance: SHARE_TOLERANCE },
  }
}

const RANGE: Localized = {
  zh: `旱季流量没有数据：最晚按只有排入的水、均匀流计，最早按各管最大均匀流速计；压力管、无坡或断面不详的管段最早按 ${FASTEST} m/s（示例值）计。淤堵、倒灌、满管压力流可使实际超出此范围。`,
  en: `The flow in dry weather is not known: the latest is of the spill alone in uniform flow, the earliest of each drain at its quickest; pumped mains and drains without known fall or section at ${FASTEST} m/s (an example). Silt, backwater and flow under pressure can lead beyond.`,
}
const DILUTION: Localized = {
  zh: '不给浓度：基流未知，稀释无从计算；百分数是经过该处的排入量份额。渗漏入土未计算。',
  en: 'No concentration is told: the base flow is not known, nor how thin it becomes. A percentage is the share of the spill that comes by. What leaks into the soil is not computed.',
}
const ENDS: Localized = {
  zh: '末端可能是排口、污水厂进口、泵站，也可能只是测绘终点，须现场核实。',
  en: 'An end may be an outfall, a treatment works or a pumping station, or just where the survey stops: look on site.',
}
const LAYOUT: Localized = {
  zh: `混接疑点只按管网布置判断（流向、管类，${ONE_SHAFT} m 内视为共井，不看高程），须现场核实；按流量特征判断需旱季逐时流量与同期降雨，本页没有取用。`,
  en: `Cross-connections are suspected by lay-out alone (directions, classes, shafts within ${ONE_SHAFT} m whatever their level), to be looked at on site; by signature they would need hourly flow in dry weather and the rain, which this page does not take.`,
}
const ALONE: Localized = {
  zh: '没有另一套排水管网（雨水或污水）的数据：两网之间的混接没有查找。',
  en: 'The other network of drains (rain or foul) is not there: no connection between the two was looked for.',
}
