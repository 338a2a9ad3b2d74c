import type { NetworkFile } from '../../../src/domain/network/network-file.ts'
import { linkName } from '../../leak-spread/question/water-names.ts'
import { waterNetwork } from '../../leak-spread/question/water-network.ts'
import { randomOf } from '../../leak-spread/random.ts'
import { LINK, NODE, OPTION, TIME } from '../../leak-spread/water/codes.ts'
import { quietly } from '../../leak-spread/water/engine.ts'
import { openWaterModel, type WaterModel } from '../../leak-spread/water/model.ts'
import { type ComputedFlows, commonDirections, type Hydraulics, SURVEYED, WAY } from './computed-flows.ts'

/** Demands of the whole network against their mean, and how many draws besides in which each varies by itself (示例值). */
const FACTORS = [1, 0.5, 1.5] as const
const DRAWS = 4
/** Of a junction's demand in a draw, of several the last, to both sides of the mean [-]. */
const SPREAD = 0.5
/** Of the head of a source whose pressure nobody told, to both sides [m] (示例值). */
const HEAD_SPREAD = 5
const SEED = 11
/** Of the flows: small ones in loops shall not be what is left of the iteration. */
const ACCURACY = 1e-6
/** Of a model: how long it is followed, and the shortest step [s]. */
const DAY = 86_400
const LEAST_STEP = 300

/**
 * Which way the water flows: EPANET's steady state of the network at mean demand, and again with more, with less, and with demands
 * and untold heads of sources drawn at random; of a network that has a model of its own that model, and all of its first day too.
 * A link has a direction where all of them agree.
 *
 * @throws Refusal where the network cannot be solved
 */
export async function waterFlows(
  network: NetworkFile,
  { plan, pipes, model: own }: Hydraulics,
): Promise<ComputedFlows> {
  const composed = waterNetwork(network, pipes, plan, own)
  const model = await openWaterModel(composed.inp, composed.namesOf)
  try {
    const links = Int32Array.from(network.linkGid, (_, link) => model.linkOf.get(linkName(link)) ?? -1)
    const states = solvedStates(model, sourcesWithout(network, plan), own !== null)
    const common = commonDirections(inOrderOf(links, states))
    return {
      ...{ directions: common.directions, wavering: common.wavering, told: composed.told },
      against: own
        ? Uint8Array.from(common.ways, (ways, link) => againstOf(ways, composed.isShut[link] === 1))
        : new Uint8Array(links.length),
      basis: own ? { zh: `水力模型 ${own.source}`, en: `the hydraulic model of ${own.source}` } : SURVEYED,
      ...(own ? ofDay(common.states) : ofMean(common.states)),
    }
  } finally {
    model.close()
  }
}

const ofMean = (count: number) => ({
  state: { zh: '平均用水量稳态，EPANET', en: 'steady state at mean demand, EPANET' },
  agreed: {
    zh: `平均用水量及其 0.5～1.5 倍共 ${count} 个工况`,
    en: `mean demand and ${count - 1} states from 0.5 to 1.5 times of it`,
  },
})
const ofDay = (count: number) => ({
  state: { zh: '水力模型第一天逐时，EPANET', en: 'the first day of the hydraulic model, EPANET' },
  agreed: {
    zh: `模型第一天各时刻，及起始时刻用水量的 0.5～1.5 倍，共 ${count} 个工况`,
    en: `the instants of the model's first day, and its beginning at 0.5 to 1.5 times the demand, ${count} in all`,
  },
})

/** Directions, as bits of WAY, that a link of the model does not always have. */
function againstOf(ways: number, isShut: boolean): number {
  if (isShut) return WAY.forward | WAY.back
  return (ways & WAY.forward ? WAY.back : 0) | (ways & WAY.back ? WAY.forward : 0)
}

function* inOrderOf(links: Int32Array, states: Iterable<Float64Array>): Generator<Float64Array> {
  for (const flows of states)
    yield Float64Array.from(links, (link) => (link < 0 ? Number.NaN : (flows[link] ?? Number.NaN)))
}

/** Sources that stand at a pressure that was only taken. */
function sourcesWithout({ nodeId, isSource }: NetworkFile, { networks }: Hydraulics['plan']): string[] {
  const sources = networks.find(({ discipline }) => discipline === 'water')?.sources ?? []
  const told = new Set(sources.flatMap(({ node, pressure_kpa }) => (pressure_kpa === null ? [] : [node])))
  return Array.from(isSource.keys())
    .filter((node) => isSource[node] === 1 && !told.has(nodeId.at(node) ?? ''))
    .map((node) => `s${node}`)
}

function* solvedStates(model: WaterModel, untold: readonly string[], hasDay: boolean): Generator<Float64Array> {
  const { project } = model
  const base = model.nodeValues(NODE.baseDemand)
  const reservoirs = untold.flatMap((id) => {
    const node = model.nodeOf.get(id)
    return node === undefined ? [] : [{ node, head: model.elevation[node] ?? 0 }]
  })
  const random = randomOf(SEED)
  const spread = (most: number) => most * (2 * random() - 1)
  const solved = () => {
    quietly(() => {
      project.initH(10)
      project.runH()
    })
    return model.linkValues(LINK.flow)
  }
  project.setOption(OPTION.accuracy, ACCURACY)
  project.setTimeParameter(TIME.duration, hasDay ? DAY : 0)
  quietly(() => project.openH())
  for (const factor of FACTORS) {
    project.setOption(OPTION.demandMultiplier, factor)
    yield solved()
  }
  project.setOption(OPTION.demandMultiplier, 1)
  if (hasDay) yield* dayOf(model)
  for (let draw = 0; draw < DRAWS; draw++) {
    base.forEach((mean, node) => {
      if (mean !== 0) project.setNodeValue(model.engineNode(node), NODE.baseDemand, mean * (1 + spread(SPREAD)))
    })
    for (const { node, head } of reservoirs)
      project.setNodeValue(model.engineNode(node), NODE.elevation, (head + spread(HEAD_SPREAD)) / model.units.length)
    yield solved()
  }
  quietly(() => project.closeH())
}

/** The instants of the model's own first day, by its steps. */
function* dayOf(model: WaterModel): Generator<Float64Array> {
  const { project } = model
  project.setTimeParameter(TIME.hydraulicStep, Math.max(LEAST_STEP, project.getTimeParameter(TIME.hydraulicStep)))
  quietly(() => project.initH(10))
  for (let length = 1; length > 0; length = quietly(() => project.nextH()).value) {
    quietly(() => project.runH())
    yield model.linkValues(LINK.flow)
  }
}
