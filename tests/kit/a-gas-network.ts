import type {
  GasCompressor,
  GasDemand,
  GasLink,
  GasNetwork,
  GasPipe,
  GasSource,
  NetworkGas,
} from '../../workers/leak-spread/gas-network/network.ts'

export const AIR = 101_325
/** Ideal natural gas: R/M 500 J/(kg·K), 280 K, so that p = 140,000 ρ. */
export const IDEAL: NetworkGas = {
  ...{ specificConstant: 500, heatRatio: 1.31, viscosity: 1.1e-5, temperature: 280 },
  compressibility: { kind: 'ideal' },
}

/** Builds small gas networks: `aGasNetwork().source('S', 4e5).pipe('P', 'S', 'A').takes('A', 0.1).build()`. */
export function aGasNetwork(gas: NetworkGas = IDEAL) {
  const nodes: { id: string; height: number }[] = []
  const [sources, demands, links]: [GasSource[], GasDemand[], GasLink[]] = [[], [], []]
  const at = (id: string) => {
    const found = nodes.findIndex((node) => node.id === id)
    return found >= 0 ? found : nodes.push({ id, height: 0 }) - 1
  }
  const link = (id: string, from: string, to: string) => ({ id, from: at(from), to: at(to), isOpen: true })
  const builder = {
    node(id: string, height: number) {
      nodes[at(id)] = { id, height }
      return builder
    },
    /** overpressure [Pa] */
    source(id: string, over: number) {
      sources.push({ node: at(id), pressure: AIR + over })
      return builder
    },
    takes(id: string, flow: number) {
      demands.push({ id: `customer ${id}`, node: at(id), flow })
      return builder
    },
    /** 100 m of 0.1 m with a wall of 0.1 mm, unless told otherwise */
    pipe(id: string, from: string, to: string, given: Partial<GasPipe> = {}) {
      const usual = { length: 100, diameter: 0.1, roughness: 1e-4, frictionFactor: null, lossCoefficient: 0 }
      links.push({ kind: 'pipe', ...link(id, from, to), ...usual, ...given })
      return builder
    },
    valve(id: string, from: string, to: string, isOpen = true) {
      links.push({ kind: 'valve', ...link(id, from, to), isOpen })
      return builder
    },
    /** overpressure behind it [Pa] */
    regulator(id: string, from: string, to: string, over: number) {
      links.push({ kind: 'regulator', ...link(id, from, to), pressure: AIR + over })
      return builder
    },
    compressor(id: string, from: string, to: string, control: GasCompressor['control']) {
      links.push({ kind: 'compressor', ...link(id, from, to), control })
      return builder
    },
    build(): GasNetwork {
      return { name: 'made', gas, nodes, sources, demands, links, assumptions: [] }
    },
  }
  return builder
}
