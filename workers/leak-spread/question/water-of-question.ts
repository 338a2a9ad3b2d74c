import type { LeakScenario } from '../../../src/domain/leak/leak-scenario.ts'
import type { Localized } from '../../../src/domain/localized.ts'
import { Refusal } from '../../refusal.ts'
import type { BurstPlan } from '../water/burst.ts'
import { DISCHARGE_COEFFICIENT, type Hole } from '../water/hole.ts'
import type { WaterModel } from '../water/model.ts'
import { LEAST_RANGE } from '../water/service.ts'
import type { PipeIsolation } from './isolate-pipe.ts'
import type { LeakingPipe } from './leaking-pipe.ts'
import { linkName, nodeName } from './water-names.ts'
import type { WaterDay, WaterNetwork } from './water-network.ts'

const DAY = 86_400
/** Of a network that changes by itself [s]; of long leaks so many in all. */
const LEAST_STEP = 300
const MOST_STEPS = 144

/**
 * Everything of a question that a burst cannot be computed from, by the pipe's name.
 *
 * @throws Refusal with every fault
 */
export function checkBurst(
  scenario: LeakScenario,
  { pipes, link, id }: LeakingPipe,
  { isIn, isShut }: Pick<WaterNetwork, 'isIn' | 'isShut'>,
): void {
  const faults: Localized[] = []
  const { hole_m, service_m } = scenario
  const diameter = pipes.diameter[link] as number
  if (!(diameter > 0))
    faults.push({
      zh: `管段 ${id}：内径不详，出流取决于内径，无法计算`,
      en: `pipe ${id}: its bore is not known, and what runs out hangs on it: expected an inner diameter`,
    })
  else if (hole_m !== null && hole_m > diameter) {
    const bore = diameter.toPrecision(3)
    faults.push({
      zh: `管段 ${id}：孔径 ${hole_m} m 大于内径 ${bore} m；整管断裂请选“断裂”`,
      en: `pipe ${id}: a hole of ${hole_m} m is wider than its bore of ${bore} m; ask for a pipe that is broken across`,
    })
  }
  if (isIn[link] !== 1)
    faults.push({
      zh: `管段 ${id}：没有在用管道与供应源连通，不会出水`,
      en: `pipe ${id}: no way leads to it from a source through pipes in use: no water runs out of it`,
    })
  else if (isShut[link] === 1)
    faults.push({
      zh: `管段 ${id}：在水力模型中为关闭状态，且无控制规则使其开启，不会出水`,
      en: `pipe ${id}: it is closed in the hydraulic model and no control opens it: no water runs out of it`,
    })
  if (service_m < LEAST_RANGE)
    faults.push({
      zh: `服务压力水头 ${service_m} m，应不小于 ${LEAST_RANGE} m`,
      en: `service_m is ${service_m} m, expected at least ${LEAST_RANGE}`,
    })
  if (faults.length > 0) throw new Refusal(faults)
}

/**
 * The burst of a question in the model of its network. Without a day nothing changes but by the closure, and one step leads to
 * each; with one the network runs from its own beginning to the hour of the burst, and on by steps.
 */
export function burstPlan(
  scenario: LeakScenario,
  pipe: LeakingPipe,
  isolation: PipeIsolation,
  model: Pick<WaterModel, 'nodeOf' | 'linkOf'>,
  day: WaterDay | null,
): BurstPlan {
  const closures = isolation.outcome.valves.flatMap((valve) => {
    const [link, node] = [
      model.linkOf.get(linkName(pipe.network.linkId.indexOf(valve.link))),
      model.nodeOf.get(nodeName(pipe.network.nodeId.indexOf(valve.node))),
    ]
    // on a pipe that carries nothing there is nothing to shut
    return link === undefined || node === undefined ? [] : [{ link, node }]
  })
  const { duration_s, closedAfter_s, share } = scenario
  const start = day ? startOf(scenario, day) : 0
  const step = day ? Math.round(Math.max(LEAST_STEP, duration_s / MOST_STEPS)) : duration_s
  return {
    leak: {
      link: model.linkOf.get(linkName(pipe.link)) as number,
      ...{ share, level: Number.isFinite(pipe.at.height) ? pipe.at.height : null, hole: holeOf(scenario) },
    },
    ...{ start, duration: duration_s, step, closures },
    closeAt: closedAfter_s !== null && closures.length > 0 ? start + Math.round(closedAfter_s) : null,
  }
}

/** When it bursts in the clock of the network's model, on its first day [s]; at its beginning where nobody told the hour. */
export function startOf({ clock_s }: Pick<LeakScenario, 'clock_s'>, { clock }: Pick<WaterDay, 'clock'>): number {
  return clock_s === null ? 0 : Math.round(clock_s - clock + DAY) % DAY
}

/** A round hole with a sharp edge; it is cracks that open by pressure. Null = broken across. */
function holeOf({ hole_m }: LeakScenario): Hole | null {
  if (hole_m === null) return null
  return { area: (Math.PI / 4) * hole_m ** 2, expansion: 0, dischargeCoefficient: DISCHARGE_COEFFICIENT }
}
