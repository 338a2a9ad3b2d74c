import type { FrictionLaw } from './friction.ts'
import type { GasLink, GasNetwork, GasPipe } from './network.ts'

/** Whatever of a network cannot be computed, a sentence a fault: the item, its value, what was expected. */
export function* faultsOf(network: GasNetwork, friction: FrictionLaw): Generator<string> {
  const { name, nodes, links, sources, demands, gas } = network
  if (nodes.length === 0) yield `${name}: holds no nodes`
  if (sources.length === 0) yield `${name}: no node has a given pressure, expected one at least: none is guessed`
  yield* positive(`${name}: gas.specificConstant`, gas.specificConstant, 'J/(kg·K)')
  yield* positive(`${name}: gas.temperature`, gas.temperature, 'K')
  if (!(gas.heatRatio > 1)) yield `${name}: gas.heatRatio is ${gas.heatRatio}, expected > 1`
  if (gas.viscosity !== null) yield* positive(`${name}: gas.viscosity`, gas.viscosity, 'Pa·s')
  yield* twice(`${name}: node`, nodes)
  yield* twice(`${name}: link`, links)
  const seen = new Map<number, number>()
  for (const { node, pressure } of sources) {
    const at = `${name}: source at ${nodes[node]?.id ?? `node ${node}`}`
    if (!nodes[node]) yield `${at}: no such node`
    yield* positive(`${at}: pressure`, pressure, 'Pa absolute')
    if (seen.has(node) && seen.get(node) !== pressure)
      yield `${at}: ${seen.get(node)} and ${pressure} Pa are given, expected one pressure a node`
    seen.set(node, pressure)
  }
  for (const { id, node, flow } of demands) {
    if (!nodes[node]) yield `${name}: demand ${id}: node ${node} does not exist`
    if (!Number.isFinite(flow)) yield `${name}: demand ${id}: flow is ${flow} kg/s, expected a number`
  }
  for (const { id, height } of nodes)
    if (!Number.isFinite(height)) yield `${name}: node ${id}: height is ${height} m, expected a number`
  for (const link of links) yield* faultsOfLink(network, link, friction, seen)
}

function* faultsOfLink(
  { name, nodes, gas }: GasNetwork,
  link: GasLink,
  friction: FrictionLaw,
  given: ReadonlyMap<number, number>,
): Generator<string> {
  const at = `${name}: ${link.kind} ${link.id}`
  for (const end of [link.from, link.to]) if (!nodes[end]) yield `${at}: node ${end} does not exist`
  if (link.from === link.to) yield `${at}: begins and ends at ${nodes[link.from]?.id}, expected two nodes`
  if (link.kind === 'pipe') yield* faultsOfPipe(at, link, friction, gas.viscosity)
  else if (link.kind !== 'valve') {
    const [quantity, value] =
      'pressure' in link
        ? ['pressure behind it', link.pressure]
        : 'ratio' in link.control
          ? ['ratio', link.control.ratio]
          : ['pressure behind it', link.control.pressure]
    yield* positive(`${at}: ${quantity}`, value, '')
    const held = quantity !== 'ratio' && link.isOpen && given.has(link.to)
    if (held) yield `${at}: holds the pressure at ${nodes[link.to]?.id}, where one is given already`
  }
}

function* faultsOfPipe(at: string, pipe: GasPipe, friction: FrictionLaw, viscosity: number | null): Generator<string> {
  yield* positive(`${at}: diameter`, pipe.diameter, 'm')
  if (!(pipe.length >= 0 && pipe.length < Infinity)) yield `${at}: length is ${pipe.length} m, expected ≥ 0`
  if (!(pipe.lossCoefficient >= 0)) yield `${at}: loss coefficient is ${pipe.lossCoefficient}, expected ≥ 0`
  const { frictionFactor, roughness } = pipe
  if (frictionFactor !== null) yield* positive(`${at}: friction factor`, frictionFactor, '')
  else if (roughness === null) yield `${at}: neither a roughness nor a friction factor is told`
  else if (pipe.diameter > 0 && !(roughness >= 0 && roughness < pipe.diameter))
    yield `${at}: roughness is ${roughness} m, expected from 0 to the diameter`
  else if (roughness === 0 && friction === 'nikuradse') yield `${at}: roughness is 0, which law nikuradse cannot take`
  else if (viscosity === null) yield `${at}: the gas tells no viscosity, which law ${friction} needs`
  const losesNothing = frictionFactor === null ? pipe.length + pipe.lossCoefficient === 0 : false
  if (losesNothing) yield `${at}: has neither length nor loss, expected a valve in its place`
}

function* positive(item: string, value: number, unit: string): Generator<string> {
  if (!(value > 0 && value < Infinity)) yield `${item} is ${`${value} ${unit}`.trim()}, expected > 0`
}

function* twice(what: string, items: readonly { readonly id: string }[]): Generator<string> {
  const seen = new Set<string>()
  for (const { id } of items) {
    if (seen.has(id)) yield `${what} ${id}: the id is there before, expected each once`
    seen.add(id)
  }
}
