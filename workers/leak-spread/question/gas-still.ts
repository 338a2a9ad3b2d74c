import type { GasNetwork } from '../gas-network/network.ts'

/**
 * Pressures of a network at rest, in which nothing is taken: what pipes and valves join stands at the greatest pressure of its
 * sources, else at what a regulator holds, as far as there is as much before it.
 *
 * @returns  by node, absolute [Pa]; NaN = no source reaches it
 */
export function stillPressure({ nodes, links, sources }: GasNetwork): Float64Array {
  const parent = Int32Array.from(nodes.keys())
  const root = (node: number): number => {
    let at = node
    while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number
    return at
  }
  for (const { kind, from, to, isOpen } of links)
    if (isOpen && (kind === 'pipe' || kind === 'valve')) parent[root(from)] = root(to)
  const most = new Map<number, number>()
  const raise = (node: number, pressure: number) => {
    const part = root(node)
    const isHigher = pressure > (most.get(part) ?? 0)
    if (isHigher) most.set(part, pressure)
    return isHigher
  }
  for (const { node, pressure } of sources) raise(node, pressure)
  let isMoving = true
  while (isMoving) {
    isMoving = false
    for (const link of links)
      if (link.kind === 'regulator' && link.isOpen)
        isMoving = raise(link.to, Math.min(link.pressure, most.get(root(link.from)) ?? 0)) || isMoving
  }
  return Float64Array.from(nodes, (_, node) => most.get(root(node)) ?? Number.NaN)
}
