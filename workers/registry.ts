import type { Simulation } from './contract.ts'

/** Every simulation by id, loaded only when asked for. The page starts it in a worker: host/browser.ts. */
export const registry = {
  isolation: async () => (await import('./isolation/run.ts')).isolation,
  trace: async () => (await import('./trace/run.ts')).trace,
  inundation: async () => (await import('./inundation/simulation.ts')).inundation,
  'leak-water': async () => (await import('./leak-spread/question/water-simulation.ts')).leakWaterOfCity,
  'leak-gas': async () => (await import('./leak-spread/question/gas-simulation.ts')).leakGasOfCity,
  'leak-heat': async () => (await import('./leak-spread/question/heat-simulation.ts')).leakHeatOfCity,
  'leak-sewage': async () => (await import('./leak-spread/question/sewage-simulation.ts')).leakSewageOfCity,
  adjacency: async () => (await import('./leak-spread/adjacency/simulation.ts')).adjacency,
  'locate-gas': async () => (await import('./leak-spread/gas-localisation/simulation.ts')).locateGasSource,
  'locate-water': async () => (await import('./leak-spread/localisation/simulation.ts')).locateWaterSource,
} satisfies Record<string, () => Promise<unknown>>

export type SimulationId = keyof typeof registry

export function isSimulationId(id: string): id is SimulationId {
  return Object.hasOwn(registry, id)
}

/** A simulation whose input is yet to be checked against its own schema. */
export async function loadSimulation(id: SimulationId): Promise<Simulation<unknown, unknown, unknown>> {
  return (await registry[id]()) as unknown as Simulation<unknown, unknown, unknown>
}
