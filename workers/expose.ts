import { type Endpoint, expose, transfer } from 'comlink'
import type { Result } from '../src/domain/result.ts'
import type { RunSummary, Simulation } from './contract.ts'
import { drive } from './drive.ts'

/** What the page sees of a worker, through comlink; `onFrame` comes as a comlink proxy. */
export interface ExposedSimulation {
  run(input: unknown, onFrame: (frame: unknown) => void | Promise<void>): Promise<Result<RunSummary<unknown>>>
}

/**
 * Makes this worker answer for one simulation; frames go out with their buffers transferred, never copied.
 *
 * @param endpoint  where the questions come from; left out = the worker itself
 */
export function exposeSimulation<Input, Frame, Outcome>(
  simulation: Simulation<Input, Frame, Outcome>,
  endpoint?: Endpoint,
): void {
  const exposed: ExposedSimulation = {
    run: (input, onFrame) => drive(simulation, input, (frame) => onFrame(transfer(frame, buffersOf(frame)))),
  }
  expose(exposed, endpoint)
}

/** The buffers behind the typed arrays of a frame, each once; shared memory is not transferred. */
function buffersOf(frame: unknown): ArrayBuffer[] {
  if (typeof frame !== 'object' || frame === null) return []
  const values = ArrayBuffer.isView(frame) ? [frame] : Object.values(frame)
  const buffers = values.flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : []))
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer)
}
