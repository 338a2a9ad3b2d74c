import type { LeakSourceOutcome } from '../../../src/domain/leak/leak-source.ts'
import { type WaterSourceQuestion, waterSourceQuestionSchema } from '../../../src/domain/leak/water-source.ts'
import type { Simulation } from '../../contract.ts'
import { locateWaterInCity } from './of-question.ts'

/** 精准溯源 of a water leak: pipes that a fall of pressures may come from; no frames. */
export const locateWaterSource: Simulation<WaterSourceQuestion, never, LeakSourceOutcome> = {
  id: 'locate-water',
  name: { zh: '供水漏损精准溯源', en: 'Where water leaks' },
  input: waterSourceQuestionSchema,
  sources: [
    { text: 'workers/leak-spread/localisation/README.md' },
    {
      text: 'Poulakis, Z. et al. (2003). Leakage detection in water pipe networks using a Bayesian probabilistic framework.',
    },
  ],
  async *run(question, host) {
    const started = host.now()
    const { outcome, caveats } = await locateWaterInCity(question, host.tell)
    // pipes that are not listed hold a thousandth at most
    const listed = outcome.pipes.reduce((sum, { probability }) => sum + probability, 0)
    return {
      outcome,
      caveats,
      balance: [
        {
          ...{ quantity: { zh: '概率', en: 'Probability' }, unit: '1', in: 1, out: listed },
          ...{ error: Math.abs(1 - listed), tolerance: 2e-3 },
        },
      ],
      milliseconds: host.now() - started,
    }
  },
}
