import type { GasLink, GasNetwork } from '../../../workers/leak-spread/gas-network/network.ts'
import { solveSteady } from '../../../workers/leak-spread/gas-network/solve.ts'
import { looped } from '../looped-network.ts'
import { type LeakFigure, timedRuns } from './figure.ts'

const RUNS = 7
/** pipes, and the most that the median may take [s] */
const SIZES = [
  { pipes: 10_000, most: 0.3 },
  { pipes: 100_000, most: 3 },
] as const

/**
 * Times the steady flow in a made network of streets with loops, 4 bar, twelve sources, heights, a customer at every node; the
 * order of elimination and everything else is found anew each time.
 */
export async function benchGas(): Promise<LeakFigure[]> {
  const figures: LeakFigure[] = []
  for (const { pipes, most } of SIZES) {
    const network = madeNetwork(pipes, 1)
    let turns = 0
    const { first, median } = await timedRuns(RUNS, () => {
      turns = solveSteady(network, { friction: 'colebrook' }).turns
    })
    const what = `steady gas flow, ${network.links.length} pipes, ${turns} turns`
    figures.push({ what, value: median, unit: 's', most })
    figures.push({ what: `${what}, the first time`, value: first, unit: 's', most: null })
  }
  return figures
}

function madeNetwork(pipes: number, seed: number): GasNetwork {
  const { nodeId, linkId, from, to, isSource } = looped(pipes, seed)
  const ids = (texts: typeof nodeId, count: number) => Array.from({ length: count }, (_, i) => texts.at(i) ?? '')
  const nodes = ids(nodeId, isSource.length)
  return {
    ...{ name: 'made', assumptions: [] },
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
