import type { BurstPlan, BurstRun } from './burst.ts'
import { TIME } from './codes.ts'
import { quietly } from './engine.ts'
import { runUpTo, type WaterModel } from './model.ts'
import { readState, type WaterState } from './state.ts'

/** An instant of a burst, and the same instant of the network had it stayed whole. */
export interface Compared {
  readonly whole: WaterState
  readonly now: WaterState
}

/**
 * The instants of a burst that are told, each beside the network as it would be then: the burst, the closure and, in a network that
 * changes by itself, the end. The hydraulics of the engine must be closed, and are so afterwards.
 *
 * @param isChanging  demands, tanks or controls move by themselves; else one state without the leak stands for all
 * @throws  Error when the engine cannot solve the network
 */
export function comparedStates(model: WaterModel, plan: BurstPlan, run: BurstRun, isChanging: boolean): Compared[] {
  const { before, burst, closed, end } = run
  const first = { whole: before, now: burst }
  if (!isChanging) return [first, ...(closed ? [{ whole: before, now: closed }] : [])]
  const later = [...(closed ? [closed] : []), ...(end === closed ? [] : [end])]
  const wholes = wholeStates(
    model,
    plan,
    later.map(({ time }) => time),
  )
  return [first, ...later.map((now, n) => ({ whole: wholes[n] ?? before, now }))]
}

/** The network without a leak at instants after the burst, ascending [s]. */
function wholeStates(model: WaterModel, { start, step }: BurstPlan, times: readonly number[]): WaterState[] {
  const { project } = model
  const kept = [TIME.duration, TIME.hydraulicStep].map((code) => [code, project.getTimeParameter(code)] as const)
  try {
    return quietly(() => {
      project.setTimeParameter(TIME.duration, Math.ceil(times.at(-1) ?? start))
      project.openH()
      project.initH(10)
      runUpTo(model, start)
      let now = start
      return times.map((time) => {
        while (now < time) {
          project.setTimeParameter(TIME.hydraulicStep, Math.max(1, Math.round(Math.min(step, time - now))))
          const length = project.nextH()
          if (length === 0) break
          now += length
          project.runH()
        }
        return readState(model, now, null)
      })
    }).value
  } finally {
    quietly(() => project.closeH())
    for (const [code, value] of kept) project.setTimeParameter(code, value)
  }
}
