import type { Localized } from '../../../src/domain/localized.ts'
import { type Incidence, incidenceOf } from '../../../src/domain/network/topology.ts'
import { Refusal } from '../../refusal.ts'
import { LINK, LINK_TYPE, NODE, OPTION, TIME } from './codes.ts'
import type { NamesOf } from './complaints.ts'
import { checkEngine, loadEngine, messageOf, openProject, quietly } from './engine.ts'
import { foreseeWork } from './foresee-work.ts'
import type { EpanetProject } from './toolkit.ts'
import { type NetworkUnits, networkUnits } from './units.ts'

/** Names that no network has: what a leak is made of. */
const SPARE = { near: '~leak~1', far: '~leak~2', half: '~leak~half', joint: '~leak~joint' } as const
/** Of the flows, relative; and trials to reach it. */
const MOST_ERROR = 1e-3
const LEAST_TRIALS = 40
/** Two nodes of the engine stand between the junctions and the tanks: see `spare`. */
export const SPARE_NODES = 2

/**
 * A network opened in the engine, and kept open: a change is made by the toolkit, never by reading the file again. Nodes and
 * links are numbered as in the engine less one, without the spare ones: junctions, then tanks and reservoirs.
 */
export interface WaterModel {
  readonly project: EpanetProject
  readonly units: NetworkUnits
  readonly nodeId: readonly string[]
  readonly linkId: readonly string[]
  readonly nodeOf: ReadonlyMap<string, number>
  readonly linkOf: ReadonlyMap<string, number>
  /** from here on nodes are tanks and reservoirs */
  readonly junctions: number
  readonly from: Int32Array
  readonly to: Int32Array
  /** links at each node */
  readonly incidence: Incidence
  /** codes of EN_LinkType */
  readonly linkType: Uint8Array
  /** [m] above the network's datum; of a tank its floor */
  readonly elevation: Float64Array
  /** [m]; not a number for pumps and valves */
  readonly length: Float64Array
  /** [m] */
  readonly diameter: Float64Array
  /** of emitters, the leak's as well [-] */
  readonly emitterExponent: number
  /** has emitters or leaking pipes ([LEAKAGE]) of its own */
  readonly leaksItself: boolean
  /**
   * Two junctions and two pipes of ours, by engine number, so that a leak changes no number: the pipe beyond the leak, and the
   * joint between both junctions.
   */
  readonly spare: { readonly near: number; readonly far: number; readonly half: number; readonly joint: number }
  /** number in the engine, from 1 */
  engineNode(node: number): number
  /** Values of all nodes in the network's own units times `unit`, 1 unless told, without the spare ones. */
  nodeValues(code: number, unit?: number): Float64Array
  linkValues(code: number, unit?: number): Float64Array
  close(): void
}

/** Of a text whose names are people's own. */
const asWritten: NamesOf = (text) => ({ zh: text, en: text })

/**
 * Opens the text of an .inp file.
 *
 * @param namesOf  what EPANET complains of is told by these names
 * @throws  Refusal when EPANET cannot read it, when it has no source or no junction, or when its equations would fill
 *          beyond what can be factored in seconds
 */
export async function openWaterModel(inp: string, namesOf: NamesOf = asWritten): Promise<WaterModel> {
  const loaded = await loadEngine()
  checkEngine(loaded)
  const project = await openProject(loaded, inp, namesOf)
  try {
    return modelOf(project)
  } catch (error) {
    project.close()
    throw error instanceof Refusal
      ? error
      : new Refusal([inNetwork(`EPANET 报错（${messageOf(error)}）`, messageOf(error))])
  }
}

