import type { z } from 'zod'
import type { LeakQuestion } from '../../../src/domain/leak/leak-question.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { Refusal } from '../../refusal.ts'
import { type HeatCase, heatCaseSchema } from '../heat/case.ts'
import { type HeatOutflow, heatOutflow } from './heat-outflow.ts'
import type { PipeIsolation } from './isolate-pipe.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { told } from './told.ts'

/** 示例值, each told with the result: no clause verified. */
const USUAL = {
  /** of the axis below ground [m] */
  depth: 1.4,
  /** of the flow line of a primary network, the hottest that is usual [°C] */
  temperature: 130,
  /** of ground without a heat pipe [°C] */
  ground: 10,
  /** of the casing in the ground [°C] */
  wall: 30,
  /** of insulation and casing around the bore [m] */
  insulation: 0.06,
} as const
/** Steam leaks otherwise than water. */
const STEAM = 'ZQ'
const FRAMES = 48

/** A leak of heat as a case, and what was taken in place of what is not known. */
export interface HeatOfQuestion {
  readonly case: HeatCase
  readonly outflow: HeatOutflow
  /** neighbours of the question whose place is told, in the order of the case */
  readonly neighbours: LeakQuestion['neighbours']
  /** valves end it before the network is empty */
  readonly isShut: boolean
  readonly told: readonly Localized[]
}

/**
 * The case of a question. When valves are shut that part the leak from every source, nothing more comes out of the network.
 *
 * @throws Refusal with every fault, by the pipe's name
 */
export function heatOfQuestion(question: LeakQuestion, pipe: LeakingPipe, isolation: PipeIsolation): HeatOfQuestion {
  const { scenario, plan } = question
  const bore = pipe.pipes.diameter[pipe.link] as number
  const given = pipe.pipes.temperature[pipe.link] as number
  const temperature = Number.isFinite(given) ? given : USUAL.temperature
  const depth = Number.isFinite(pipe.depth) ? pipe.depth : USUAL.depth
  const casing = bore + 2 * USUAL.insulation
  refuse(scenario.hole_m, pipe, { bore, temperature, depth, casing })
  const outflow = heatOutflow(scenario, pipe, plan, temperature)
  const neighbours = question.neighbours.filter(({ at: [, , below] }) => below > 0)
  const { duration_s, closedAfter_s } = scenario
  const shutAt = closedAfter_s !== null && isolation.isStopped ? closedAfter_s : Number.POSITIVE_INFINITY
  const stoppedAt = Math.min(shutAt, outflow.drainedAt)
  const axis = axisOf(pipe)
  return {
    case: heatCaseSchema.parse({
      kind: 'heat',
      leak: {
        at: [...pipe.point, depth],
        rate_kg_s: outflow.rate,
        ...(stoppedAt < duration_s ? { stopped_at_s: stoppedAt } : {}),
        temperature_c: temperature,
      },
      pipe: { diameter_m: casing, wall_temperature_c: Math.min(USUAL.wall, temperature) },
      ground: { temperature_c: USUAL.ground },
      neighbours: neighbours.map(({ id, kind, at }) => ({ id, kind, at, aside_m: axis(at[0], at[1]) })),
      ...{ duration_s, output_interval_s: duration_s / FRAMES },
    } satisfies z.input<typeof heatCaseSchema>),
    ...{ outflow, neighbours, isShut: shutAt < outflow.drainedAt },
    told: [
      ...(Number.isFinite(pipe.depth) ? [] : [DEPTH]),
      ...(Number.isFinite(given) ? [] : [TEMPERATURE]),
      ...outflow.told,
      ...(closedAfter_s !== null && !isolation.isStopped ? [NOT_STOPPED] : []),
      ...(scenario.hole_m === null ? [ONE_END] : []),
      GROUND,
      ...neighbourTold(question.neighbours, neighbours),
    ],
  }
}

