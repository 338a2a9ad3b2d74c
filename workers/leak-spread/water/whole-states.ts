import type { BurstFrame, BurstPlan, BurstRun } from './burst.ts'
import { TIME } from './codes.ts'
import { quietly } from './engine.ts'
import { runUpTo, type WaterModel } from './model.ts'
import { readState, type WaterState } from './state.ts'

/** An instant of a burst, and the same instant of the network had it stayed whole. */
export interface Compared {
  readonly whole: Pick<WaterState, 'pressure' | 'flow'>
  readonly now: BurstFrame
}

/**
 * Every instant of a burst beside the network as it would be then. The hydraulics of the engine must be closed, and are so afterwards.
 * In a network that changes by itself it is run once more, without the leak; what is read of it is not kept.
 *
 * @param instants  of the burst, ascending
 * @param isChanging  demands, tanks or controls move by themselves; else one state without the leak stands for all
 * @throws  Error when the engine cannot solve the network
 */
export function* comparedStates(
  model: WaterModel,
  { start, step }: BurstPlan,
  { before }: Pick<BurstRun, 'before'>,
  instants: readonly BurstFrame[],
  isChanging: boolean,
): Generator<Compared, void> {
  const [first, ...later] = instants
  if (first) yield { whole: before, now: first }
  if (!isChanging) {
    for (const now of later) yield { whole: before, now }
    return
  }
  const { project } = model
  const kept = [TIME.duration, TIME.hydraulicStep].map((code) => [code, project.getTimeParameter(code)] as const)
  try {
    quietly(() => {
      project.setTimeParameter(TIME.duration, Math.ceil(start + (instants.at(-1)?.time ?? 0)))
      project.openH()
      project.initH(10)
      runUpTo(model, start)
    })
    let at = start
    for (const now of later) {
      const whole = quietly(() => {
        while (at < start + now.time) {
          const length = Math.min(step, start + now.time - at)
          project.setTimeParameter(TIME.hydraulicStep, Math.max(1, Math.round(length)))
          const taken = project.nextH()
          if (taken === 0) break
          at += taken
          project.runH()
        }
        return readState(model, at, null)
      }).value
      yield { whole, now }
    }
  } finally {
    quietly(() => project.closeH())
    for (const [code, value] of kept) project.setTimeParameter(code, value)
  }
}
