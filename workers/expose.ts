import { type Endpoint, expose, transfer } from 'comlink'
import type { Result } from '../src/domain/result.ts'
import type { RunProgress } from '../src/domain/run-progress.ts'
import type { RunSummary, Simulation } from './contract.ts'
import { drive } from './drive.ts'

/** Progress of one phase is told as often as this [ms]; a new phase at once. */
const TOLD_EVERY = 50

/** What the page sees of a worker, through comlink; `onFrame` and `onProgress` come as comlink proxies. */
export interface ExposedSimulation {
  /** Something for the run that goes on, which takes it when it next looks; between two runs it is lost. */
  order(what: unknown): void
  run(
    input: unknown,
    onFrame: (frame: unknown) => void | Promise<void>,
    onProgress?: (progress: RunProgress) => void,
  ): Promise<Result<RunSummary<unknown>>>
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
    run: (input, onFrame, onProgress) => {
      ordered = []
      return drive(simulation, input, (frame) => onFrame(transfer(frame, buffersOf(frame))), {
        orders: async () => {
          await turnOfOthers()
          return ordered.splice(0)
        },
        tell: onProgress && seldom(onProgress),
      })
    },
  }
  expose(exposed, endpoint)
}

/** Lets through what is new: each phase as it begins and ends, and between at most one every some milliseconds. */
function seldom(tell: (progress: RunProgress) => void): (progress: RunProgress) => void {
  let [told, phase] = [Number.NEGATIVE_INFINITY, '']
  return (progress) => {
    const now = performance.now()
    const isNews = progress.phase !== phase || progress.done === progress.of || now - told >= TOLD_EVERY
    if (!isNews) return
    ;[told, phase] = [now, progress.phase]
    // a message that nobody waits for: the computing goes on
    void tell(progress)
  }
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
