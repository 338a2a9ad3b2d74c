import type { GasLink, GasNetwork } from '../../../workers/leak-spread/gas-network/network.ts'
import { solveSteady } from '../../../workers/leak-spread/gas-network/solve.ts'
import { looped } from '../looped-network.ts'

/** Figures of one run: seconds of processor time, the median of several and the first, with everything found anew each time. */
export interface GasFigures {
  readonly pipes: number
  readonly nodes: number
  readonly turns: number
  readonly first: number
  readonly median: number
}

const RUNS = 7

/** Times the steady flow in a made network of streets with loops, 4 bar, twelve sources, a customer at every node. */
export function benchGas(pipes: number, seed: number): GasFigures {
  const network = madeNetwork(pipes, seed)
  let turns = 0
  const seconds = Array.from({ length: RUNS }, () => {
    const started = process.cpuUsage()
    turns = solveSteady(network, { friction: 'colebrook' }).turns
    const { user, system } = process.cpuUsage(started)
    return (user + system) / 1e6
  })
  const [first = Number.NaN] = seconds
  const median = [...seconds].sort((a, b) => a - b)[RUNS >> 1] ?? Number.NaN
  return { pipes, nodes: network.nodes.length, turns, first, median }
}

function madeNetwork(pipes: number, seed: number): GasNetwork {
  const { nodeId, linkId, from, to, isSource } = looped(pipes, seed)
  const ids = (texts: typeof nodeId, count: number) => Array.from({ length: count }, (_, i) => texts.at(i) ?? '')
  const nodes = ids(nodeId, isSource.length)
  return {
    name: 'made',
    gas: {
      ...{ specificConstant: 506.7, heatRatio: 1.31, viscosity: 1.07e-5, temperature: 283.15 },
      compressibility: { kind: 'linear', slope: -2.2e-8 },
    },
    nodes: nodes.map((id, i) => ({ id, height: 10 * Math.sin(i / 500) })),
    sources: nodes.flatMap((_, node) => (isSource[node] ? [{ node, pressure: 501_325 }] : [])),
    demands: nodes.map((id, node) => ({ id, node, flow: 2e-5 * (1 + Math.sin(node)) })),
    // a few of the made pipes end where they begin
    links: ids(linkId, pipes).flatMap((id, i): GasLink[] => {
      const [start, end] = [from[i] as number, to[i] as number]
      const size = { length: 30 + 20 * Math.sin(i), diameter: 0.11 + 0.05 * Math.sin(i / 7), roughness: 1e-4 }
      const rest = { isOpen: true, frictionFactor: null, lossCoefficient: 0 }
      return start === end ? [] : [{ kind: 'pipe', id, from: start, to: end, ...size, ...rest }]
    }),
  }
}
