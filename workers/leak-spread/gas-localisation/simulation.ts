import { type GasSourceQuestion, gasSourceQuestionSchema } from '../../../src/domain/leak/gas-source.ts'
import type { LeakSourceOutcome } from '../../../src/domain/leak/leak-source.ts'
import type { Simulation } from '../../contract.ts'
import { locateInCity } from './of-question.ts'

/** 精准溯源 of gas: pipes that what is read in wells may come from; no frames. */
export const locateGasSource: Simulation<GasSourceQuestion, never, LeakSourceOutcome> = {
  id: 'locate-gas',
  name: { zh: '燃气精准溯源', en: 'Where gas comes from' },
  input: gasSourceQuestionSchema,
  sources: [{ text: 'workers/leak-spread/gas-localisation/README.md' }],
  async *run(question, host) {
    const started = host.now()
    const { outcome, caveats } = locateInCity(question, host.tell)
    const listed = outcome.pipes.reduce((sum, { probability }) => sum + probability, 0)
    // pipes that are not listed hold a thousandth at most
    const told = (outcome.biogas ?? 0) + listed
    return {
      outcome,
      caveats,
      balance: [
        {
          ...{ quantity: { zh: '概率', en: 'Probability' }, unit: '1', in: 1, out: told },
          ...{ error: Math.abs(1 - told), tolerance: 2e-3 },
        },
      ],
      milliseconds: host.now() - started,
    }
  },
}
