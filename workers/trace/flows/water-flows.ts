import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { linkName } from '../../leak-spread/question/water-names.ts'
import { waterNetwork } from '../../leak-spread/question/water-network.ts'
import { randomOf } from '../../leak-spread/random.ts'
import { LINK, NODE, OPTION } from '../../leak-spread/water/codes.ts'
import { quietly } from '../../leak-spread/water/engine.ts'
import { openWaterModel, type WaterModel } from '../../leak-spread/water/model.ts'
import { type ComputedFlows, commonDirections, type Hydraulics } from './computed-flows.ts'

/** Demands of the whole network against their mean, and how many draws besides in which each varies by itself (示例值). */
const FACTORS = [1, 0.5, 1.5] as const
const DRAWS = 4
/** Of a junction's demand in a draw, to both sides of the mean [-]. */
const SPREAD = 0.5
/** Of the head of a source whose pressure nobody told, to both sides [m] (示例值). */
const HEAD_SPREAD = 5
const SEED = 11
/** Of the flows: small ones in loops shall not be what is left of the iteration. */
const ACCURACY = 1e-6

/**
 * Which way the water flows: EPANET's steady state of the surveyed network at mean demand, and again with more, with less, and with
 * demands and untold heads of sources drawn at random. A link has a direction where all of them agree.
 *
 * @throws Refusal where the network cannot be solved
 */
export async function waterFlows(network: NetworkFile, { plan, pipes }: Hydraulics): Promise<ComputedFlows> {
  const composed = waterNetwork(network, pipes, plan)
  const model = await openWaterModel(composed.inp)
  try {
    const untold = sourcesWithout(network, plan)
    const links = Int32Array.from(network.linkGid, (_, link) => model.linkOf.get(linkName(link)) ?? -1)
    const states = solvedStates(model, untold).map((flows) =>
      Float64Array.from(links, (link) => (link < 0 ? Number.NaN : (flows[link] ?? Number.NaN))),
    )
    const count = states.length
    return {
      ...commonDirections(states),
      state: { zh: '平均用水量稳态，EPANET', en: 'steady state at mean demand, EPANET' },
      agreed: {
        zh: `平均用水量及其 0.5～1.5 倍共 ${count} 个工况`,
        en: `mean demand and ${count - 1} states from 0.5 to 1.5 times of it`,
      },
      told: composed.told,
    }
  } finally {
    model.close()
  }
}

/** Sources that stand at a pressure that was only taken. */
function sourcesWithout({ nodeId, isSource }: NetworkFile, { networks }: Hydraulics['plan']): string[] {
  const sources = networks.find(({ discipline }) => discipline === 'water')?.sources ?? []
  const told = new Set(sources.flatMap(({ node, pressure_kpa }) => (pressure_kpa === null ? [] : [node])))
  return Array.from(isSource.keys())
    .filter((node) => isSource[node] === 1 && !told.has(nodeId.at(node) ?? ''))
    .map((node) => `s${node}`)
}

function solvedStates(model: WaterModel, untold: readonly string[]): Float64Array[] {
  const { project } = model
  const base = model.nodeValues(NODE.baseDemand)
  const reservoirs = untold.flatMap((id) => {
    const node = model.nodeOf.get(id)
    return node === undefined ? [] : [{ node, head: model.elevation[node] ?? 0 }]
  })
  const random = randomOf(SEED)
  const spread = (most: number) => most * (2 * random() - 1)
  project.setOption(OPTION.accuracy, ACCURACY)
  const solved = (demandOf: (mean: number) => number, headOf: (head: number) => number) => {
    base.forEach((mean, node) => {
      if (mean !== 0) project.setNodeValue(model.engineNode(node), NODE.baseDemand, demandOf(mean))
    })
    for (const { node, head } of reservoirs)
      project.setNodeValue(model.engineNode(node), NODE.elevation, headOf(head) / model.units.length)
    project.initH(10)
    project.runH()
    return model.linkValues(LINK.flow)
  }
  return quietly(() => {
    project.openH()
    const even = FACTORS.map((factor) =>
      solved(
        (mean) => factor * mean,
        (head) => head,
      ),
    )
    const drawn = Array.from({ length: DRAWS }, () =>
      solved(
        (mean) => mean * (1 + spread(SPREAD)),
        (head) => head + spread(HEAD_SPREAD),
      ),
    )
    project.closeH()
    return [...even, ...drawn]
  }).value
}
