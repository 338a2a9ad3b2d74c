import { type Endpoint, expose, transfer } from 'comlink'
import type { Result } from '../src/domain/result.ts'
import type { RunSummary, Simulation } from './contract.ts'
import { drive } from './drive.ts'

/** What the page sees of a worker, through comlink; `onFrame` comes as a comlink proxy. */
export interface ExposedSimulation {
  /** Something for the run that goes on, which takes it when it next looks; between two runs it is lost. */
  order(what: unknown): void
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
  let ordered: unknown[] = []
  const exposed: ExposedSimulation = {
    order: (what) => void ordered.push(what),
    run: (input, onFrame) => {
      ordered = []
      return drive(
        simulation,
        input,
        (frame) => onFrame(transfer(frame, buffersOf(frame))),
        async () => {
          await turnOfOthers()
          return ordered.splice(0)
        },
      )
    },
  }
  expose(exposed, endpoint)
}

/** Messages that have come are heard before this one's own: a computation lets none in by itself. */
function turnOfOthers(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
}

/** The buffers behind the typed arrays of a frame, each once; shared memory is not transferred. */
function buffersOf(frame: unknown): ArrayBuffer[] {
  if (typeof frame !== 'object' || frame === null) return []
  const values = ArrayBuffer.isView(frame) ? [frame] : Object.values(frame)
  const buffers = values.flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : []))
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer)
}
