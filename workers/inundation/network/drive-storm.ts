import type { PlacedInlets } from './inlets/read-inlets.ts'
import type { Runoff } from './runoff/runoff.ts'

/** What a storm asks of a network in motion: times in s since the start, nodes by their numbers. */
export interface SewerNetwork {
  readonly time: number
  readonly nodeOf: ReadonlyMap<string, number>
  /** what comes to a node from now on beside what its file says [m³/s] */
  setLateral(node: number, flow: number): void
  /** puts water into a node at once [m³] */
  addVolume(node: number, volume: number): number
  /** what came over the rim of a node since this was last asked [m³]: whoever asks has it */
  takeSpill(node: number): number
  /** goes on for so long [s] */
  advance(duration: number): void
}

/**
 * Lets a network go on under what runs off: a volume of a step of the runoff comes evenly within it, so that nothing is lost
 * between both. What spills from a node below inlets comes up again where the street of the first of them ends.
 *
 * @returns goes on for so long [s]
 */
export function driveStorm(
  network: SewerNetwork,
  runoff: Runoff,
  inlets: readonly PlacedInlets[],
): (duration: number) => void {
  const nodeOf = (id: string) => network.nodeOf.get(id) as number
  const isDry = runoff.catchments.length === 0

  function letRain(): void {
    for (const id of runoff.volumes.keys()) network.setLateral(nodeOf(id), 0)
    const step = runoff.step(Number.POSITIVE_INFINITY)
    for (const [id, volume] of runoff.volumes) network.setLateral(nodeOf(id), volume / step)
  }

  function bringUp(): void {
    for (const { node, bypass } of inlets) {
      const spilled = network.takeSpill(nodeOf(node))
      if (spilled > 0) network.addVolume(nodeOf(bypass), spilled)
    }
  }

  return (duration) => {
    const end = network.time + duration
    while (network.time < end - 1e-9) {
      if (!isDry && runoff.time() <= network.time + 1e-9) letRain()
      network.advance((isDry ? end : Math.min(end, runoff.time())) - network.time)
      bringUp()
    }
  }
}
