import type { Balance } from '../../../src/domain/run-summary.ts'
import type { Simulation } from '../../contract.ts'
import { type BurstFrame, type BurstRun, type BurstVolumes, runBurst } from './burst.ts'
import { type WaterCase, waterCaseSchema } from './case.ts'
import { burstCaveats, NO_VALVE } from './caveats.ts'
import { followIntrusion, type IntrusionOutcome } from './intrusion.ts'
import type { LeakIsolation } from './isolate-leak.ts'
import type { PreparedBurst } from './prepare.ts'
import { prepareBurst } from './prepare.ts'
import { type Travel, travelFrom } from './travel.ts'

/** Of the volume that sources gave: above this a run is not trustworthy. */
export const VOLUME_TOLERANCE = 1e-3

/** What a burst did; arrays by node or link of `nodeId`, `linkId`. */
export interface WaterOutcome extends Omit<BurstRun, 'unsettled'> {
  readonly nodeId: readonly string[]
  readonly linkId: readonly string[]
  readonly isolation: LeakIsolation
  /** were valves closed in the run */
  readonly isClosed: boolean
  readonly travel: Travel
  readonly intrusion: IntrusionOutcome | null
  /** what is computed is reference-checked: EPANET itself, held to native results and to WNTR */
  readonly evidence: 'A'
}

/** 爆管模拟: what runs out, where the pressure falls, who lacks water, and what closing valves does. */
export const leakWater: Simulation<WaterCase, BurstFrame, WaterOutcome> = {
  id: 'leak-water',
  name: { zh: '供水爆管', en: 'Water burst' },
  input: waterCaseSchema,
  sources: [
    { text: 'Rossman, L. A. et al. (2020). EPANET 2.2 User Manual. EPA/600/R-20/133. OWA EPANET 2.3.5.' },
    { text: 'Wagner, J. M., Shamir, U. & Marks, D. H. (1988). Water distribution reliability: simulation methods.' },
    { text: 'van Zyl, J. E. & Malde, R. (2017). Evaluating the pressure-leakage behaviour of leaks in water pipes.' },
  ],
  async *run(input, host) {
    const started = host.now()
    const prepared = await prepareBurst(input)
    const { model, plan, isolation } = prepared
    try {
      const run = runBurst(model, plan, host.tell)
      let step = run.next()
      for (; !step.done; step = run.next()) yield step.value
      const { unsettled: _, ...found } = step.value
      const { nodeId, linkId } = model
      return {
        outcome: {
          ...found,
          ...{ nodeId, linkId, isolation, isClosed: found.closed !== null, evidence: 'A' },
          travel: travelFrom(model, plan.leak, found.before),
          intrusion: intrusionOf(prepared, input),
        },
        balance: [waterBalance(found.volumes)],
        caveats: [
          ...isolation.caveats,
          ...(input.close_after_s !== null && plan.closeAt === null ? [NO_VALVE] : []),
          ...burstCaveats(model, step.value, input.service.required_m),
        ],
        milliseconds: host.now() - started,
      }
    } finally {
      model.close()
    }
  },
}

function intrusionOf({ model }: PreparedBurst, { intrusion, network }: WaterCase): IntrusionOutcome | null {
  if (!intrusion) return null
  const node = model.nodeOf.get(intrusion.node) ?? -1
  return followIntrusion(model, network, {
    ...{ node, massRate: intrusion.mass_mg_per_min, threshold: intrusion.threshold_mg_l },
    ...{ from: intrusion.from_s, duration: intrusion.duration_s, until: intrusion.until_s },
  })
}

/** What came from sources and tanks, and where it went. */
export function waterBalance({ supplied, delivered, lost, background }: BurstVolumes): Balance {
  const out = delivered + lost + background
  return {
    ...{ quantity: { zh: '水量', en: 'Water' }, unit: 'm³', in: supplied, out },
    ...{ error: Math.abs(supplied - out) / Math.max(Math.abs(supplied), 1), tolerance: VOLUME_TOLERANCE },
  }
}
