import type { StartThread } from '../inundation/surface/crew.ts'
import type { SimulationId } from '../registry.ts'

/** Starts the module worker of each simulation. The addresses stand here in full because the bundler reads them. */
const starters: Record<SimulationId, () => Worker> = {
  isolation: () => new Worker(new URL('../isolation/worker.ts', import.meta.url), { type: 'module' }),
  inundation: () => new Worker(new URL('../inundation/worker.ts', import.meta.url), { type: 'module' }),
}

export function startWorker(id: SimulationId): Worker {
  return starters[id]()
}

/** Starts a thread of a flood's crew; from within a worker, in a page that is cross-origin isolated. */
export const startCrewThread: StartThread = (place) => {
  const worker = new Worker(new URL('../inundation/surface/worker.ts', import.meta.url), { type: 'module' })
  worker.postMessage(place)
  return () => worker.terminate()
}
