import type { FloodFrame } from '../../src/domain/inundation/frame.ts'
import type { FloodOutcome } from '../../src/domain/inundation/outcome.ts'
import { nodeThreads } from '../../workers/host/node.ts'
import { openCard } from '../../workers/inundation/compute.ts'
import type { Prepared } from '../../workers/inundation/prepare/prepare.ts'
import { runFlood } from '../../workers/inundation/run.ts'
import { notForCard, runFloodOnCard } from '../../workers/inundation/run-gpu.ts'
import { chooseBackend, thisMachine } from '../../workers/inundation/surface/choose.ts'
import type { SurfaceSolver } from '../../workers/inundation/surface/grid.ts'
import { createReferenceSolver } from '../../workers/inundation/surface/reference.ts'
import { createPreviewSolver, createVectorSolver } from '../../workers/inundation/surface/vector.ts'
import { Refusal } from '../../workers/refusal.ts'
import { gpuOfNode } from './node-gpu.ts'

/** A run that has begun. */
export interface StartedRun {
  readonly frames: AsyncGenerator<FloodFrame, FloodOutcome>
  /** by which of several it is computed, where the name of the backend leaves that open */
  readonly told?: string
  /** of the wet cells, those that run too fast for the preview; 0 of the full scheme */
  readonly fastShare: () => number
  readonly threads: () => number
  readonly end: () => void
}

type Start = (prepared: Prepared, threads: number) => StartedRun | Promise<StartedRun>

const now = () => performance.now()

/** By what a case can be computed that is asked for by name. */
export const BACKENDS: Readonly<Record<string, Start>> = {
  wasm(prepared, threads) {
    const create = prepared.scheme === 'preview' ? createPreviewSolver : createVectorSolver
    return stepwise(prepared, create(prepared.grid, prepared.depth, nodeThreads(threads)))
  },

  reference(prepared) {
    if (prepared.scheme === 'preview') throw new Refusal(['scheme: the preview is computed by --backend wasm alone'])
    return stepwise(prepared, createReferenceSolver(prepared.grid, prepared.depth))
  },

  async webgpu(prepared) {
    const refuse = (why: string) => new Refusal([`--backend webgpu: ${why}; --backend wasm computes the same`])
    const gpu = await gpuOfNode()
    const machine = { ...thisMachine(null, gpu), allowsSoftware: true }
    const { adapter, told, whyNoCard } = await chooseBackend(prepared.grid, machine, notForCard(prepared))
    if (!adapter) throw refuse(whyNoCard?.en ?? told.en)
    const device = await openCard(adapter, prepared, now).catch((error: Error) => {
      throw refuse(error.message)
    })
    const frames = runFloodOnCard(prepared, device, now)
    return { frames, told: told.en, fastShare: () => 0, threads: () => 1, end: () => device.destroy() }
  },
}

function stepwise(prepared: Prepared, solver: SurfaceSolver & { readonly fastShare?: number }): StartedRun {
  return {
    frames: runFlood(prepared, solver, now),
    fastShare: () => solver.fastShare ?? 0,
    threads: () => solver.threads,
    end: solver.end,
  }
}
