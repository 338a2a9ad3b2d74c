import { drive } from '../../../workers/drive.ts'
import { isSimulationId, loadSimulation } from '../../../workers/registry.ts'
import { fail, type Result } from '../../domain/result.ts'
import type { RunOptions, SimulationPort } from '../../ports/simulations.ts'

/** Runs simulations in this process, for tests and Node. Cancelling takes effect at the next frame or at the end; silence ends nothing. */
export function createInlineSimulations(): SimulationPort {
  return {
    async run<Input, Frame, Summary>(
      id: string,
      input: Input,
      { onFrame, signal, onOpen, onProgress }: RunOptions<Frame>,
    ) {
      if (!isSimulationId(id)) throw new Error(`run: simulation is "${id}", expected one of the registry`)
      const simulation = await loadSimulation(id)
      if (signal.aborted) return fail('cancelled', id)
      const ordered: unknown[] = []
      onOpen?.((what) => ordered.push(what))
      const result = await drive(
        simulation,
        input,
        (frame) => {
          signal.throwIfAborted()
          onFrame(frame as Frame)
        },
        { orders: async () => ordered.splice(0), tell: onProgress },
      )
      return signal.aborted ? fail('cancelled', id) : (result as Result<Summary>)
    },
  }
}
