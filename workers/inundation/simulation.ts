import { type FloodQuestion, floodQuestionSchema } from '../../src/domain/inundation/flood-question.ts'
import type { FloodFrame } from '../../src/domain/inundation/frame.ts'
import type { FloodOutcome, FloodVolumes } from '../../src/domain/inundation/outcome.ts'
import type { Localized } from '../../src/domain/localized.ts'
import type { Balance } from '../../src/domain/run-summary.ts'
import type { Simulation } from '../contract.ts'
import { prepare } from './prepare/prepare.ts'
import { caseOfQuestion } from './question/case-of-question.ts'
import { runFlood } from './run.ts'
import type { Threads } from './surface/crew.ts'
import { createVectorSolver } from './surface/vector.ts'

/** Above this share of the volume that came a run is not trustworthy. */
export const VOLUME_TOLERANCE = 1e-4

/** 内涝模拟: where water goes, how deep, how fast and when. Any threads give the same. */
export const inundationBy = (threads: Threads | null): Simulation<FloodQuestion, FloodFrame, FloodOutcome> => ({
  id: 'inundation',
  name: { zh: '内涝模拟', en: 'Inundation' },
  input: floodQuestionSchema,
  sources: [
    { text: 'Audusse, E. et al. (2004). A fast and stable well-balanced scheme with hydrostatic reconstruction.' },
    { text: 'Toro, E. F. (2001). Shock-Capturing Methods for Free-Surface Shallow Flows.' },
    { text: 'van Leer, B. (1979). Towards the ultimate conservative difference scheme V.' },
  ],
  async *run(input, host) {
    const started = host.now()
    const prepared = prepare(caseOfQuestion(input))
    const solver = createVectorSolver(prepared.grid, prepared.depth, threads)
    try {
      const outcome = yield* runFlood(prepared, solver, host.now)
      const milliseconds = host.now() - started
      return { outcome, balance: [balanceOf(outcome.volumes)], caveats: caveatsOf(outcome), milliseconds }
    } finally {
      solver.end()
    }
  },
})

/** By the thread that asks alone. */
export const inundation = inundationBy(null)

function balanceOf({ initial, rain, inflow, outflow, infiltrated, final, errorShare }: FloodVolumes): Balance {
  return {
    ...{ quantity: { zh: '水量', en: 'Water' }, unit: 'm³' },
    ...{ in: initial + rain + inflow, out: final + outflow + infiltrated },
    ...{ error: errorShare, tolerance: VOLUME_TOLERANCE },
  }
}

function caveatsOf({ volumes: { errorShare } }: FloodOutcome): Localized[] {
  if (errorShare <= VOLUME_TOLERANCE) return []
  return [
    {
      zh: `水量误差 ${(100 * errorShare).toFixed(3)} %，超过 0.01 %：结果不可信。`,
      en: `Volume error ${(100 * errorShare).toFixed(3)} %, above 0.01 %: not trustworthy.`,
    },
  ]
}