function refuse(
  hole: number | null,
  { id, pipes, link }: LeakingPipe,
  of: { readonly bore: number; readonly temperature: number; readonly depth: number; readonly casing: number },
): void {
  const faults: Localized[] = []
  const add = (zh: string, en: string) => faults.push({ zh: `管段 ${id}：${zh}`, en: `pipe ${id}: ${en}` })
  if (pipes.subclass.at(link) === STEAM) add('输送蒸汽，只能计算热水管', 'carries steam, expected hot water')
  if (!(of.bore > 0))
    add(
      '内径未知，出流由它决定：需要内径',
      'its bore is not known, and what runs out hangs on it: expected an inner diameter',
    )
  else if (hole !== null && hole > of.bore)
    add(
      `孔口 ${hole} m 大于内径 ${of.bore.toPrecision(3)} m；请改选“断裂”`,
      `a hole of ${hole} m is wider than its bore of ${of.bore.toPrecision(3)} m; ask for a pipe that is broken across`,
    )
  if (!(of.temperature >= USUAL.ground && of.temperature <= 150))
    add(
      `水温 ${of.temperature} ℃，应在 ${USUAL.ground} 至 150 ℃ 之间`,
      `its water has ${of.temperature} °C, expected ${USUAL.ground} to 150`,
    )
  if (pipes.isAbove[link])
    add(
      '普查记为架空或附着桥梁，只能计算埋地管',
      'lies above ground or on a bridge by its survey, expected in the ground',
    )
  if (of.depth <= of.casing / 2)
    add(
      `管轴埋深 ${of.depth.toFixed(2)} m，外护管径 ${of.casing.toFixed(2)} m：未完全埋入地下，只能计算埋地管`,
      `its axis lies ${of.depth.toFixed(2)} m below ground and its casing is ${of.casing.toFixed(2)} m wide: it is not buried, expected a pipe in the ground`,
    )
  if (faults.length > 0) throw new Refusal(faults)
}

/** How far a place lies from the axis of the pipe, in plan [m]. */
function axisOf({ network, crs, link }: LeakingPipe): (x: number, y: number) => number {
  const end = (node: number) => crs.fromLonLat(network.nodeLon[node] as number, network.nodeLat[node] as number)
  const [[ax, ay], [bx, by]] = [end(network.from[link] ?? 0), end(network.to[link] ?? 0)]
  const [dx, dy] = [bx - ax, by - ay]
  const square = dx * dx + dy * dy
  return (x, y) => {
    const along = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0
    return Math.hypot(x - ax - along * dx, y - ay - along * dy)
  }
}

function neighbourTold(given: LeakQuestion['neighbours'], taken: LeakQuestion['neighbours']): Localized[] {
  const gas = taken.filter(({ kind }) => kind === 'pe-gas')
  const above = given.filter((each) => !taken.includes(each))
  return [
    NEIGHBOURS,
    ...(gas.length > 0
      ? [
          told(
            PE,
            gas.length,
            gas.map(({ id }) => id),
          ),
        ]
      : []),
    ...(above.length > 0
      ? [
          told(
            ABOVE,
            above.length,
            above.map(({ id }) => id),
          ),
        ]
      : []),
  ]
}

const DEPTH: Localized = {
  zh: `漏点埋深未知，管道轴线按地下 ${USUAL.depth} m（示例值）计。`,
  en: `The depth at the leak is not known; the axis is taken ${USUAL.depth} m below ground (an example).`,
}
const TEMPERATURE: Localized = {
  zh: `水温未知，按 ${USUAL.temperature} ℃（示例值，供水上限）计：回水管偏高。`,
  en: `The temperature is not known; ${USUAL.temperature} °C (an example, the hottest of a flow line) is taken: too hot for a return line.`,
}
const NOT_STOPPED: Localized = {
  zh: '关阀不能切断漏点的供应源，或数据中没有供应源：按出流至存水放空计。',
  en: 'Closing valves does not part the leak from its sources, or the data know none: it is taken to run until the pipes are empty.',
}
const ONE_END: Localized = {
  zh: '断裂只计一端出流，另一端管内存水倒流未计。',
  en: 'A broken pipe is taken to run out at one end; what flows back from the other is not in it.',
}
const GROUND: Localized = {
  zh: `地温按 ${USUAL.ground} ℃、外护管表面按 ${USUAL.wall} ℃、保温与外护厚按 ${1000 * USUAL.insulation} mm、土壤按一般湿度（均为示例值）计。`,
  en: `Ground of ${USUAL.ground} °C and usual moisture, a casing of ${USUAL.wall} °C and ${1000 * USUAL.insulation} mm of insulation are taken (examples).`,
}
const NEIGHBOURS: Localized = {
  zh: '邻近管线只含图上的电力、通信与燃气管线，埋深取自图形，未测者为绘图假定值。',
  en: 'Neighbours are the power, telecom and gas lines that are drawn, as deep as they are drawn: where no depth was surveyed that is an assumption.',
}
const PE: Localized = {
  zh: '燃气管材质未随图提供，一律按 PE 管的 40 ℃ 限值判断',
  en: 'The material of gas pipes is not drawn: all are judged by the 40 °C of polyethylene',
}
const ABOVE: Localized = {
  zh: '以下邻近管线图上不在地面以下，未计算',
  en: 'Neighbours that are drawn above ground are not computed',
}
