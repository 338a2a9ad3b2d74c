import { behind, type DeviceState, heldPressure } from './devices.ts'
import type { Laid } from './lay.ts'

/**
 * Which nodes have a pressure from a source: 1 = yes. A device that holds its pressure gives one to what is behind it only.
 * What is reached gets a first potential on the way.
 *
 * @param states  by link; null = a pipe or a valve
 * @param potential  by node; written where `isFirst`
 */
export function reach(
  laid: Laid,
  states: readonly (DeviceState | null)[],
  potential: Float64Array,
  isFirst: boolean,
): Uint8Array {
  const { network, from, to, given, law } = laid
  const starts = new Int32Array(given.length + 1)
  for (const ends of [from, to]) for (const node of ends) starts[node + 1] = (starts[node + 1] as number) + 1
  for (let node = 0; node < given.length; node++)
    starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number)
  const next = starts.slice()
  const links = new Int32Array(2 * from.length)
  for (const ends of [from, to])
    ends.forEach((node, link) => {
      links[next[node] as number] = link
      next[node] = (next[node] as number) + 1
    })
  const isReached = new Uint8Array(given.length)
  const queue: number[] = []
  given.forEach((pressure, node) => {
    if (Number.isNaN(pressure)) return
    isReached[node] = 1
    potential[node] = law.potential(pressure)
    queue.push(node)
  })
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] as number
    for (let i = starts[node] as number; i < (starts[node + 1] as number); i++) {
      const number = links[i] as number
      const link = network.links[number]
      if (!link?.isOpen || states[number] === 'closed') continue
      const isForward = from[number] === node
      const other = (isForward ? to[number] : from[number]) as number
      const state = states[number] ?? 'open'
      const isOneWay = state === 'holds' && heldPressure(link) !== null
      if (isReached[other] || (isOneWay && !isForward)) continue
      isReached[other] = 1
      if (isFirst)
        potential[other] =
          link.kind === 'pipe' || !isForward
            ? (potential[node] as number)
            : behind(link, state, law, potential[node] as number).potential
      queue.push(other)
    }
  }
  return isReached
}