function modelOf(project: EpanetProject): WaterModel {
  const [nodes, tanks, links] = [project.getCount(0), project.getCount(1), project.getCount(2)]
  const junctions = nodes - tanks
  if (tanks === 0)
    throw new Refusal([inNetwork('没有水库和水箱，无水源', 'no reservoir and no tank: nothing supplies it')])
  if (junctions === 0) throw new Refusal([inNetwork('没有节点', 'no junction')])
  const ends = Array.from({ length: links }, (_, link) => project.getLinkNodes(link + 1))
  const from = Int32Array.from(ends, ({ node1 }) => node1 - 1)
  const to = Int32Array.from(ends, ({ node2 }) => node2 - 1)
  if (foreseeWork(nodes, junctions, from, to) === null) {
    throw new Refusal([
      {
        zh: `管网的 ${links} 条管段像街道网格那样环环相连，EPANET 排列方程需数分钟：请分区计算，或略去小管`,
        en: `network: its ${links} links close to so many loops, as streets do on a map, that EPANET would take minutes to order its equations; part it, or leave out small pipes`,
      },
    ])
  }
  const nodeId = Array.from({ length: nodes }, (_, node) => project.getNodeId(node + 1))
  const linkId = Array.from({ length: links }, (_, link) => project.getLinkId(link + 1))
  const taken = [...nodeId, ...linkId].find((id) => Object.values<string>(SPARE).includes(id))
  if (taken !== undefined) throw new Refusal([inNetwork(`编号“${taken}”为程序保留`, `the id "${taken}" is reserved`)])
  const units = networkUnits(
    project.getFlowUnits(),
    project.getOption(OPTION.pressureUnits),
    project.getOption(OPTION.specificGravity),
  )
  const linkType = Uint8Array.from({ length: links }, (_, link) => project.getLinkType(link + 1))
  const scaled = (values: readonly number[], unit: number) => new Float64Array(values).map((value) => value * unit)
  const elevation = scaled(project.getNodeValues(NODE.elevation), units.length)
  const hasEmitters = project.getNodeValues(NODE.emitter).some((coefficient) => coefficient > 0)
  const leaksItself =
    hasEmitters ||
    project.getLinkValues(LINK.leakArea).some((area) => area > 0) ||
    project.getLinkValues(LINK.leakExpansion).some((expansion) => expansion > 0)
  const length = scaled(project.getLinkValues(LINK.length), units.length)
  const diameter = scaled(project.getLinkValues(LINK.diameter), units.diameter)
  // emitters share one exponent: the network's own keep theirs, without any it is an orifice's
  if (!hasEmitters) project.setOption(OPTION.emitterExponent, 0.5)
  // coarser, continuity is off by up to 0.4 % (L-TOWN as published: 1e-2); finer, 100,000 links never settle
  project.setOption(OPTION.accuracy, Math.min(project.getOption(OPTION.accuracy), MOST_ERROR))
  project.setOption(OPTION.trials, Math.max(project.getOption(OPTION.trials), LEAST_TRIALS))
  // an instant that does not settle is told, and does not end the run
  project.setOption(OPTION.extraTrials, Math.max(project.getOption(OPTION.extraTrials), 0))
  const spare = addSpare(project, nodeId[0] ?? '')
  project.setStatusReport(0)
  project.setReport('MESSAGES NO')

  const nodeValues = (code: number, unit = 1) => {
    const all = project.getNodeValues(code)
    const values = new Float64Array(nodes)
    for (let node = 0; node < junctions; node++) values[node] = (all[node] as number) * unit
    for (let node = junctions; node < nodes; node++) values[node] = (all[node + SPARE_NODES] as number) * unit
    return values
  }
  const linkValues = (code: number, unit = 1) => {
    const all = project.getLinkValues(code)
    const values = new Float64Array(links)
    for (let link = 0; link < links; link++) values[link] = (all[link] as number) * unit
    return values
  }
  return {
    ...{ project, units, nodeId, linkId, junctions, from, to, linkType, elevation, leaksItself, spare },
    nodeOf: new Map(nodeId.map((id, node) => [id, node])),
    linkOf: new Map(linkId.map((id, link) => [id, link])),
    length: length.map((value, link) => ((linkType[link] ?? 0) <= LINK_TYPE.pipe ? value : Number.NaN)),
    ...{ diameter, emitterExponent: project.getOption(OPTION.emitterExponent) },
    engineNode: (node) => (node < junctions ? node + 1 : node + 1 + SPARE_NODES),
    ...{ nodeValues, linkValues, incidence: incidenceOf({ nodeId, from, to }) },
    close() {
      quietly(() => project.close())
    },
  }
}

/**
 * Solves a network from its beginning to an instant by its own steps, the last one shortened; the instant is solved.
 *
 * @throws  Error when the engine stops before it
 */
export function runUpTo({ project }: WaterModel, start: number): void {
  for (let time = project.runH(); time < start; time = project.runH()) {
    const step = project.getTimeParameter(TIME.hydraulicStep)
    if (time + step > start) project.setTimeParameter(TIME.hydraulicStep, start - time)
    if (project.nextH() === 0) throw new Error(`EPANET stopped at ${time} s, before ${start} s`)
  }
}

/** Hangs the spare parts on the first junction, where they carry nothing. */
function addSpare(project: EpanetProject, first: string): WaterModel['spare'] {
  const near = project.addNode(SPARE.near, 0)
  const far = project.addNode(SPARE.far, 0)
  const half = project.addLink(SPARE.half, LINK_TYPE.pipe, first, SPARE.near)
  const joint = project.addLink(SPARE.joint, LINK_TYPE.pipe, SPARE.near, SPARE.far)
  return { near, far, half, joint }
}

function inNetwork(zh: string, en: string): Localized {
  return { zh: `管网模型：${zh}`, en: `network: ${en}` }
}
