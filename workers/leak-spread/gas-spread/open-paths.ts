import type { FlowStep, SoilPaths } from '../soil/pathways.ts'

/** Where the gas of a leak goes, by time: as `SoilPaths` has it. */
export type LeakPaths = Pick<SoilPaths, 'shares' | 'handed' | 'surfaced' | 'stored'>

/** A pipe that lies open in a space, as in a gallery: all of its gas is in there at once, and no soil is between. */
export class OpenPaths implements LeakPaths {
  readonly shares = Float64Array.of(1)
  readonly #flows: readonly FlowStep[]

  /** @param flows  by time */
  constructor(flows: readonly FlowStep[]) {
    this.#flows = flows
  }

  /** Released by a time [m³]. */
  handed(_: number, time: number): number {
    let [sum, before] = [0, 0]
    for (const [begin, flow] of this.#flows) {
      if (begin >= time) break
      sum += (flow - before) * (time - begin)
      before = flow
    }
    return sum
  }

  surfaced(): number {
    return 0
  }

  stored(): number {
    return 0
  }
}
