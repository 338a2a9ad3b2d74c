import { type FloodSwitch, switchOrderSchema } from '../../src/domain/inundation/scenario.ts'
import type { Host } from '../contract.ts'
import type { OpenDrains } from './acts/manholes.ts'

/** Between two looks for what staff order [ms]: they cannot tell it from at once, and it costs a run nothing. */
const LOOK = 100

/** Where staff switch pumps and gates while a run computes, and where it is written down with its time. */
export interface SwitchDesk {
  /** in the order and at the times at which the drains took them; the same switches, known beforehand, give the same run */
  readonly taken: readonly FloodSwitch[]
  /** Drains that begin at time 0 get what others took before, each at its time. */
  readonly hand: (drains: OpenDrains | null) => void
  /** by the clock, which decides when one looks and nothing else */
  readonly isDue: () => boolean
  /**
   * Gives the drains what was ordered since the last look, from now on.
   *
   * @param time  of the water [s]
   * @throws Error when an order is none, or names no link of the drains
   */
  readonly take: (time: number, drains: OpenDrains | null) => Promise<void>
}

export function switchDesk({ now, orders }: Host): SwitchDesk {
  const taken: FloodSwitch[] = []
  let looked = now()
  return {
    taken,
    hand: (drains) => {
      for (const { id, time_s, setting } of taken) drains?.drainage.switch({ link: id, time: time_s, setting })
    },
    isDue: () => orders !== undefined && now() - looked >= LOOK,
    async take(time, drains) {
      const given = (await orders?.()) ?? []
      looked = now()
      for (const order of given) {
        const { id, setting } = switchOrderSchema.parse(order)
        if (!drains) throw new Error(`switched "${id}": this run has no drains`)
        // drains go on by whole steps: they may be a little ahead of the water on the ground
        const from = Math.max(time, drains.drainage.time)
        drains.drainage.switch({ link: id, time: from, setting })
        taken.push({ id, time_s: from, setting })
      }
    },
  }
}
