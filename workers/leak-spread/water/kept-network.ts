import { Refusal } from '../../refusal.ts'
import type { NamesOf } from './complaints.ts'
import { openWaterModel, type WaterModel } from './model.ts'

/** A network that is open in the engine, with what its opener wants to keep beside it. */
export interface KeptNetwork<Beside> {
  readonly model: WaterModel
  readonly beside: Beside
}

type Compose<Beside> = () => {
  readonly inp: string
  readonly namesOf?: NamesOf
  readonly beside: (model: WaterModel) => Beside
}

/**
 * Keeps the last network open, so that a second question about it costs no opening: reading 100,000 links takes a second. Of equal
 * keys the networks must be equal.
 */
export function networkKeeper<Beside>() {
  let kept: { readonly key: string; readonly network: KeptNetwork<Beside> } | null = null
  return {
    /**
     * Works on the network of a key; while it is worked on nobody else gets it. One whose work fails is closed, since the engine
     * may have stopped anywhere; a refusal comes before the engine is asked.
     *
     * @param compose  its text, and whose names are in it, asked for when it is not open
     * @throws  what the opening or the work throws
     */
    async *use<Frame, Result>(
      key: string,
      compose: Compose<Beside>,
      work: (network: KeptNetwork<Beside>) => AsyncGenerator<Frame, Result>,
    ): AsyncGenerator<Frame, Result> {
      const held = kept
      kept = null
      if (held && held.key !== key) held.network.model.close()
      const network = held?.key === key ? held.network : await opened(compose)
      let isWhole = false
      try {
        const result = yield* work(network)
        isWhole = true
        return result
      } catch (error) {
        isWhole = error instanceof Refusal
        throw error
      } finally {
        // another question may have opened one meanwhile: one is kept
        if (isWhole && kept === null) kept = { key, network }
        else network.model.close()
      }
    },
  }
}

async function opened<Beside>(compose: Compose<Beside>) {
  const { inp, namesOf, beside } = compose()
  const model = await openWaterModel(inp, namesOf)
  return { model, beside: beside(model) }
}
