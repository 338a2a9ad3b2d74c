import { incidenceOf, type Topology } from './topology.ts'

/**
 * Which links lie in a loop: those that can be closed without parting what hangs together. The others are bridges.
 *
 * @returns  1 = in a loop, one a link
 * @source  Tarjan, R. E. (1974). A note on finding the bridges of a graph. Information Processing Letters 2(6).
 */
export function linksInLoops(network: Topology): Uint8Array {
  const { from, to, nodeId } = network
  const { start, links } = incidenceOf(network)
  const isInLoop = new Uint8Array(from.length).fill(1)
  const order = new Int32Array(nodeId.length).fill(-1)
  const low = new Int32Array(nodeId.length)
  const next = start.slice(0, nodeId.length)
  const cameBy = new Int32Array(nodeId.length).fill(-1)
  let count = 0
  for (let root = 0; root < nodeId.length; root++) {
    if (order[root] !== -1) continue
    const path = [root]
    order[root] = low[root] = count++
    for (let node = root; path.length > 0; node = path.at(-1) ?? root) {
      const at = next[node] ?? 0
      if (at < (start[node + 1] ?? 0)) {
        next[node] = at + 1
        const link = links[at] ?? 0
        if (link === cameBy[node]) continue
        const other = from[link] === node ? (to[link] ?? 0) : (from[link] ?? 0)
        if (order[other] === -1) {
          order[other] = low[other] = count++
          cameBy[other] = link
          path.push(other)
        } else low[node] = Math.min(low[node] ?? 0, order[other] ?? 0)
        continue
      }
      path.pop()
      const above = path.at(-1)
      if (above === undefined) break
      low[above] = Math.min(low[above] ?? 0, low[node] ?? 0)
      if ((low[node] ?? 0) > (order[above] ?? 0)) isInLoop[cameBy[node] ?? 0] = 0
    }
  }
  return isInLoop
}
