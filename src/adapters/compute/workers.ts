import { proxy, type Remote, releaseProxy, wrap } from 'comlink'
import type { ExposedSimulation } from '../../../workers/expose.ts'
import { startWorker } from '../../../workers/host/browser.ts'
import { isSimulationId, type SimulationId } from '../../../workers/registry.ts'
import { fail, type Result } from '../../domain/result.ts'
import type { RunProgress } from '../../domain/run-progress.ts'
import type { RunOptions, SimulationPort } from '../../ports/simulations.ts'

/** A worker with its comlink face. */
interface Crew {
  readonly worker: Worker
  readonly simulation: Remote<ExposedSimulation>
}

/**
 * Runs simulations in module workers. A worker that has finished is kept for the next run of its simulation, so that
 * what it remembers (segments of a network) is not computed again; aborting ends the worker at once, whatever it does.
 */
export function createWorkerSimulations(start: (id: SimulationId) => Worker = startWorker): SimulationPort {
  const resting = new Map<SimulationId, Crew>()

  const take = (id: SimulationId): Crew => {
    const crew = resting.get(id)
    resting.delete(id)
    if (crew) return crew
    const worker = start(id)
    return { worker, simulation: wrap<ExposedSimulation>(worker) }
  }

  const dismiss = ({ worker, simulation }: Crew) => {
    simulation[releaseProxy]()
    worker.terminate()
  }

  return {
    async run<Input, Frame, Summary>(id: string, input: Input, options: RunOptions<Frame>) {
      const { onFrame, signal, onOpen, onProgress, mostSilence = Number.POSITIVE_INFINITY } = options
      if (!isSimulationId(id)) throw new Error(`run: simulation is "${id}", expected one of the registry`)
      if (signal.aborted) return fail('cancelled', id)
      const crew = take(id)
      const ending = endingOf(id, crew.worker, signal, mostSilence)
      let isOpen = true
      onOpen?.((what) => {
        if (isOpen) void crew.simulation.order(what)
      })
      try {
        const finished = crew.simulation.run(
          input,
          proxy((frame: unknown) => {
            ending.heard()
            onFrame(frame as Frame)
          }),
          proxy((progress: RunProgress) => {
            ending.heard()
            if (isOpen) onProgress?.(progress)
          }),
        )
        const result = await Promise.race([finished, ending.result])
        if (ending.hasCome() || resting.has(id)) dismiss(crew)
        else resting.set(id, crew)
        return result as Result<Summary>
      } catch (error) {
        dismiss(crew)
        return fail('failed', error instanceof Error ? error.message : String(error))
      } finally {
        isOpen = false
        ending.forget()
      }
    },
  }
}

/**
 * How a run may end other than by its answer: the person cancels, the worker breaks or cannot be loaded, or nothing is heard of it
 * for too long [ms].
 */
function endingOf(id: string, worker: Worker, signal: AbortSignal, mostSilence: number) {
  const listening = new AbortController()
  let came = false
  let heard = () => {}
  let timer: ReturnType<typeof setTimeout> | undefined
  const result = new Promise<Result<never>>((resolve) => {
    const end = (ending: Result<never>) => {
      came = true
      resolve(ending)
    }
    const options = { signal: listening.signal }
    heard = () => {
      clearTimeout(timer)
      if (!listening.signal.aborted && Number.isFinite(mostSilence))
        timer = setTimeout(() => end(silent(id, mostSilence)), mostSilence)
    }
    heard()
    signal.addEventListener('abort', () => end(fail('cancelled', id)), options)
    worker.addEventListener('error', (event) => end(fail('failed', `${id}: ${event.message || 'worker'}`)), options)
    worker.addEventListener('messageerror', () => end(fail('failed', `${id}: unreadable message`)), options)
  })
  const forget = () => {
    listening.abort()
    clearTimeout(timer)
  }
  return { result, hasCome: () => came, heard: () => heard(), forget }
}

function silent(id: string, milliseconds: number): Result<never> {
  const seconds = Math.round(milliseconds / 1000)
  return fail('failed', `${id}: nothing was heard of it for ${seconds} s`, {
    zh: `计算 ${seconds} 秒没有任何进展，已停止；数据未改动。可能是管网过大、环过多或方程不收敛：请缩小范围、检查管网数据后重试。`,
    en: `The computing made no progress for ${seconds} s and was stopped; no data were changed. The network may be too large, have too many loops, or its equations do not settle: try a smaller part, or look at its data.`,
  })
}
