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
import { createPreviewSolver, createVectorSolver, PREVIEW_FAST_SHARE } from './surface/vector.ts'

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
    const isPreview = prepared.scheme === 'preview'
    const solver = (isPreview ? createPreviewSolver : createVectorSolver)(prepared.grid, prepared.depth, threads)
    let fastShare = 0
    try {
      const run = runFlood(prepared, solver, host.now)
      let step = await run.next()
      for (; !step.done; step = await run.next()) {
        fastShare = Math.max(fastShare, solver.fastShare)
        yield step.value
      }
      const outcome = step.value
      const milliseconds = host.now() - started
      return {
        outcome,
        balance: [balanceOf(outcome.volumes)],
        caveats: [...NOT_IN, ...caveatsOf(outcome), ...(isPreview ? [previewCaveat(fastShare)] : [])],
        milliseconds,
      }
    } finally {
      solver.end()
    }
  },
})

/** By the thread that asks alone. */
export const inundation = inundationBy(null)

/** What a flood of a city goes without yet, told with every result. */
const NOT_IN: readonly Localized[] = [
  {
    zh: '排水管网与泵站未计入：雨水全部留在地面，街道积水偏深，属偏安全估计。',
    en: 'Drains and pumps are not in: all rain stays on the ground, so that streets are shown wetter than they would be.',
  },
  {
    zh: '屋面雨水未计入：建筑按不进水的实体处理。',
    en: 'Rain on roofs is not in: buildings are solid blocks.',
  },
]

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

/** The preview says that it is one, and where it does not hold. */
function previewCaveat(fastShare: number): Localized {
  const percent = (100 * fastShare).toFixed(1)
  return fastShare > PREVIEW_FAST_SHARE
    ? {
        zh: `快速预览不适用：${percent} % 的淹没单元弗劳德数超过 0.8，请用二阶格式计算。`,
        en: `The preview does not hold here: ${percent} % of the wet cells run above a Froude number of 0.8. Compute it in second order.`,
      }
    : {
        zh: '快速预览（局部惯性近似）：仅供初步判断。',
        en: 'A preview by the local inertial approximation: for a first look only.',
      }
}
