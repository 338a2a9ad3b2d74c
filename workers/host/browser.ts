import type { SimulationId } from '../registry.ts'

/** Starts the module worker of each simulation. The addresses stand here in full because the bundler reads them. */
const starters: Record<SimulationId, () => Worker> = {
  isolation: () => new Worker(new URL('../isolation/worker.ts', import.meta.url), { type: 'module' }),
  trace: () => new Worker(new URL('../trace/worker.ts', import.meta.url), { type: 'module' }),
  inundation: () => new Worker(new URL('../inundation/worker.ts', import.meta.url), { type: 'module' }),
  'leak-water': () => new Worker(new URL('../leak-spread/water/worker.ts', import.meta.url), { type: 'module' }),
  'leak-gas': () => new Worker(new URL('../leak-spread/gas-spread/worker.ts', import.meta.url), { type: 'module' }),
  'leak-heat': () => new Worker(new URL('../leak-spread/heat/worker.ts', import.meta.url), { type: 'module' }),
  'leak-sewage': () => new Worker(new URL('../leak-spread/sewage/worker.ts', import.meta.url), { type: 'module' }),
  adjacency: () => new Worker(new URL('../leak-spread/adjacency/worker.ts', import.meta.url), { type: 'module' }),
  'locate-gas': () =>
    new Worker(new URL('../leak-spread/gas-localisation/worker.ts', import.meta.url), { type: 'module' }),
  'locate-water': () =>
    new Worker(new URL('../leak-spread/localisation/worker.ts', import.meta.url), { type: 'module' }),
}

export function startWorker(id: SimulationId): Worker {
  return starters[id]()
}
