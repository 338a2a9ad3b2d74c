import type { ComputedBy } from '../../src/domain/inundation/computed-by.ts'
import type { ComputedFrame, FloodFrame } from '../../src/domain/inundation/frame.ts'
import type { FloodOutcome } from '../../src/domain/inundation/outcome.ts'
import type { Prepared } from './prepare/prepare.ts'
import { runFlood } from './run.ts'
import { runFloodOnCard } from './run-gpu.ts'
import { chooseBackend, type Machine, withoutCard } from './surface/choose.ts'
import { answerOf, untilBroken } from './surface/gpu/answers.ts'
import { requestDevice } from './surface/gpu/device.ts'
import { tryDevice } from './surface/gpu/trial.ts'
import type { SurfaceSolver } from './surface/grid.ts'
import { createReferenceSolver } from './surface/reference.ts'
import { createVectorSolver } from './surface/vector.ts'
import type { SwitchDesk } from './switch-desk.ts'

/**
 * Computes a case by the fastest that this machine has for it. A graphics card that fails on the way is left, and the case is
 * computed anew from its start: frames begin again at time 0, and say why. `scheme` is not looked at: the preview is headless
 * only.
 *
 * @param now   monotonic clock [ms], for progress only
 * @param desk  where staff switch while it computes; what they switched before stays where it is computed anew
 * @throws Error when the solution runs away
 */
export async function* computeFlood(
  prepared: Prepared,
  machine: Machine,
  now: () => number,
  desk?: SwitchDesk,
): AsyncGenerator<ComputedFrame, FloodOutcome> {
  const tell = (frame: FloodFrame, { backend, told }: ComputedBy): ComputedFrame => ({
    ...frame,
    computedBy: { backend, told },
    switched: [...(desk?.taken ?? [])],
  })
  let by = await chooseBackend(prepared.grid, machine)
  if (by.adapter) {
    let isStarted = false
    try {
      const device = await openCard(by.adapter, prepared, now)
      try {
        const run = runFloodOnCard(prepared, device, now, desk)
        let step = await run.next()
        for (; !step.done; step = await run.next()) {
          isStarted = true
          yield tell(step.value, by)
        }
        return step.value
      } finally {
        device.destroy()
      }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      by = withoutCard(
        machine,
        isStarted
          ? { zh: `显卡计算中断，已从头重新计算（${why}）`, en: `the graphics card failed, computed anew (${why})` }
          : { zh: `显卡不可用（${why}）`, en: `the graphics card cannot be used (${why})` },
      )
    }
  }
  const solver = solverOf(prepared, by, machine)
  try {
    const run = runFlood(prepared, solver, now, desk)
    let step = await run.next()
    for (; !step.done; step = await run.next()) yield tell(step.value, by)
    return step.value
  } finally {
    solver.end()
  }
}

/**
 * A device that has shown on a small case that it computes what the kernel computes.
 *
 * @throws Error when it has no room for the grid, computes anything else, is lost or silent
 */
export async function openCard(
  adapter: GPUAdapter,
  { grid, structures }: Prepared,
  now: () => number,
): Promise<GPUDevice> {
  const device = await answerOf(requestDevice(adapter, grid))
  try {
    await untilBroken(device)(tryDevice(device, now, structures.passing.length > 0))
    return device
  } catch (error) {
    device.destroy()
    throw error
  }
}

function solverOf({ grid, depth }: Prepared, { backend }: ComputedBy, { threads }: Machine): SurfaceSolver {
  return backend === 'typescript' ? createReferenceSolver(grid, depth) : createVectorSolver(grid, depth, threads)
}
