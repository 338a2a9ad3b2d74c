import type { Localized } from '../../../src/domain/localized.ts'
import { faultOf, idTwice } from '../../refusal.ts'
import type { FrictionLaw } from './friction.ts'
import type { GasLink, GasNetwork, GasPipe } from './network.ts'

/** What links are called in Chinese; in English by their kind. */
const KINDS: Readonly<Record<GasLink['kind'], string>> = {
  pipe: '管段',
  valve: '阀门',
  regulator: '调压器',
  compressor: '压缩机',
}

const BEHIND = ['出口压力', 'pressure behind it'] as const
const RATIO = ['压比', 'ratio'] as const

/** Whatever of a network cannot be computed, a sentence a fault: the item, its value, what was expected. */
export function* faultsOf(network: GasNetwork, friction: FrictionLaw): Generator<Localized> {
  const { name, nodes, links, sources, demands, gas } = network
  if (nodes.length === 0) yield faultOf(name, '没有节点', 'holds no nodes')
  if (sources.length === 0)
    yield faultOf(
      name,
      '没有给定压力的节点，至少需要一个：压力不作猜测',
      'no node has a given pressure, expected one at least: none is guessed',
    )
  yield* positive(name, ['气体常数', 'gas.specificConstant'], gas.specificConstant, 'J/(kg·K)')
  yield* positive(name, ['气体温度', 'gas.temperature'], gas.temperature, 'K')
  if (!(gas.heatRatio > 1))
    yield faultOf(name, `气体绝热指数为 ${gas.heatRatio}，应大于 1`, `gas.heatRatio is ${gas.heatRatio}, expected > 1`)
  if (gas.viscosity !== null) yield* positive(name, ['气体黏度', 'gas.viscosity'], gas.viscosity, 'Pa·s')
  yield* twice(name, ['节点', 'node'], nodes)
  yield* twice(name, ['管段或设备', 'link'], links)
  const seen = new Map<number, number>()
  for (const { node, pressure } of sources) {
    const id = nodes[node]?.id ?? `node ${node}`
    const at = { zh: `${name}：气源 ${id}`, en: `${name}: source at ${id}` }
    if (!nodes[node]) yield of(at, '没有该节点', 'no such node')
    yield* positive(at, ['压力', 'pressure'], pressure, 'Pa absolute')
    if (seen.has(node) && seen.get(node) !== pressure)
      yield of(
        at,
        `给了 ${seen.get(node)} 和 ${pressure} Pa 两个压力，每个节点只能有一个`,
        `${seen.get(node)} and ${pressure} Pa are given, expected one pressure a node`,
      )
    seen.set(node, pressure)
  }
  for (const { id, node, flow } of demands) {
    const at = { zh: `${name}：用气 ${id}`, en: `${name}: demand ${id}` }
    if (!nodes[node]) yield of(at, `节点 ${node} 不存在`, `node ${node} does not exist`)
    if (!Number.isFinite(flow)) yield of(at, `流量为 ${flow} kg/s，应为数值`, `flow is ${flow} kg/s, expected a number`)
  }
  for (const { id, height } of nodes)
    if (!Number.isFinite(height))
      yield of(
        { zh: `${name}：节点 ${id}`, en: `${name}: node ${id}` },
        `高程为 ${height} m，应为数值`,
        `height is ${height} m, expected a number`,
      )
  for (const link of links) yield* faultsOfLink(network, link, friction, seen)
}

function* faultsOfLink(
  { name, nodes, gas }: GasNetwork,
  link: GasLink,
  friction: FrictionLaw,
  given: ReadonlyMap<number, number>,
): Generator<Localized> {
  const at = { zh: `${name}：${KINDS[link.kind]} ${link.id}`, en: `${name}: ${link.kind} ${link.id}` }
  for (const end of [link.from, link.to])
    if (!nodes[end]) yield of(at, `节点 ${end} 不存在`, `node ${end} does not exist`)
  const first = nodes[link.from]?.id
  if (link.from === link.to)
    yield of(at, `两端同为 ${first}，应为两个节点`, `begins and ends at ${first}, expected two nodes`)
  if (link.kind === 'pipe') yield* faultsOfPipe(at, link, friction, gas.viscosity)
  else if (link.kind !== 'valve') {
    const [quantity, value] =
      'pressure' in link
        ? [BEHIND, link.pressure]
        : 'ratio' in link.control
          ? [RATIO, link.control.ratio]
          : [BEHIND, link.control.pressure]
    yield* positive(at, quantity, value, '')
    const id = nodes[link.to]?.id
    if (quantity === BEHIND && link.isOpen && given.has(link.to))
      yield of(at, `要保持 ${id} 的压力，但该处压力已经给定`, `holds the pressure at ${id}, where one is given already`)
  }
}

function* faultsOfPipe(
  at: Localized,
  pipe: GasPipe,
  friction: FrictionLaw,
  viscosity: number | null,
): Generator<Localized> {
  yield* positive(at, ['管径', 'diameter'], pipe.diameter, 'm')
  if (!(pipe.length >= 0 && pipe.length < Infinity))
    yield of(at, `长度为 ${pipe.length} m，应不小于 0`, `length is ${pipe.length} m, expected ≥ 0`)
  const loss = pipe.lossCoefficient
  if (!(loss >= 0)) yield of(at, `局部阻力系数为 ${loss}，应不小于 0`, `loss coefficient is ${loss}, expected ≥ 0`)
  const { frictionFactor, roughness } = pipe
  if (frictionFactor !== null) yield* positive(at, ['摩阻系数', 'friction factor'], frictionFactor, '')
  else if (roughness === null)
    yield of(at, '粗糙度与摩阻系数都没有给出', 'neither a roughness nor a friction factor is told')
  else if (pipe.diameter > 0 && !(roughness >= 0 && roughness < pipe.diameter))
    yield of(
      at,
      `粗糙度为 ${roughness} m，应在 0 与管径之间`,
      `roughness is ${roughness} m, expected from 0 to the diameter`,
    )
  else if (roughness === 0 && friction === 'nikuradse')
    yield of(at, '粗糙度为 0，nikuradse 公式不适用', 'roughness is 0, which law nikuradse cannot take')
  else if (viscosity === null)
    yield of(at, `没有气体黏度，${friction} 公式需要它`, `the gas tells no viscosity, which law ${friction} needs`)
  const losesNothing = frictionFactor === null ? pipe.length + pipe.lossCoefficient === 0 : false
  if (losesNothing)
    yield of(at, '既无长度也无阻力，应改为阀门', 'has neither length nor loss, expected a valve in its place')
}

function of(item: Localized, zh: string, en: string): Localized {
  return { zh: faultOf(item.zh, zh, en).zh, en: faultOf(item.en, zh, en).en }
}

/** @param quantity  in Chinese, in English */
function* positive(
  item: Localized | string,
  [zh, en]: readonly [string, string],
  value: number,
  unit: string,
): Generator<Localized> {
  if (value > 0 && value < Infinity) return
  const said = `${value} ${unit}`.trim()
  const at = typeof item === 'string' ? { zh: item, en: item } : item
  yield of(at, `${zh}为 ${said}，应大于 0`, `${en} is ${said}, expected > 0`)
}

function* twice(
  name: string,
  [zh, en]: readonly [string, string],
  items: readonly { readonly id: string }[],
): Generator<Localized> {
  const seen = new Set<string>()
  for (const { id } of items) {
    if (seen.has(id)) yield { zh: idTwice(`${name}：${zh} ${id}`).zh, en: idTwice(`${name}: ${en} ${id}`).en }
    seen.add(id)
  }
}
