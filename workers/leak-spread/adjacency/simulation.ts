import type { z } from 'zod'
import { type AdjacencyOutcome, adjacencyQuestionSchema } from '../../../src/domain/leak/adjacency.ts'
import type { Simulation } from '../../contract.ts'
import { analyseCity } from './of-question.ts'

/** 燃气相邻空间分析: gas pipes and the spaces beside them, ranked; no frames. */
export const adjacency: Simulation<z.output<typeof adjacencyQuestionSchema>, never, AdjacencyOutcome> = {
  id: 'adjacency',
  name: { zh: '燃气相邻空间分析', en: 'Spaces beside gas pipes' },
  input: adjacencyQuestionSchema as z.ZodType<z.output<typeof adjacencyQuestionSchema>>,
  sources: [{ text: 'Weights are choices: workers/leak-spread/adjacency/README.md' }],
  // biome-ignore lint/correctness/useYield: there is nothing to show before the answer
  async *run(question, host) {
    const started = host.now()
    const { outcome, caveats } = analyseCity(question, host.tell)
    const told = outcome.watched + outcome.unwatched.length
    return {
      outcome,
      caveats,
      balance: [
        {
          ...{ quantity: { zh: '相邻空间', en: 'Spaces in reach' }, unit: '1', in: outcome.spacesInReach },
          ...{ out: told, error: Math.abs(outcome.spacesInReach - told), tolerance: 0 },
        },
      ],
      milliseconds: host.now() - started,
    }
  },
}
