import { inpSections } from '../../../src/domain/formats/inp-sections.ts'
import { LINK, NODE, TIME } from './codes.ts'
import { quietly } from './engine.ts'
import type { WaterModel } from './model.ts'

/** A contaminant that gets into the water at a node, and does not decay. */
export interface Intrusion {
  readonly node: number
  /** [mg/min] */
  readonly massRate: number
  /** in the network's clock [s] */
  readonly from: number
  readonly duration: number
  readonly until: number
  /** from here on a node counts as reached [mg/L] */
  readonly threshold: number
}

export interface IntrusionOutcome {
  /** first instant at or above the threshold, from the intrusion on [s]; infinite = never */
  readonly arrival: Float64Array
  /** [mg/L] */
  readonly peak: Float64Array
  /** mass that went in, by the flows of the node [mg] */
  readonly mass: number
}

/** [s] */
const QUALITY_STEP = 60
/** Codes of EN_QualityType and EN_SourceType. */
const CHEMICAL = 1
const MASS_BOOSTER = 1

/**
 * Follows a contaminant through the network, by EPANET's transport of what is dissolved (plug flow in pipes, no decay, tanks as
 * the file mixes them). Whatever quality the file computes by itself is left out. Hydraulics are without a leak; the engine's
 * hydraulics must be closed, and are so afterwards.
 *
 * @param inp  the text the model was opened from: sources of quality in it are put out of force
 * @source  Rossman, L. A. et al. (2020). EPANET 2.2 User Manual, ch. 3.4; mass booster sources.
 */
export function followIntrusion(model: WaterModel, inp: string, intrusion: Intrusion): IntrusionOutcome {
  const { project, nodeId } = model
  const index = model.engineNode(intrusion.node)
  const arrival = new Float64Array(nodeId.length).fill(Number.POSITIVE_INFINITY)
  const peak = new Float64Array(nodeId.length)
  const kept = [TIME.duration, TIME.hydraulicStep, TIME.qualityStep].map(
    (code) => [code, project.getTimeParameter(code)] as const,
  )
  const inert = makeInert(model, inp)
  quietly(() => {
    try {
      project.setTimeParameter(TIME.duration, Math.ceil(intrusion.until))
      project.setQualityType(CHEMICAL, 'contaminant', 'mg/L', '')
      project.setTimeParameter(TIME.qualityStep, QUALITY_STEP)
      solveHydraulics(model)
      project.setNodeValue(index, NODE.sourceType, MASS_BOOSTER)
      project.setNodeValue(index, NODE.sourceQuality, 0)
      project.openQ()
      project.initQ(0)
      for (;;) {
        const time = project.runQ()
        const concentration = model.nodeValues(NODE.quality)
        concentration.forEach((value, node) => {
          peak[node] = Math.max(peak[node] ?? 0, value)
          if (value >= intrusion.threshold && time >= intrusion.from)
            arrival[node] = Math.min(arrival[node] ?? Number.POSITIVE_INFINITY, time - intrusion.from)
        })
        const isOn = time >= intrusion.from && time < intrusion.from + intrusion.duration
        project.setNodeValue(index, NODE.sourceQuality, isOn ? intrusion.massRate : 0)
        if (project.stepQ() <= 0) break
      }
    } finally {
      project.closeQ()
      project.setNodeValue(index, NODE.sourceQuality, 0)
      inert()
      project.setQualityType(0, '', '', '')
      for (const [code, value] of kept) project.setTimeParameter(code, value)
    }
  })
  return {
    arrival,
    peak,
    mass: (intrusion.massRate * Math.min(intrusion.duration, intrusion.until - intrusion.from)) / 60,
  }
}

/** All instants, kept in the engine for the quality that follows. */
function solveHydraulics({ project }: WaterModel): void {
  project.openH()
  project.initH(11)
  do project.runH()
  while (project.nextH() > 0)
  // while they are open, quality waits for them and never ends
  project.closeH()
}

/** Takes decay, what is dissolved at the start and sources of the file out; gives them back when called. */
function makeInert(model: WaterModel, inp: string): () => void {
  const { project, nodeId, nodeOf } = model
  const back: (() => void)[] = []
  for (const code of [LINK.bulkDecay, LINK.wallDecay]) {
    model.linkValues(code).forEach((value, link) => {
      if (value === 0) return
      project.setLinkValue(link + 1, code, 0)
      back.push(() => project.setLinkValue(link + 1, code, value))
    })
  }
  const initial = model.nodeValues(NODE.initialQuality)
  nodeId.forEach((_, node) => {
    if (initial[node] === 0) return
    project.setNodeValue(model.engineNode(node), NODE.initialQuality, 0)
    back.push(() => project.setNodeValue(model.engineNode(node), NODE.initialQuality, initial[node] ?? 0))
  })
  for (const { words } of inpSections(inp).get('SOURCES') ?? []) {
    const node = nodeOf.get(words[0] ?? '')
    if (node === undefined) continue
    const index = model.engineNode(node)
    const strength = project.getNodeValue(index, NODE.sourceQuality)
    project.setNodeValue(index, NODE.sourceQuality, 0)
    back.push(() => project.setNodeValue(index, NODE.sourceQuality, strength))
  }
  return () => {
    for (const restore of back) restore()
  }
}
